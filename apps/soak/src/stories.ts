import { AGE_BANDS, type AgeBand, type Coverage, type MissingCategory } from '#contracts';
import { instant } from '#kernel';
import { DAY, entryDelay, HOUR, MINUTE, toInput, type Draft } from './draft.js';
import type { Data, Story } from './inputs.js';
import type { Random } from './random.js';
import { reportsTo, someMoment } from './reports.js';
import { Work } from './work.js';

/** What the simulation covers. TX has no pack: its federal duties run all the same. */
const STATES = ['MO', 'KY', 'AZ', 'GA', 'CA', 'TX'] as const;

/** Instants that trip arithmetic: clock changes, a leap day, the turn of the year, the eve of a long weekend. */
const TRAPS = [
  '2024-02-29T05:00:00Z', '2024-03-01T00:00:00Z', '2024-03-10T07:00:00Z', '2024-03-10T08:00:00Z', '2024-03-10T10:00:00Z', '2024-05-24T21:00:00Z',
  '2024-07-04T04:00:00Z', '2024-11-03T05:00:00Z', '2024-11-03T06:00:00Z', '2024-11-03T09:00:00Z', '2024-11-28T05:00:00Z', '2024-12-31T23:59:59.999Z',
  '2025-01-01T05:00:00Z',
].map(text => Date.parse(text));

export type Span = { readonly from: number; readonly to: number };

const COVERAGE: Readonly<Record<Coverage, number>> =
  { placed: 50, 'supervised-at-home': 18, 'chafee-services': 8, 'extended-care': 8, 'tribal-agreement': 5, none: 11 };
const CATEGORY: Readonly<Record<MissingCategory, number>> =
  { 'left-without-permission': 58, abducted: 8, 'whereabouts-unknown': 18, 'absent-whereabouts-known': 16 };

const someStart = (random: Random, { from, to }: Span): number => {
  const traps = TRAPS.filter(trap => trap > from + 2 * DAY && trap < to);
  return traps.length > 0 && random.chance(0.2)
    ? random.pick(traps) - random.pick([0, 1, 2, 12, 24]) * HOUR + random.between(-1, 1)
    : random.between(from, to);
};

/** Most counties are named as the fixtures name theirs; some keep another time than their state. */
const someCounty = (random: Random, state: string): string =>
  state === 'KY' && random.chance(0.3) ? 'Warren County' : state === 'TX' && random.chance(0.3) ? 'El Paso' : `${state} county ${random.between(1, 9)}`;

type Place = { readonly agency: string; readonly state: string; readonly county: string };
type Basis = Place & { readonly coverage: Coverage; readonly ageBand?: AgeBand };

const somePlace = (random: Random): Place => {
  const state = random.pick(STATES);
  return { agency: `US-${state}`, state, county: someCounty(random, state) };
};
const someBand = (random: Random): AgeBand => random.pick([...AGE_BANDS, 'under-18', 'under-18', 'under-18', 'under-18']);
const someBasis = (random: Random): Basis =>
  ({ ...somePlace(random), coverage: random.weighted(COVERAGE), ...(random.chance(0.2) ? {} : { ageBand: someBand(random) }) });

type Corrected = Basis & { readonly start: number; readonly category: MissingCategory; readonly cause: string };

/** One fact of the basis proves otherwise; the rest stays as it was last known. */
const correctionOf = (random: Random, before: Omit<Corrected, 'cause'>): Corrected => {
  const cause = random.pick(['birth-date', 'coverage', 'jurisdiction', 'learned-at', 'category'] as const);
  const known = { ...before, ageBand: before.ageBand ?? 'unknown' as const, cause };
  switch (cause) {
    case 'birth-date': return { ...known, ageBand: someBand(random) };
    case 'coverage': return { ...known, coverage: random.weighted(COVERAGE) };
    case 'jurisdiction': return { ...known, ...somePlace(random) };
    case 'learned-at': return { ...known, start: known.start + random.between(-30, 20) * HOUR + random.between(-1, 1) };
    case 'category': return { ...known, category: random.weighted(CATEGORY) };
  }
};

/** The story as it is entered before the end; who answers for it in the end is whose officer may ask. */
const finish = (random: Random, span: Span, kind: Story['kind'], subjectId: string, drafts: readonly Draft[]): Story => {
  const importedAt = Math.max(...drafts.map(({ entered }) => entered)) + DAY;
  const imported = random.chance(0.03) && importedAt + DAY < span.to;
  const inputs = [...drafts].sort((a, b) => a.entered - b.entered)
    .filter(draft => draft.entered <= span.to).map((draft, index) => toInput(draft, imported ? importedAt + index : null));
  const agency = inputs.findLast(({ type }) => ['EpisodeCorrected', 'DeterminationCorrected'].includes(type))?.data.agency ?? drafts[0]!.data.agency;
  return { kind, subjectId, agency: String(agency), inputs };
};

const openEpisode = (random: Random, episodeId: string, youthId: string, learned: number, category: MissingCategory, basis: Basis): Draft => ({
  stream: 'episode', streamId: episodeId, type: 'ChildReportedMissing', occurred: learned, entered: learned + entryDelay(random),
  data: {
    episodeId, youthId, ...basis, category, learnedAt: instant(learned), lastSeenAt: random.chance(0.5) ? instant(learned - HOUR) : null,
    learnedBy: random.pick(['agency', 'hotline', 'county', 'provider', 'other-agency']),
  },
});

