import type { Kind } from '../records/index.js';
import { absenceReviews } from './domain/absence-review.js';

export const ABSENCE_REVIEW: Kind = { noun: 'absence-review', view: 'absence_review', id: 'review_id', stream: absenceReviews.name };
