import { SEAL_LEVELS, type SealLevel } from '#contracts';
import type { Actor } from '#kernel';

const COURT_ROLES = ['clerk', 'judge', 'court-administrator'];
const AGENCY_ROLES = ['caseworker', 'police-liaison'];

/** The levels as numbers, for the database: a row is shown to a clearance as high as its level. */
export const rankOf = (level: SealLevel): number => SEAL_LEVELS.indexOf(level);
export const levelOf = (rank: number): SealLevel => SEAL_LEVELS[rank]!;
/** Juvenile files start confidential: opening one to the public needs an order. */
export const FIRST_RANK = rankOf('parties');
/** Above every reader's: a row that only its owner sees. */
export const OWN_ONLY = SEAL_LEVELS.length;
/** Whoever writes the rows. */
export const RECORDER = OWN_ONLY + 1;

/** What a reader may see at most; of whose cases, the wall says (see wall.ts). */
export const clearanceOf = ({ role }: Actor): SealLevel => {
  if (COURT_ROLES.includes(role)) return 'court';
  if (AGENCY_ROLES.includes(role)) return 'agencies';
  return role === 'attorney' ? 'parties' : 'public';
};
