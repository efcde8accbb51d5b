import { v5 as uuidFrom } from 'uuid';
import { localDay } from '#calendar';
import type { FilingType } from '#contracts';
import type { Instant } from '#kernel';
import type { CourtCaseRow } from '../case/index.js';
import { stateOf } from '../courts.js';
import type { RuleBook } from '../rules/index.js';
import type { Place, ReviewIds } from './domain/absence-review.js';

/** Where an absence is reviewed. */
export type Target = ReviewIds & Place & { readonly caseType: FilingType | null };
type Case = Pick<CourtCaseRow, 'caseId' | 'youthId' | 'court' | 'county' | 'caseType' | 'openedAt'>;

const REVIEWS = '8d0c3a52-41f5-4c5e-9c0c-7a4f3f0a9b61';
export const reviewIdOf = (caseId: string): string => uuidFrom(`case|${caseId}`, REVIEWS);
/** Of a child without a case: one, wherever the child is missing from. */
export const caselessReviewId = (youthId: string): string => uuidFrom(`youth|${youthId}`, REVIEWS);

export const targetOf = ({ caseId, youthId, court, county, caseType }: Case): Target =>
  ({ reviewId: reviewIdOf(caseId), youthId, caseId, court, state: stateOf(court) ?? '', county, caseType });

export const caselessTarget = (youthId: string, { state, county }: { state: string; county: string }, rules: RuleBook): Target =>
  ({ reviewId: caselessReviewId(youthId), youthId, caseId: null, court: rules.courtOf(state, county), state, county, caseType: null });

/** One case per court: one that the state's rule brings before it, else the first; so no child is listed twice. */
export const casesToReview = (cases: readonly Case[], rules: RuleBook, learnedAt: Instant): readonly Target[] => {
  const covered = ({ state, caseType, ...target }: Target) => {
    const { zone } = rules.placeOf({ court: target.court!, state, county: target.county });
    return rules.absenceRule(state, localDay(learnedAt, zone))?.caseTypes.includes(caseType!) ?? false;
  };
  const oldestFirst = [...cases].sort((a, b) => (a.openedAt + a.caseId < b.openedAt + b.caseId ? -1 : 1)).map(targetOf);
  return [...new Set(oldestFirst.map(({ court }) => court))].map(court => {
    const own = oldestFirst.filter(target => target.court === court);
    return own.find(covered) ?? own[0]!;
  });
};
