import { join } from 'node:path';
import type { Static } from 'typebox';
import type { Calendar, Zones } from '#calendar';
import { loadDays, overlapFaults, readerOf, RulesDoNotLoad, type Fault, type Read } from '#rule-files';
import { projectRoot } from '#service';
import { courtFaults, packFaults } from './faults.js';
import { courtsSchema, packSchema } from './pack-schema.js';

type Pack = Static<typeof packSchema>;
type Common = Pick<Pack, 'pack' | 'jurisdiction' | 'example'>;
/** What hearings and absence reviews take it for, their own domains say. */
export type HearingText = NonNullable<Pack['hearings']>[number] & Common;
export type AbsenceText = NonNullable<Pack['absenceReviews']>[number] & Common;
export type Docket = Static<typeof courtsSchema>['courts'][number]['dockets'][number];
type CourtEntry = {
  readonly court: string; readonly state: string; readonly county: string; readonly calendar: string | null; readonly dockets: readonly Docket[];
};
export type NotYet = NonNullable<Pack['notYet']>[number] & { readonly pack: string; readonly jurisdiction: string };
export type CourtRules = {
  readonly hearings: readonly HearingText[];
  readonly absenceReviews: readonly AbsenceText[];
  /** By state: the calendar of its courts, where a county has no other, and the day on which a week of its list begins. */
  readonly states: Readonly<Record<string, { readonly calendar: string | null; readonly weeklyList: Pack['weeklyList'] | null }>>;
  readonly courts: readonly CourtEntry[];
  readonly calendars: readonly Calendar[];
  readonly zones: Zones;
  readonly notYet: readonly NotYet[];
};

export const SHIPPED = join(projectRoot(), 'apps', 'juvenile-court', 'rules');

const readPacks = readerOf(packSchema);
const readCourts = readerOf(courtsSchema);

const textsOf = (packs: readonly Read<Pack>[], list: 'hearings' | 'absenceReviews') => packs.flatMap(({ value, faultAt }) =>
  (value[list] ?? []).map(({ id, effective, kind }, index) => ({
    id, effective, pack: value.pack, of: `${value.jurisdiction} ${kind}`, fault: (reason: string): Fault => faultAt([list, index, 'effective'], reason),
  })));

const twice = (packs: readonly Read<Pack>[]): readonly Fault[] => packs.flatMap(({ value, faultAt }, index) => packs.slice(0, index)
  .filter(other => other.value.jurisdiction === value.jurisdiction && other.value.calendar !== value.calendar)
  .map(other => faultAt(['calendar'], `the courts of ${value.jurisdiction} keep ${other.value.calendar} by ${other.value.pack}`)));

type Naming = { readonly calendar: string | null | undefined; readonly fault: (reason: string) => Fault };
const unknownCalendars = (named: readonly Naming[], calendars: readonly Calendar[]): readonly Fault[] =>
  named.filter(({ calendar }) => calendar && !calendars.some(({ id }) => id === calendar))
    .map(({ calendar, fault }) => fault(`there is no calendar ${calendar} (${calendars.map(({ id }) => id).join(', ')})`));

/**
 * Every pack, calendar, zone and court of the folders; a later folder's calendar or zone wins. What is marked `example` is
 * read and checked, and left out unless `examples` are allowed. Throws `RulesDoNotLoad` with file, line and reason of each fault.
 */
export const loadCourtRules = (folders: readonly string[], { examples }: { readonly examples: boolean }): CourtRules => {
  const { calendars, zones } = loadDays(folders);
  const [allPacks, allCourts] = [readPacks(folders, packFaults), readCourts(folders.map(folder => join(folder, 'courts')), courtFaults)];
  const faults = [
    ...unknownCalendars(allPacks.map(({ value, faultAt }) => ({ calendar: value.calendar, fault: reason => faultAt(['calendar'], reason) })), calendars),
    ...unknownCalendars(allCourts.flatMap(({ value, faultAt }) => value.courts.flatMap(({ counties }, court) => counties.map(({ calendar }, county) =>
      ({ calendar, fault: (reason: string) => faultAt(['courts', court, 'counties', county, 'calendar'], reason) })))), calendars),
  ];
  const packs = allPacks.filter(({ value }) => examples || !value.example);
  faults.push(...overlapFaults(textsOf(packs, 'hearings')), ...overlapFaults(textsOf(packs, 'absenceReviews')), ...twice(packs));
  if (faults.length > 0) throw new RulesDoNotLoad(faults);
  const courts = allCourts.filter(({ value }) => examples || !value.example).flatMap(({ value }) => value.courts);
  const common = ({ pack, jurisdiction, example }: Pack): Common => ({ pack, jurisdiction, example });
  return {
    calendars, zones,
    hearings: packs.flatMap(({ value }) => (value.hearings ?? []).map(rule => ({ ...rule, ...common(value) }))),
    absenceReviews: packs.flatMap(({ value }) => (value.absenceReviews ?? []).map(rule => ({ ...rule, ...common(value) }))),
    states: Object.fromEntries(packs.map(({ value }) => [value.jurisdiction, { calendar: value.calendar, weeklyList: value.weeklyList ?? null }])),
    courts: courts.flatMap(({ court, state, counties, dockets }) => counties.map(({ county, calendar }) => ({
      court, state, county, calendar: calendar ?? null, dockets: dockets.filter(docket => docket.counties.includes(county)),
    }))),
    notYet: packs.flatMap(({ value }) => (value.notYet ?? []).map(each => ({ ...each, pack: value.pack, jurisdiction: value.jurisdiction }))),
  };
};
