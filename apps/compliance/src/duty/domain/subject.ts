import type { AgeBand, Coverage, SubjectKind } from '#contracts';
import { ofType, type Fact } from './fact.js';

/** The episode or determination a duty is about, as it is now known. */
export type Subject = {
  readonly kind: SubjectKind;
  readonly id: string;
  readonly youthId: string;
  readonly agency: string;
  readonly state: string;
  readonly county: string;
  readonly coverage: Coverage;
  readonly ageBand: AgeBand;
  readonly imported: boolean;
};

/** A subject with what was once stated otherwise: a rule of a former state is void, not unheard of. */
export type Known = {
  readonly subject: Subject;
  readonly facts: readonly Fact[];
  readonly formerAgencies: readonly string[];
  readonly formerStates: readonly string[];
  /** Which correction was the last, as a code. */
  readonly cause: string | null;
};

type Opening = Extract<Fact, { type: 'ChildReportedMissing' | 'DeterminationMade' }>;

const correctionsOf = (facts: readonly Fact[]) => ofType(facts, 'EpisodeCorrected', 'DeterminationCorrected');

/** The first event as the last correction restates it: it happened when the agency really learned. */
const restated = (first: Opening, facts: readonly Fact[]): Opening => {
  const last = correctionsOf(facts).at(-1);
  if (!last) return first;
  const { cause: _, ...basis } = last.data;
  const occurredAt = 'learnedAt' in basis ? basis.learnedAt : basis.receivedAt;
  return { ...first, data: { ...first.data, ...basis }, occurredAt } as Opening;
};

/** What is known of a subject by its facts, in the order of recording; undefined while nothing opened it. */
export const knownOf = (facts: readonly Fact[]): Known | undefined => {
  const [stated] = ofType(facts, 'ChildReportedMissing', 'DeterminationMade');
  if (!stated) return undefined;
  const first = restated(stated, facts);
  const { youthId, agency, state, county, coverage, ageBand = 'unknown' } = first.data;
  const what = first.type === 'ChildReportedMissing'
    ? { kind: 'missing-episode' as const, id: first.data.episodeId }
    : { kind: 'determination' as const, id: first.data.determinationId };
  const before = [stated, ...correctionsOf(facts)].map(({ data }) => data);
  return {
    subject: { ...what, youthId, agency, state, county, coverage, ageBand, imported: first.claimed },
    facts: facts.map(fact => (fact === stated ? first : fact)),
    formerAgencies: before.map(data => data.agency),
    formerStates: before.map(data => data.state),
    cause: correctionsOf(facts).at(-1)?.data.cause ?? null,
  };
};
