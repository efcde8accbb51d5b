import type { Actor, DomainError } from '#kernel';
import { access } from './access.js';

const ROLES = ['caseworker', 'supervisor', 'police-liaison', 'hotline-worker', 'compliance-officer', 'migration', 'operator'];
/** Per action, in the order of the roles: c = own county, a = whole agency, - = never. */
const TABLE: Readonly<Record<string, string>> = {
  'report:draft': 'c a c a - a -',
  'report:make': 'c a c a - a -',
  'report:acknowledge': 'c a c a - a -',
  'report:refuse': 'c a c a - a -',
  'report:bounce': 'c a c a - a -',
  'report:supplement': 'c a c - - a -',
  'report:correct': '- a c - - a -',
  'report:read': 'c a c - a - -',
  'report:list': 'c a c a a a -',
  'recorded-time:claim': '- - - - - a -',
};
const rows = Object.entries(TABLE).flatMap(([action, reach]) => reach.split(' ').map((far, index) => ({ action, far, role: ROLES[index]! })));

const answer = (role: string, action: string, resource: { agency: string; county: string }, county: string | null = 'MO county 5') => {
  const actor: Actor = { subject: 's', role, agency: 'US-MO', county };
  try {
    access.check(actor, action, resource);
    return 'permitted';
  } catch (error) {
    return (error as DomainError).code;
  }
};

describe.each(rows)('$role, $action', ({ role, action, far }) => {
  const never = far === '-';
  const here = { agency: 'US-MO', county: 'MO county 5' };
  const otherCounty = { agency: 'US-MO', county: 'MO county 6' };
  it(never ? 'is denied' : 'is permitted in its own county', () => expect(answer(role, action, here)).toBe(never ? 'role-not-permitted' : 'permitted'));
  it(`${far === 'a' ? 'reaches' : 'does not reach'} another county`, () =>
    expect(answer(role, action, otherCounty)).toBe({ '-': 'role-not-permitted', a: 'permitted', c: 'other-county' }[far]));
  it('never reaches another agency', () =>
    expect(answer(role, action, { agency: 'US-KY', county: 'MO county 5' })).toBe(never ? 'role-not-permitted' : 'other-agency'));
});

it('an actor of no agency reaches nothing', () => {
  const nobody: Actor = { subject: 's', role: 'supervisor', agency: null, county: null };
  expect(() => access.check(nobody, 'report:read', { agency: 'US-MO', county: 'MO county 5' })).toThrow('another agency');
});

it('no row is left untested', () => expect(access.rows).toHaveLength(rows.filter(({ far }) => far !== '-').length));
