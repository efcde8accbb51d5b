import { instant, type Actor } from '#kernel';
import { AccessTable, permitted, sameAgency, sameCounty, statedPurpose } from './index.js';

const actor: Actor = { subject: 's', role: 'worker', agency: 'MO-CD', county: null };
const ofCounty: Actor = { ...actor, county: 'Boone' };
const table = new AccessTable([
  { role: 'worker', action: 'episode:read', when: [sameAgency, sameCounty, statedPurpose('case-management')], scopes: ['agency'] },
  { role: 'worker', action: 'episode:list', when: [] },
]);

const codeOf = (work: () => unknown) => {
  try {
    work();
    return 'permitted';
  } catch (error) {
    const { code, kind } = error as { code: string; kind: string };
    expect(kind).toBe('forbidden');
    return code;
  }
};
const reading = (by: Actor, resource: { agency: string | null; county?: string | null }, purpose?: string) =>
  codeOf(() => table.check(by, 'episode:read', resource, purpose));

describe('the access table', () => {
  it.each([
    [actor, { agency: 'MO-CD' }, 'case-management', 'permitted'],
    [actor, { agency: 'KY-DCBS' }, 'case-management', 'other-agency'],
    [actor, { agency: null }, 'case-management', 'other-agency'],
    [{ ...actor, agency: null }, { agency: null }, 'case-management', 'other-agency'],
    [ofCounty, { agency: 'MO-CD', county: 'Boone' }, 'case-management', 'permitted'],
    [ofCounty, { agency: 'MO-CD', county: 'Clay' }, 'case-management', 'other-county'],
    [ofCounty, { agency: 'MO-CD', county: null }, 'case-management', 'other-county'],
    [ofCounty, { agency: 'MO-CD' }, 'case-management', 'other-county'],
    [actor, { agency: 'MO-CD' }, undefined, 'purpose-required'],
    [actor, { agency: 'MO-CD' }, 'curiosity', 'purpose-required'],
    [{ ...actor, role: 'clerk' }, { agency: 'MO-CD' }, 'case-management', 'role-not-permitted'],
    [{ ...actor, role: '__proto__' }, { agency: 'MO-CD' }, 'case-management', 'role-not-permitted'],
  ])('judges %j on %j for %s: %s', (by, resource, purpose, code) => expect(reading(by, resource, purpose)).toBe(code));
  it('denies what it does not list', () => expect(codeOf(() => table.knows(actor, 'episode:erase'))).toBe('role-not-permitted'));
  it('lets a listed role through the gate', () => expect(codeOf(() => table.knows(actor, 'episode:read'))).toBe('permitted'));
  it('tells the scopes', () => {
    expect(table.scopes(actor, 'episode:read')).toEqual(['agency']);
    expect(table.scopes(actor, 'episode:list')).toEqual([]);
  });
  it('has one row for a role and action', () => expect(() => new AccessTable([...table.rows, table.rows[0]!])).toThrow('two rows'));
});

describe('a permitted decision', () => {
  type State = { agency: string } | undefined;
  const closing = new AccessTable([{ role: 'worker', action: 'episode:close', when: [sameAgency] }]);
  const close = () => [{ type: 'Closed', data: null }];
  const decide = (by: Actor, state: State) =>
    codeOf(() => permitted(closing, by, 'episode:close', (current: State) => current, close)(state, instant('2026-01-01T00:00:00Z')));

  it('decides for its own agency', () => expect(decide(actor, { agency: 'MO-CD' })).toBe('permitted'));
  it('refuses another agency before deciding', () => expect(decide(actor, { agency: 'KY-DCBS' })).toBe('other-agency'));
  it('asks only for the role while there is nothing', () => expect(decide(actor, undefined)).toBe('permitted'));
  it('asks at least for the role', () => expect(decide({ ...actor, role: 'clerk' }, undefined)).toBe('role-not-permitted'));
});
