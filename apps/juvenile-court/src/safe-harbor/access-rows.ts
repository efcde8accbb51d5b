import { allow, allowReading, COURT_STAFF } from '../court-access.js';

export const safeHarborAccess = [
  ...allowReading(['safe-harbor:list', 'safe-harbor:read', 'safe-harbor:report'], [...COURT_STAFF, 'caseworker', 'police-liaison']),
  ...allow(['safe-harbor:decide'], COURT_STAFF),
];
