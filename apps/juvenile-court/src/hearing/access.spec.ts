import type { Actor, DomainError } from '#kernel';
import { access } from '../access.js';

const HERE = { agency: 'MO-circuit-5', county: 'MO county 5' };
const ROLES = ['clerk', 'judge', 'court-administrator', 'caseworker', 'police-liaison', 'attorney', 'public'];
const AGENCIES = [HERE.agency, HERE.agency, HERE.agency, 'US-MO', 'US-MO', null, null];
const actorOf = (index: number): Actor => ({ subject: 's', role: ROLES[index]!, agency: AGENCIES[index]!, county: index === 0 ? HERE.county : null });
const answer = (actor: Actor, action: string, resource = HERE) => {
  try {
    access.check(actor, action, resource);
    return 'permitted';
  } catch (error) {
    return (error as DomainError).code;
  }
};

const EXPECTED: Readonly<Record<string, string>> = {
  //                    clerk judge admin caseworker liaison attorney public
  'hearing:list': 'p p p p p p p', 'hearing:read': 'p p p p p p p', 'hearing:schedule': 'p p p - - - -', 'hearing:continue': 'p p p - - - -',
  'hearing:notice': 'p p p - - - -', 'hearing:hold': 'p p p - - - -', 'hearing:propose-vacating': 'p p p p - p -', 'hearing:vacate': 'p p - - - - -',
  'absence-review:list': 'p p p - - - -', 'absence-review:read': 'p p p - - - -', 'absence-review:set-hearing': 'p p - - - - -', 'absence-review:sign': 'p p - - - - -',
  'clerks-day:read': 'p p p - - - -',
};

it.each(Object.entries(EXPECTED))('%s: %s', (action, letters) =>
  expect(ROLES.map((_, index) => answer(actorOf(index), action))).toEqual(letters.split(' ').map(letter => (letter === 'p' ? 'permitted' : 'role-not-permitted'))));

it.each(['hearing:schedule', 'hearing:continue', 'hearing:notice', 'hearing:hold', 'hearing:vacate', 'absence-review:set-hearing', 'absence-review:sign'])(
  '%s: not of another court or county', action => {
    expect(answer(actorOf(1), action, { ...HERE, agency: 'MO-circuit-6' })).toBe('other-agency');
    expect(answer(actorOf(0), action, { ...HERE, county: 'MO county 6' })).toBe('other-county');
  });

it('no row is left untested', () => {
  const ours = access.rows.map(({ action }) => action).filter(action => /^(hearing|absence-review|clerks-day):/.test(action));
  expect([...new Set(ours)].sort()).toEqual(Object.keys(EXPECTED).sort());
});
