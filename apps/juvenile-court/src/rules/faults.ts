import type { Static } from 'typebox';
import { endFaults, unless, type Found, type Path } from '#rule-files';
import type { courtsSchema, packSchema } from './pack-schema.js';

type Pack = Static<typeof packSchema>;
type Hearing = NonNullable<Pack['hearings']>[number];
const courtDays = (count: Hearing['latest']) => (count && 'courtDays' in count ? count.courtDays : null);

const hearingFaults = ({ calendar }: Pack, { effective, earliest, latest, notice, continuance }: Hearing, at: Path): readonly Found[] => {
  const [from, to] = [courtDays(earliest), courtDays(latest)];
  return [
    ...endFaults(effective, at),
    ...unless(from === null || to === null || from <= to, [...at, 'latest'], `is before the earliest (${from} court days)`),
    ...unless(!notice || to === null || notice.courtDays <= to, [...at, 'notice'], `leaves no day within ${to} court days`),
    ...unless(calendar !== null, at, 'counts days, and the pack names no calendar'),
    ...unless(!continuance || latest !== undefined, [...at, 'continuance'], 'goes on from a latest day, and the rule has none'),
  ];
};

export const packFaults = (pack: Pack): readonly Found[] => [
  ...(pack.hearings ?? []).flatMap((hearing, index) => hearingFaults(pack, hearing, ['hearings', index])),
  ...(pack.absenceReviews ?? []).flatMap(({ effective, kind }, index) => [
    ...endFaults(effective, ['absenceReviews', index]),
    ...unless((pack.hearings ?? []).some(hearing => hearing.kind === kind && hearing.countedFrom === 'absence-learned'), ['absenceReviews', index, 'kind'],
      `no hearing of this pack is a ${kind} counted from absence-learned`),
  ]),
];

export const courtFaults = ({ courts }: Static<typeof courtsSchema>): readonly Found[] => courts.flatMap(({ court, state, counties, dockets }, index) => [
  ...unless(court.startsWith(`${state}-`), ['courts', index, 'court'], `begins with its state: ${state}-`),
  ...dockets.flatMap((docket, nth) => docket.counties.flatMap(county => unless(
    counties.some(each => each.county === county), ['courts', index, 'dockets', nth, 'counties'], `${county} is no county of ${court}`))),
]);
