import { allow, allowReading, COURT_STAFF } from '../court-access.js';

/** The court's own list: nobody else's. */
export const absenceAccess = [
  ...allowReading(['absence-review:list', 'absence-review:read'], COURT_STAFF),
  ...allow(['absence-review:set-hearing', 'absence-review:sign'], ['clerk', 'judge']),
];
