import type { Actor, DomainError } from '#kernel';
import type { AccessTable } from '#security';

const HERE = { agency: 'US-MO', county: 'MO county 5' };
const REACH = {
  c: { here: 'permitted', otherCounty: 'other-county', otherAgency: 'other-agency' },
  a: { here: 'permitted', otherCounty: 'permitted', otherAgency: 'other-agency' },
  '-': { here: 'role-not-permitted', otherCounty: 'role-not-permitted', otherAgency: 'role-not-permitted' },
} as const;
type Reach = keyof typeof REACH;

/**
 * Tests every role with every action, and that the table has no row besides. `expected` has per action one letter per
 * role, in the roles' order: `c` own county only, `a` whole agency, `-` never.
 */
export const testAccess = (access: AccessTable, roles: readonly string[], expected: Readonly<Record<string, string>>): void => {
  const cells = Object.entries(expected).flatMap(([action, letters]) =>
    letters.split(' ').map((letter, index) => ({ role: roles[index]!, action, reach: letter as Reach })));

  const answer = (role: string, action: string, resource: typeof HERE, agency: string | null = HERE.agency) => {
    const actor: Actor = { subject: 's', role, agency, county: HERE.county };
    try {
      access.check(actor, action, resource);
      return 'permitted';
    } catch (error) {
      return (error as DomainError).code;
    }
  };

  it.each(cells)('$role, $action: $reach', ({ role, action, reach }) => expect({
    here: answer(role, action, HERE),
    otherCounty: answer(role, action, { ...HERE, county: 'MO county 6' }),
    otherAgency: answer(role, action, { ...HERE, agency: 'US-KY' }),
  }).toEqual(REACH[reach]));

  it('an actor of no agency reaches nothing', () => {
    const answers = access.rows.map(({ role, action }) => answer(role, action, HERE, null));
    expect(new Set(answers)).toEqual(new Set(['other-agency']));
  });

  it('no row is left untested', () => {
    const name = ({ role, action }: { role: string; action: string }) => `${role} ${action}`;
    expect(access.rows.map(name).sort()).toEqual(cells.filter(({ reach }) => reach !== '-').map(name).sort());
  });
};
