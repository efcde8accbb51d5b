import { allow, allowReading, COURT_STAFF } from '../court-access.js';

/** Anybody of a case may ask that its hearing be vacated; the court does it. */
export const hearingAccess = [
  ...allowReading(['hearing:list', 'hearing:read']),
  ...allow(['hearing:schedule', 'hearing:continue', 'hearing:notice', 'hearing:hold'], COURT_STAFF),
  ...allow(['hearing:propose-vacating'], [...COURT_STAFF, 'caseworker', 'attorney']),
  ...allow(['hearing:vacate'], ['clerk', 'judge']),
];
