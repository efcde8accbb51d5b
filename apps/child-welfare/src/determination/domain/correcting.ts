import type { AgeBand, Coverage, DeterminationCorrected } from '#contracts';
import { DomainError, type Decision, type Instant } from '#kernel';
import { known, type Determination, type DeterminationEvent, type Restated } from './determination.js';

type Decide = Decision<Determination, DeterminationEvent>;
type Basis = Omit<DeterminationCorrected['data'], 'determinationId' | 'youthId' | 'cause'>;

/** What a person may put right, by the cause it belongs to. Age and coverage follow from the youth's own record. */
const FIELDS = { 'learned-at': ['receivedAt'], jurisdiction: ['agency', 'state', 'county'] } as const;
export const CORRECTABLE = ['learned-at', 'jurisdiction'] as const satisfies readonly (keyof typeof FIELDS)[];

export type Correction = { readonly cause: keyof typeof FIELDS } & Partial<Pick<Basis, 'receivedAt' | 'agency' | 'state' | 'county'>>;

/**
 * As the youth's record has it at the moment in question; the coverage as of `coveredFrom` where the agency answered for the youth only
 * since then; no band where the birth date was erased.
 */
export type YouthBasis = { readonly coverage: Coverage; readonly coveredFrom?: Instant; readonly ageBand?: AgeBand };

const basisOf = ({ agency, state, county, coverage, ageBand = 'unknown', receivedAt }: Restated): Basis => ({ agency, state, county, coverage, ageBand, receivedAt });

const corrected = (made: Restated, basis: Basis, cause: DeterminationCorrected['data']['cause']): readonly DeterminationCorrected[] => {
  const before = { ...basisOf(made), coveredFrom: made.coveredFrom };
  const differs = (Object.keys(before) as (keyof Basis)[]).some(field => basis[field] !== before[field]);
  const { determinationId, youthId } = made;
  return differs ? [{ type: 'DeterminationCorrected', data: { determinationId, youthId, ...basis, cause } }] : [];
};

/** `youth`: its basis at the corrected instant. The whole basis is restated, so duties are judged again from that instant. */
export const correctDetermination = ({ cause, ...fields }: Correction, youth: YouthBasis): Decide => (state, now) => {
  const { status, made } = known(state);
  const told = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<Basis>;
  if (Object.keys(told).length === 0) throw new DomainError('nothing-to-correct', 'Name what is corrected', 'malformed');
  if (Object.keys(told).some(field => !(FIELDS[cause] as readonly string[]).includes(field))) {
    throw new DomainError('cause-does-not-fit', `The cause ${cause} corrects ${FIELDS[cause].join(', ')}`, 'malformed');
  }
  if (status === 'withdrawn') throw new DomainError('determination-withdrawn', 'This determination was withdrawn');
  const before = basisOf(made);
  const basis = { ...before, ...told, ...youth, ageBand: youth.ageBand ?? before.ageBand };
  if (basis.receivedAt > now) throw new DomainError('received-in-the-future', 'The agency cannot have received this yet');
  return corrected(made, basis, cause);
};

/** What changed in the youth's record reaches the determination; `at` is the instant it was looked up for. */
export const restateDetermination = (youth: YouthBasis, at: Instant): Decide => state => {
  if (state.status !== 'made' || state.made.receivedAt !== at) return [];
  const before = basisOf(state.made);
  const basis: Basis = { ...before, ...youth, ageBand: youth.ageBand ?? before.ageBand };
  const ofAge = basis.ageBand !== before.ageBand && basis.coveredFrom === state.made.coveredFrom;
  return corrected(state.made, basis, ofAge ? 'birth-date' : 'coverage');
};
