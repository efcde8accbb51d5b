import type { Actor, DomainError } from '#kernel';
import { access } from '../access.js';

const HERE = { agency: 'MO-circuit-5', county: 'MO county 5' };
const HOLDER = { agency: 'police:MO0480000', county: null };
const places: Readonly<Record<string, { agency: string | null; county: string | null }>> = {
  clerk: HERE, judge: { ...HERE, county: null }, 'court-administrator': { ...HERE, county: null }, caseworker: { agency: 'US-MO', county: HERE.county },
  'police-liaison': { agency: 'US-MO', county: null }, attorney: { agency: null, county: null }, public: { agency: null, county: null },
  'records-custodian': HOLDER,
};
const ROLES = Object.keys(places);

const answer = (role: string, action: string, resource: { agency: string; county?: string | null }) => {
  try {
    access.check({ subject: 's', role, ...places[role]! } as Actor, action, resource);
    return 'permitted';
  } catch (error) {
    return (error as DomainError).code;
  }
};

/** p: permitted, o: order-without-authority, h: the holder's own only, -: no such action for this role. */
const LETTERS: Readonly<Record<string, string>> = { p: 'permitted', o: 'order-without-authority', h: 'other-agency', '-': 'role-not-permitted' };
const EXPECTED: Readonly<Record<string, string>> = {
  //                                 clerk judge admin caseworker liaison attorney public custodian
  'order:list': 'p p p p p p p -', 'order:read': 'p p p p p p p -', 'order:draft': 'p p p - - - - -', 'order:sign': 'o p o o o o o -',
  'order:enter': 'p - p - - - - -', 'order:record-fulfillment': 'p - p - - - - -',
  'holder-order:list': 'p p p - - - - h', 'holder-order:read': 'p p p - - - - h', 'holder-order:answer': 'p - p - - - - h',
  'safe-harbor:list': 'p p p p p - - -', 'safe-harbor:read': 'p p p p p - - -', 'safe-harbor:report': 'p p p p p - - -', 'safe-harbor:decide': 'p p p - - - - -',
};

it.each(Object.entries(EXPECTED))('%s: %s', (action, letters) =>
  expect(ROLES.map(role => answer(role, action, HERE))).toEqual(letters.split(' ').map(letter => LETTERS[letter])));

it('no row is left untested', () => {
  const ours = access.rows.map(({ action }) => action).filter(action => /^(order|holder-order|safe-harbor):/.test(action));
  expect([...new Set(ours)].sort()).toEqual(Object.keys(EXPECTED).sort());
});

it('a holder reaches its own orders', () => expect(answer('records-custodian', 'holder-order:answer', HOLDER)).toBe('permitted'));

it.each(['order:sign', 'order:enter', 'safe-harbor:decide', 'holder-order:answer'])('%s: never of another court', action => {
  for (const role of ROLES) expect(answer(role, action, { ...HERE, agency: 'MO-circuit-7' })).not.toBe('permitted');
});
