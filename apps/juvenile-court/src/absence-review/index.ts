export { AbsenceReviewModule } from './absence-review.module.js';
export { absenceRecords, absenceTasks } from './absence-review.records.js';
export { AbsenceNoticeRow, AbsenceReviewRow, AbsenceRow } from './absence-review.rows.js';
export { absenceAccess } from './access-rows.js';
export { absenceReviews } from './domain/absence-review.js';
export { nextLawful } from './next-lawful.js';
export { PlaceReviews } from './place-reviews.js';
export { ReviewAbsences } from './review-absences.js';
