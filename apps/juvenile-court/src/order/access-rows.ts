import type { Condition } from '#security';
import { ALL_ROLES, allow, allowReading, COURT_STAFF } from '../court-access.js';

/** Everybody may ask, so that whoever may not is told so by this code, and only of what they may see. */
const byJudicialOfficer: Condition = ({ actor }) => actor.role === 'judge' || 'order-without-authority';

export const orderAccess = [
  ...allowReading(['order:list', 'order:read']),
  ...allow(['order:draft'], COURT_STAFF),
  ...allow(['order:enter', 'order:record-fulfillment'], ['clerk', 'court-administrator']),
  ...allow(['order:sign'], ALL_ROLES, byJudicialOfficer),
];
