import type { Actor, DomainError } from '#kernel';
import { access } from './access.js';

const HERE = { agency: 'MO-circuit-5', county: 'MO county 5' };
const actors: Readonly<Record<string, Actor>> = Object.fromEntries([
  ['clerk', HERE.agency, HERE.county], ['judge', HERE.agency, null], ['court-administrator', HERE.agency, null], ['caseworker', 'US-MO', HERE.county],
  ['police-liaison', 'US-MO', null], ['attorney', null, null], ['public', null, null],
].map(([role, agency, county]) => [role, { subject: 's', role, agency, county } as Actor]));
const ROLES = Object.keys(actors);

const answer = (actor: Actor, action: string, resource = HERE) => {
  try {
    access.check(actor, action, resource);
    return 'permitted';
  } catch (error) {
    return (error as DomainError).code;
  }
};

/** p: permitted, s: seal-not-permitted, -: no such action for this role. */
const LETTERS: Readonly<Record<string, string>> = { p: 'permitted', s: 'seal-not-permitted', '-': 'role-not-permitted' };
const EXPECTED: Readonly<Record<string, string>> = {
  //                        clerk judge admin caseworker liaison attorney public
  'filing:list': 'p p p p p p p', 'filing:read': 'p p p p p p p', 'filing:prepare': 'p - p p p p -', 'filing:review': 'p - p - - - -',
  'filing:enter-paper': 'p - p - - - -',
  'case:list': 'p p p p p p p', 'case:read': 'p p p p p p p', 'case:amend': 'p - p - - - -', 'party:manage': 'p - p - - - -',
  'party:withhold': 'p p p - - - -', 'representation:record': 'p - p - - - -', 'service:prove': 'p - p p - p -', 'service:read': 'p p p p p p p',
  'seal:place': 's p s s s s s', 'seal:lift': 's p s s s s s', 'seal:list': 'p p p - - - -',
};
const OURS = /^(filing|case|party|representation|service|seal):/;

it.each(Object.entries(EXPECTED))('%s: %s', (action, letters) =>
  expect(ROLES.map(role => answer(actors[role]!, action))).toEqual(letters.split(' ').map(letter => LETTERS[letter])));

it('no row is left untested', () =>
  expect([...new Set(access.rows.map(({ action }) => action))].filter(action => OURS.test(action)).sort()).toEqual(Object.keys(EXPECTED).sort()));

const commands = access.rows.filter(({ action, when }) => OURS.test(action) && when.length > 0);

it.each(commands)('$role, $action: not of another court or state', ({ role, action }) =>
  expect(answer(actors[role]!, action, { ...HERE, agency: 'KY-circuit-5' })).toBe(['attorney', 'public'].includes(role) ? 'seal-not-permitted' : 'other-agency'));

it.each(['party:manage', 'filing:review'])('clerk, %s: not of another county', action =>
  expect(answer(actors.clerk!, action, { ...HERE, county: 'MO county 6' })).toBe('other-county'));

it('an actor of no agency, or of none in a state, does nothing that is an agency\'s or a court\'s', () => {
  const rows = commands.filter(({ role }) => !['attorney', 'public'].includes(role));
  const answers = rows.flatMap(({ role, action }) => [null, 'police:MO0100000'].map(agency => answer({ ...actors[role]!, agency }, action)));
  expect(new Set(answers)).toEqual(new Set(['other-agency']));
});
