import type { AgeBand, Coverage, DutySubject } from '#contracts';
import type { Instant } from '#kernel';
import { fieldsOf, ofType, type Fact } from './fact.js';
import { countedOnce, countsFor, ledOnIn, mergedInto, mergerCause } from './merged.js';

/** The episode, determination, order or check a duty is about, as it is now known. */
export type Subject = {
  readonly kind: DutySubject;
  readonly id: string;
  readonly youthId: string;
  readonly agency: string;
  readonly state: string;
  readonly county: string;
  readonly coverage: Coverage;
  /** Since when, where the agency came to answer for the child only after it knew. */
  readonly coveredFrom?: Instant;
  readonly ageBand: AgeBand;
  readonly imported: boolean;
  /** Who owes it by name, where an order names one. */
  readonly owedBy?: string;
  /** The only one who may be told of the duty. */
  readonly addressee?: string;
  /** The episodes of the same obligor that are led on in this one, or the one that it is led on in: what it owed is owed there. */
  readonly leads?: readonly string[];
  readonly ledOnIn?: string;
};

/** A subject with what was once stated otherwise: a rule of a former state is void, not unheard of. */
export type Known = {
  readonly subject: Subject;
  /** Its own id, and those of the episodes that are led on in it. */
  readonly ids: readonly string[];
  readonly facts: readonly Fact[];
  /** What counted while another episode was led on in this one, and counts no more. */
  readonly parted: readonly Fact[];
  readonly formerAgencies: readonly string[];
  readonly formerStates: readonly string[];
  /** Which correction or merger was the last, as a code. */
  readonly cause: string | null;
};

/** The facts that a subject begins with. */
const CORRECTABLE = ['ChildReportedMissing', 'DeterminationMade'] as const;
const ORDERED = ['CourtTermOrdered', 'HolderOrderIssued', 'SafeHarborCheckOpened'] as const;
type Opening = Extract<Fact, { type: (typeof CORRECTABLE)[number] }>;
type Ordered = Extract<Fact, { type: (typeof ORDERED)[number] }>;

export const isFirst = ({ type }: Pick<Fact, 'type'>): boolean => [...CORRECTABLE, ...ORDERED].some(each => each === type);

const correctionsOf = (facts: readonly Fact[]) => ofType(facts, 'EpisodeCorrected', 'DeterminationCorrected');

/** Whatever was ever stated of whose it is. */
const basesOf = (facts: readonly Fact[]) => ofType(facts, ...CORRECTABLE, 'EpisodeCorrected', 'DeterminationCorrected').map(({ data }) => data);

const statedIn = ({ data }: Opening | ReturnType<typeof correctionsOf>[number]) => ('learnedAt' in data ? data.learnedAt : data.receivedAt);

/** The first event as the last correction restates it: it happened when the agency really learned, by the correction that first said so. */
const restated = (first: Opening, facts: readonly Fact[]): Opening => {
  const corrections = correctionsOf(facts);
  const last = corrections.at(-1);
  if (!last) return first;
  const { cause: _, ...basis } = last.data;
  const occurredAt = statedIn(last);
  const said = [first, ...corrections];
  const statedBy = said[said.findLastIndex(statement => statedIn(statement) !== occurredAt) + 1]!;
  return { ...first, data: { ...first.data, ...basis }, occurredAt, ...(statedBy === first ? {} : { statedBy }) } as Opening;
};

/** What a court decides of is not restated: it decides again. Who is told is whose it is: the court, or whom it ordered. */
const knownByOrder = (first: Ordered, facts: readonly Fact[]): Known => {
  const { youthId, agency, state, county } = first.data;
  const what = first.type === 'CourtTermOrdered' ? { kind: 'court-term' as const, id: first.data.termId, owedBy: agency }
    : first.type === 'HolderOrderIssued' ? { kind: 'holder-order' as const, id: first.data.holderOrderId, owedBy: first.data.holder }
    : { kind: 'safe-harbor-check' as const, id: first.data.checkId };
  const subject = { ...what, youthId, agency, state, county, addressee: agency, coverage: 'none' as const, ageBand: 'unknown' as const, imported: first.claimed };
  return { subject, ids: [what.id], facts, parted: [], formerAgencies: [agency], formerStates: [state], cause: null };
};

const causeOf = (fact: Fact, facts: readonly Fact[]): string | null =>
  fact.type === 'EpisodeCorrected' || fact.type === 'DeterminationCorrected' ? fact.data.cause : mergerCause(fact, facts);

/** A correction states the whole basis, whereabouts lost before it included: what it restates does not count beside it. */
const isRestatedSince = (fact: Fact, record: readonly Fact[]): boolean =>
  fact.type === 'WhereaboutsLost' && correctionsOf(record.slice(record.indexOf(fact))).length > 0;

/** Each record by its own last correction. */
const asCorrected = (facts: readonly Fact[], all: readonly Fact[]): readonly Fact[] => facts.flatMap(fact => {
  const record = all.filter(({ recordedWith }) => recordedWith === fact.recordedWith);
  if (isRestatedSince(fact, record)) return [];
  return [ofType([fact], ...CORRECTABLE).length > 0 ? restated(fact as Opening, record) : fact];
});

const togetherWith = (id: string, merged: readonly string[], facts: readonly Fact[]): Pick<Subject, 'leads' | 'ledOnIn'> => {
  const leading = ledOnIn(id, facts);
  return { ...(merged.length > 0 ? { leads: merged } : {}), ...(leading ? { ledOnIn: leading } : {}) };
};

/** What is known of a subject by its facts, in the order of recording; undefined while nothing opened it. */
export const knownOf = (all: readonly Fact[]): Known | undefined => {
  const own = all.filter(({ recordedWith }) => recordedWith === undefined);
  const [stated] = ofType(own, ...CORRECTABLE);
  const [ordered] = ofType(own, ...ORDERED);
  if (!stated) return ordered && knownByOrder(ordered, own);
  const first = restated(stated, own);
  const { youthId, agency, state, county, coverage, ageBand = 'unknown' } = first.data;
  const what = first.type === 'ChildReportedMissing'
    ? { kind: 'missing-episode' as const, id: first.data.episodeId }
    : { kind: 'determination' as const, id: first.data.determinationId };
  const coveredFrom = fieldsOf(first).coveredFrom as Instant | undefined;
  const merged = mergedInto(what.id, all);
  const together = all.filter(({ recordedWith }) => recordedWith === undefined || merged.includes(recordedWith));
  return {
    subject: {
      ...what, youthId, agency, state, county, coverage, ...(coveredFrom ? { coveredFrom } : {}), ageBand, imported: first.claimed,
      ...togetherWith(what.id, merged, all),
    },
    ids: [what.id, ...merged],
    facts: asCorrected(all.filter(countsFor(merged)), all),
    parted: countedOnce(what.id, all),
    formerAgencies: basesOf(together).map(({ agency: one }) => one),
    formerStates: basesOf(own).map(({ state: one }) => one),
    cause: all.map(fact => causeOf(fact, all)).findLast(cause => cause !== null) ?? null,
  };
};
