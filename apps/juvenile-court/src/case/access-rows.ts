import { allow, allowReading, COURT_STAFF } from '../court-access.js';

export const caseAccess = [
  ...allowReading(['case:list', 'case:read', 'service:read']),
  ...allow(['case:amend', 'party:manage', 'representation:record'], ['clerk', 'court-administrator']),
  ...allow(['party:withhold'], COURT_STAFF),
  ...allow(['service:prove'], ['clerk', 'court-administrator', 'caseworker', 'attorney']),
];
