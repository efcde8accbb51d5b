import type { Instant } from '#kernel';
import type { Fact, FactEvent } from './fact.js';
import type { Rule } from './rule.js';

export const EPISODE = '0a4c1c9e-5a8b-4d0e-9d6c-1f5a3b7c2d10';
export const YOUTH = '1b5d2daf-6b9c-4e1f-8e7d-2a6b4c8d3e21';
export const AGENCY = 'US-MO';

type DataOf<Type extends FactEvent['type']> = Extract<Fact, { type: Type }>['data'];
type Known = { readonly occurredAt: Instant; readonly knownAt?: Instant; readonly claimed?: boolean };

/** A fact known when it happened, unless told otherwise. */
export const fact = <Type extends FactEvent['type']>(type: Type, data: DataOf<Type>, { occurredAt, knownAt = occurredAt, claimed = false }: Known): Fact =>
  ({ type, data, eventId: `${type}@${occurredAt}`, occurredAt, knownAt, recordedAt: knownAt, claimed }) as Fact;

type Missing = DataOf<'ChildReportedMissing'>;

export const missing = (learnedAt: Instant, over: Partial<Missing> = {}, known: Partial<Known> = {}): Fact =>
  fact('ChildReportedMissing', {
    episodeId: EPISODE, youthId: YOUTH, agency: AGENCY, state: 'MO', county: 'MO county 5', coverage: 'placed',
    category: 'left-without-permission', learnedBy: 'agency', lastSeenAt: null, learnedAt, ...over,
  }, { occurredAt: learnedAt, ...known });

type ReportPart = { reportId?: string; recipient?: 'police' | 'ncmec'; agency?: string; youthId?: string };
const report = ({ reportId = 'r1', recipient = 'police', agency = AGENCY, youthId = YOUTH }: ReportPart) =>
  ({ reportId, youthId, subjectKind: 'missing-episode', subjectId: EPISODE, agency, recipient }) as const;

export const made = (madeAt: Instant, of: ReportPart = {}, known: Partial<Known> = {}): Fact =>
  fact('ReportMade', { ...report(of), madeAt, channel: 'telephone', madeBy: 'agency', missingElements: [] }, { occurredAt: madeAt, ...known });

export const corrected = (madeAt: Instant, reason: DataOf<'ReportCorrected'>['reason'], knownAt: Instant, of: ReportPart = {}): Fact =>
  fact('ReportCorrected', { ...report(of), madeAt, reason }, { occurredAt: madeAt, knownAt });

export const refused = (refusedAt: Instant, of: ReportPart = {}): Fact =>
  fact('ReportRefused', { ...report(of), refusedAt, reason: 'told-to-wait' }, { occurredAt: refusedAt });

export const bounced = (bouncedAt: Instant, of: ReportPart = {}): Fact =>
  fact('ReportBounced', { ...report(of), bouncedAt }, { occurredAt: bouncedAt });

export const acknowledged = (acknowledgedAt: Instant, of: ReportPart = {}): Fact =>
  fact('ReportAcknowledged', { ...report(of), acknowledgedAt, receipt: { sealed: 'jwe' } }, { occurredAt: acknowledgedAt });

/** The police report of a missing child, as the federal pack has it. */
export const rule: Rule = {
  id: 'C2', pack: 'us-federal', jurisdiction: 'US', example: false, citation: '42 USC 671(a)(35)(B)', text: 'Report a missing child to police.',
  effective: { from: '2018-07-01', fromIs: 'in-force-by', to: null, basis: 'PL 113-183' },
  verified: { on: '2023-04', against: 'US Code', unverified: 'later amendments' },
  obligor: 'title-iv-e-agency', binding: true, knowledge: 'agency', covers: ['placed', 'supervised-at-home'], ages: null, recipient: 'police',
  subject: 'missing-episode', perOpening: false, calendar: null, reckoning: { zones: { MO: { zone: 'America/Chicago' } }, calendar: null }, withheld: null,
  opens: [
    { event: 'ChildReportedMissing', where: { category: ['left-without-permission', 'abducted', 'whereabouts-unknown'] }, clock: 'learnedAt' },
    { event: 'WhereaboutsLost', where: {}, clock: 'learnedAt' },
  ],
  limit: { elapsedHours: 24 }, met: { report: 'police' }, ends: [], alerts: [{ level: 50, notify: 'caseworker' }],
};

/** The whole basis as it is now known; what is not named is as `missing` has it. */
export const restated = (learnedAt: Instant, over: Partial<DataOf<'EpisodeCorrected'>>, knownAt: Instant): Fact => fact('EpisodeCorrected', {
  episodeId: EPISODE, youthId: YOUTH, agency: AGENCY, state: 'MO', county: 'MO county 5', coverage: 'placed', ageBand: 'under-18',
  category: 'left-without-permission', learnedAt, cause: 'birth-date', ...over,
}, { occurredAt: knownAt });

/** What police owe for each report, as the federal pack has it. */
export const ncicEntry: Rule = {
  ...rule, id: 'C4', obligor: 'law-enforcement', knowledge: 'police', perOpening: true, recipient: null, limit: { elapsedHours: 2 },
  opens: [{ event: 'ReportMade', where: { recipient: ['police'] }, clock: 'madeAt' }],
  met: { all: [{ event: 'NcicEntered', where: {}, at: 'enteredAt' }] },
};

export const entered = (enteredAt: Instant | null, occurredAt = enteredAt!, of: ReportPart = {}): Fact =>
  fact('NcicEntered', { ...report(of), enteredAt, category: 'EMJ', nicNumber: null }, { occurredAt });
