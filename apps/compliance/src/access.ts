import { AccessTable, sameAgency, sameCounty, type AccessRow } from '#security';

const actions = (role: string, when: AccessRow['when'], names: readonly string[]): AccessRow[] => names.map(action => ({ role, action, when }));

const EVERYTHING = ['ledger:read', 'ledger:list', 'duty:read', 'duty:list', 'alert:list', 'alert:acknowledge'];

const COURT = ['duty:read', 'duty:list', 'alert:list', 'alert:acknowledge'];

/**
 * Who may read duties and verdicts; receipts are `exchange`, which needs no scope. What is not listed is denied.
 *
 * Which alert a role may take on is the duty's own ladder to say (`alert-of-another-role`).
 *
 * An exception needs somebody who answers for it, so never the caseworker whose clock it is. A supervisor may stop, move or
 * waive one; a compliance officer may only record a waiver by authority: whoever measures the clocks does not set them.
 */
export const access = new AccessTable([
  ...actions('compliance-officer', [sameAgency, sameCounty], [...EVERYTHING, 'duty:waive']),
  ...actions('supervisor', [sameAgency, sameCounty], [...EVERYTHING, 'duty:pause', 'duty:resume', 'duty:extend', 'duty:waive']),
  ...actions('caseworker', [sameAgency, sameCounty], EVERYTHING),
  ...actions('police-liaison', [sameAgency, sameCounty], EVERYTHING),
  ...actions('clerk', [sameAgency, sameCounty], COURT), // a court's own: who has not answered its orders
  ...actions('court-administrator', [sameAgency, sameCounty], COURT),
  ...actions('migration', [sameAgency, sameCounty], ['ledger:list', 'duty:list']),
]);

/** Whom an alert can reach: who may list them. */
export const ALERTED_ROLES = access.rows.filter(({ action }) => action === 'alert:list').map(({ role }) => role);
