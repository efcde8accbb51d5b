import type { Condition } from '#security';
import { ALL_ROLES, allow, allowReading, COURT_STAFF } from '../court-access.js';

/** Everybody may ask, so that whoever may not is told so by this code, and only of what they may see. */
const byJudge: Condition = ({ actor }) => actor.role === 'judge' || 'seal-not-permitted';

export const sealingAccess = [...allow(['seal:place', 'seal:lift'], ALL_ROLES, byJudge), ...allowReading(['seal:list'], COURT_STAFF)];
