import { allow, allowReading } from '../court-access.js';

export const filingAccess = [
  ...allowReading(['filing:list', 'filing:read']),
  ...allow(['filing:prepare'], ['clerk', 'court-administrator', 'caseworker', 'police-liaison', 'attorney']),
  ...allow(['filing:enter-paper', 'filing:review'], ['clerk', 'court-administrator']),
];
