import { AccessTable, sameAgency, sameCounty, type AccessRow } from '#security';
import { episodeReviewAccess } from './episode-review/index.js';

/** Who may do what with child-welfare's records. What is not listed is denied. */
const actions = (role: string, when: AccessRow['when'], names: readonly string[], scopes: AccessRow['scopes'] = []): AccessRow[] =>
  names.map(action => ({ role, action, when, scopes }));

const OFFICE = [
  'youth:register', 'youth:update', 'youth:read', 'youth:search', 'concern:receive', 'concern:read', 'screening:record', 'screening:read', 'screening:list',
  'determination:make', 'determination:notify', 'determination:read',
  'missing-episode:report', 'missing-episode:update', 'missing-episode:close', 'missing-episode:read', 'missing-episode:list',
];
const CORRECTIONS = ['determination:withdraw', 'determination:correct', 'missing-episode:withdraw', 'missing-episode:correct', 'missing-episode:merge'];

export const access = new AccessTable([
  ...actions('caseworker', [sameAgency, sameCounty], OFFICE, ['agency']),
  ...actions('supervisor', [sameAgency], [...OFFICE, ...CORRECTIONS], ['agency']),
  ...actions('hotline-worker', [sameAgency], ['youth:register', 'youth:search', 'concern:receive', 'missing-episode:report'], ['agency']),
  ...actions('police-liaison', [sameAgency], ['screening:list', 'missing-episode:read', 'missing-episode:list']),
  ...actions('compliance-officer', [sameAgency], [
    'youth:erase', 'screening:list', 'determination:read', 'missing-episode:read', 'missing-episode:list',
  ]),
  ...actions('migration', [sameAgency], [...OFFICE, ...CORRECTIONS, 'recorded-time:claim']),
  ...actions('partner-system', [sameAgency], [
    'youth:register', 'youth:update', 'concern:receive', 'missing-episode:report', 'missing-episode:update', 'state-report:receive', 'recorded-time:claim',
  ]),
  ...episodeReviewAccess,
]);
