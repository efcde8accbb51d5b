import { AccessTable, sameAgency, sameCounty, type AccessRow } from '#security';

/**
 * Who may do what with reports. What is not listed is denied. `report:read` shows receipts, which name officers and
 * cases; `report:list` shows none.
 */
const actions = (role: string, when: AccessRow['when'], names: readonly string[]): AccessRow[] => names.map(action => ({ role, action, when }));

const TELLING = ['report:draft', 'report:make', 'report:refuse', 'report:bounce', 'report:list'];
const OFFICE = [...TELLING, 'report:acknowledge', 'report:supplement', 'report:read'];

export const access = new AccessTable([
  ...actions('caseworker', [sameAgency, sameCounty], OFFICE),
  ...actions('supervisor', [sameAgency], [...OFFICE, 'report:correct']),
  ...actions('police-liaison', [sameAgency, sameCounty], [...OFFICE, 'report:correct']),
  ...actions('hotline-worker', [sameAgency], [...TELLING, 'report:acknowledge']),
  ...actions('compliance-officer', [sameAgency], ['report:read', 'report:list']),
  ...actions('migration', [sameAgency], [...TELLING, 'report:acknowledge', 'report:supplement', 'report:correct', 'recorded-time:claim']),
]);
