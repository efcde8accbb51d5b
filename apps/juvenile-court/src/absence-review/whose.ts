import type { Resource } from '#security';
import type { AbsenceReview } from './domain/absence-review.js';

/** Whose a review is: what the access table's conditions test. */
export const whose = (state: AbsenceReview): Resource | undefined => (state.status === 'none' ? undefined : { agency: state.court, county: state.county });
