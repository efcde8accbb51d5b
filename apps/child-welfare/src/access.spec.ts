import { testAccess } from '#testing';
import { access } from './access.js';

testAccess(access, ['caseworker', 'supervisor', 'hotline-worker', 'police-liaison', 'compliance-officer', 'migration', 'operator', 'partner-system'], {
  'youth:register': 'c a a - - a - a',
  'youth:update': 'c a - - - a - a',
  'youth:read': 'c a - - - a - -',
  'youth:search': 'c a a - - a - -',
  'youth:erase': '- - - - a - - -',
  'concern:receive': 'c a a - - a - a',
  'concern:read': 'c a - - - a - -',
  'screening:record': 'c a - - - a - -',
  'screening:read': 'c a - - - a - -',
  'screening:list': 'c a - a a a - -',
  'determination:make': 'c a - - - a - -',
  'determination:notify': 'c a - - - a - -',
  'determination:read': 'c a - - a a - -',
  'determination:withdraw': '- a - - - a - -',
  'determination:correct': '- a - - - a - -',
  'missing-episode:report': 'c a a - - a - a',
  'missing-episode:update': 'c a - - - a - a',
  'missing-episode:close': 'c a - - - a - -',
  'missing-episode:read': 'c a - a a a - -',
  'missing-episode:list': 'c a - a a a - -',
  'missing-episode:withdraw': '- a - - - a - -',
  'missing-episode:correct': '- a - - - a - -',
  'missing-episode:merge': '- a - - - a - -',
  'episode-review:read': 'c a - - a - - -',
  'episode-circumstances:describe': 'c a - - - a - -',
  'state-report:receive': '- - - - - - - a',
  'recorded-time:claim': '- - - - - a - a',
});

it.each(access.rows)('$role, $action opens the agency file only to those who work with the child', ({ role, scopes }) =>
  expect(scopes).toEqual(['caseworker', 'supervisor', 'hotline-worker'].includes(role) ? ['agency'] : []));
