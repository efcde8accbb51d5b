import type { AgeBand, Coverage, EpisodeCorrected } from '#contracts';
import { DomainError, type Decision, type Instant } from '#kernel';
import { idsOf, recorded, refuseAhead } from './guards.js';
import { refuseSeenLater } from './reporting.js';
import type { Basis, Known, MissingEpisode, MissingEpisodeEvent } from './missing-episode.js';

type Decide = Decision<MissingEpisode, MissingEpisodeEvent>;

/** What a person may put right, by the cause it belongs to. Age and coverage follow from the youth's own record. */
const FIELDS = { 'learned-at': ['learnedAt'], category: ['category'], jurisdiction: ['agency', 'state', 'county'] } as const;
export const CORRECTABLE = ['learned-at', 'category', 'jurisdiction'] as const satisfies readonly (keyof typeof FIELDS)[];

export type Correction = { readonly cause: keyof typeof FIELDS } & Partial<Pick<Basis, 'learnedAt' | 'category' | 'agency' | 'state' | 'county'>>;

/**
 * As the youth's record has it at the moment in question; the coverage as of `coveredFrom` where the agency answered for the youth only
 * since then; no band where the birth date was erased.
 */
export type YouthBasis = { readonly coverage: Coverage; readonly coveredFrom?: Instant; readonly ageBand?: AgeBand };

const basisOf = ({ agency, state, county, coverage, ageBand, category, learnedAt }: Known): Basis =>
  ({ agency, state, county, coverage, ageBand, category, learnedAt });

const corrected = (episode: Known, basis: Basis, cause: EpisodeCorrected['data']['cause']): readonly EpisodeCorrected[] =>
  [{ type: 'EpisodeCorrected', data: { ...idsOf(episode), ...basis, cause } }];

const differs = (episode: Known, basis: Basis) => (['coveredFrom', ...Object.keys(basis)] as (keyof Basis)[]).some(field => basis[field] !== episode[field]);

/** `youth`: its basis at the corrected instant. The whole basis is restated, so duties are judged again from that instant. */
export const correct = ({ cause, ...fields }: Correction, youth: YouthBasis): Decide => (state, now) => {
  const episode = recorded(state);
  const told = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<Basis>;
  if (Object.keys(told).length === 0) throw new DomainError('nothing-to-correct', 'Name what is corrected', 'malformed');
  if (Object.keys(told).some(field => !(FIELDS[cause] as readonly string[]).includes(field))) {
    throw new DomainError('cause-does-not-fit', `The cause ${cause} corrects ${FIELDS[cause].join(', ')}`, 'malformed');
  }
  const basis: Basis = { ...basisOf(episode), ...told, ...youth, ageBand: youth.ageBand ?? episode.ageBand };
  refuseAhead(basis.learnedAt, now, 'learned-in-the-future');
  refuseSeenLater({ ...episode, ...basis });
  return differs(episode, basis) ? corrected(episode, basis, cause) : [];
};

/** What changed in the youth's record reaches the episode; `at` is the instant it was looked up for. */
export const restate = (youth: YouthBasis, at: Instant): Decide => state => {
  if (state.status === 'none' || state.status === 'in-error' || state.learnedAt !== at) return [];
  const basis: Basis = { ...basisOf(state), ...youth, ageBand: youth.ageBand ?? state.ageBand };
  const ofAge = basis.ageBand !== state.ageBand && basis.coveredFrom === state.coveredFrom;
  return differs(state, basis) ? corrected(state, basis, ofAge ? 'birth-date' : 'coverage') : [];
};
