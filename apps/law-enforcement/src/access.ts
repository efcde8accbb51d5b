import { AccessTable, sameAgency, sameCounty, type AccessRow } from '#security';

/**
 * Who may do what with reports and recoveries. What is not listed is denied. `report:read` shows receipts, which name officers
 * and cases; `report:list` shows none, and `packet:read` only to a role that also has `report:read`.
 */
const actions = (role: string, when: AccessRow['when'], names: readonly string[]): AccessRow[] => names.map(action => ({ role, action, when }));

const TELLING = ['report:draft', 'report:make', 'report:refuse', 'report:bounce', 'report:escalate', 'report:list', 'recovery:record'];
const NCIC = ['ncic-entry:record', 'ncic-entry:verify', 'ncic-entry:cancel', 'report:record-ncmec-told'];
const OFFICE = [...TELLING, ...NCIC, 'report:acknowledge', 'report:supplement', 'report:read', 'packet:read', 'recovery:read'];

export const access = new AccessTable([
  ...actions('caseworker', [sameAgency, sameCounty], OFFICE),
  ...actions('supervisor', [sameAgency], [...OFFICE, 'report:correct']),
  ...actions('police-liaison', [sameAgency, sameCounty], [...OFFICE, 'report:correct']),
  ...actions('hotline-worker', [sameAgency], [...TELLING, 'report:acknowledge', 'packet:read']),
  ...actions('compliance-officer', [sameAgency], ['report:read', 'report:list', 'packet:read', 'recovery:read']),
  ...actions('migration', [sameAgency], [...TELLING, ...NCIC, 'report:acknowledge', 'report:supplement', 'report:correct', 'recorded-time:claim']),
]);
