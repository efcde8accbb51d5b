import { AccessTable, sameAgency, sameCounty, type AccessRow } from '#security';

const actions = (role: string, when: AccessRow['when'], names: readonly string[]): AccessRow[] => names.map(action => ({ role, action, when }));

const EVERYTHING = ['ledger:read', 'ledger:list', 'duty:read', 'duty:list'];

/** Who may read duties and verdicts; receipts are `exchange`, which needs no scope. What is not listed is denied. */
export const access = new AccessTable([
  ...actions('compliance-officer', [sameAgency, sameCounty], EVERYTHING),
  ...actions('supervisor', [sameAgency, sameCounty], EVERYTHING),
  ...actions('caseworker', [sameAgency, sameCounty], EVERYTHING),
  ...actions('police-liaison', [sameAgency, sameCounty], EVERYTHING),
  ...actions('migration', [sameAgency, sameCounty], ['ledger:list', 'duty:list']),
]);