export const episodeStory = (random: Random, span: Span): Story => {
  const learned = someStart(random, { from: span.from, to: span.to - HOUR });
  const [episodeId, youthId] = [random.uuid(), random.uuid()];
  const [basis, category] = [someBasis(random), random.weighted(CATEGORY)];
  const opening = openEpisode(random, episodeId, youthId, learned, category, basis);
  const drafts: Draft[] = [opening];
  const add = (type: string, occurred: number, entered: number, data: Data) =>
    void drafts.push({ stream: 'episode', streamId: episodeId, type, data: { episodeId, youthId, ...data }, occurred, entered });

  const away = category === 'absent-whereabouts-known';
  const lost = learned + random.between(MINUTE, 72 * HOUR);
  if (random.chance(away ? 0.6 : 0.05)) add('WhereaboutsLost', lost, lost + entryDelay(random), { learnedAt: instant(lost) });
  let known: Omit<Corrected, 'cause'> = { ...basis, category, start: learned };
  for (let entered = opening.entered; random.chance(0.09);) {
    const { start, ...corrected } = correctionOf(random, known);
    entered = Math.max(entered, start) + random.between(HOUR, 8 * DAY);
    add('EpisodeCorrected', start, entered, { ...corrected, learnedAt: instant(start) });
    known = { ...corrected, start };
  }
  if (random.chance(0.04)) {
    const at = learned + random.between(HOUR, 20 * DAY);
    add('EpisodeRecordedInError', at, Math.max(at, opening.entered + 1), { reason: random.pick(['duplicate', 'wrong-youth', 'child-was-not-missing']) });
  }
  const about = { youthId, subjectKind: 'missing-episode', subjectId: episodeId, agency: basis.agency };
  const start = away ? lost : learned;
  const reports = (['police', 'ncmec'] as const).flatMap(recipient => reportsTo(random, recipient, about, start));
  const work = new Work(random, { id: episodeId, youthId, state: basis.state });
  if (basis.coverage !== 'none') work.notices(start);
  work.police(reports);
  const located = learned + random.between(HOUR, 40 * DAY);
  if (random.chance(0.6)) work.located(located);
  if (random.chance(0.2)) work.returned(located + random.between(0, 3 * DAY));
  return finish(random, span, 'missing-episode', episodeId, [...drafts, ...reports, ...work.drafts]);
};

/** Learned so that its 24 hours end at `deadline`, entered at once, and not reported before the alarm: a sample of the alarm's latency. */
export const sampleStory = (random: Random, deadline: number): Story => {
  const learned = deadline - 24 * HOUR;
  const episodeId = random.uuid();
  const basis: Basis = { ...somePlace(random), coverage: 'placed', ageBand: 'under-18' };
  const opening = openEpisode(random, episodeId, random.uuid(), learned, 'left-without-permission', basis);
  return { kind: 'missing-episode', subjectId: episodeId, agency: basis.agency, inputs: [toInput({ ...opening, entered: learned + MINUTE }, null)] };
};

export const determinationStory = (random: Random, span: Span): Story => {
  const received = someStart(random, { from: span.from, to: span.to - HOUR });
  const [determinationId, youthId] = [random.uuid(), random.uuid()];
  const basis = someBasis(random);
  const entered = received + entryDelay(random);
  const draft = (type: string, occurred: number, when: number, data: Data): Draft =>
    ({ stream: 'determination', streamId: determinationId, type, data: { determinationId, youthId, ...data }, occurred, entered: when });
  const drafts = [draft('DeterminationMade', received, entered, {
    ...basis, outcome: random.weighted({ 'identified-victim': 70, 'at-risk': 20, 'not-indicated': 10 }),
    trafficking: random.weighted({ sex: 80, labor: 20 }), determinedBy: random.pick(['agency', 'other-authority']), receivedAt: instant(received),
    ...(random.chance(0.5) ? { foreignNational: random.pick(['yes', 'no', 'not-asked']) } : {}),
  })];
  const later = entered + random.between(HOUR, 10 * DAY);
  if (random.chance(0.1)) drafts.push(draft('DeterminationWithdrawn', later, later, { reason: random.pick(['recorded-in-error', 'wrong-youth', 'not-supported']) }));
  if (random.chance(0.1)) {
    const { start, category: _, ...corrected } = correctionOf(random, { ...basis, category: 'abducted', start: received });
    if (start < later) drafts.push(draft('DeterminationCorrected', start, later + 1, { ...corrected, receivedAt: instant(start) }));
  }
  const told = someMoment(random, received);
  if (random.chance(0.3)) drafts.push(draft('HhsNotified', told, told + entryDelay(random), { notifiedAt: instant(told) }));
  const about = { youthId, subjectKind: 'determination', subjectId: determinationId, agency: basis.agency };
  return finish(random, span, 'determination', determinationId, [...drafts, ...reportsTo(random, 'police', about, received)]);
};
