import { sameAgency } from '#security';
import { allow, allowReading, COURT_STAFF } from '../court-access.js';

/** The holder answers for itself, with its own id as its agency; or the clerk records the answer that came on paper. */
export const CUSTODIAN = 'records-custodian';

export const holderOrderAccess = [
  ...allowReading(['holder-order:list', 'holder-order:read'], COURT_STAFF),
  ...allow(['holder-order:answer'], ['clerk', 'court-administrator']),
  ...['holder-order:list', 'holder-order:read', 'holder-order:answer'].map(action => ({ role: CUSTODIAN, action, when: [sameAgency] })),
];
