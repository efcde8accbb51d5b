import { AccessTable, sameAgency, sameCounty, type AccessRow } from '#security';

/** Who may do what with child-welfare's records. What is not listed is denied. */
const actions = (role: string, when: AccessRow['when'], names: readonly string[], scopes: AccessRow['scopes'] = []): AccessRow[] =>
  names.map(action => ({ role, action, when, scopes }));

const OFFICE = ['missing-episode:report', 'missing-episode:update', 'missing-episode:read', 'missing-episode:list'];

export const access = new AccessTable([
  ...actions('caseworker', [sameAgency, sameCounty], OFFICE, ['agency']),
  ...actions('supervisor', [sameAgency], [...OFFICE, 'missing-episode:withdraw'], ['agency']),
  ...actions('hotline-worker', [sameAgency], ['missing-episode:report']),
  ...actions('police-liaison', [sameAgency], ['missing-episode:read', 'missing-episode:list']),
  ...actions('compliance-officer', [sameAgency], ['missing-episode:read', 'missing-episode:list']),
  ...actions('migration', [sameAgency], [...OFFICE, 'missing-episode:withdraw', 'recorded-time:claim']),
]);
