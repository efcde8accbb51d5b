import { instant } from '#kernel';
import { loadCourtRules, RuleBook, SHIPPED } from '../rules/index.js';
import type { Provision } from './domain/provision.js';
import { listedFor } from './listed-for.js';
import { ProvisionBook } from './provision-book.js';

const rules = new RuleBook(loadCourtRules([SHIPPED], { examples: false }));
const provision = (id: string, from: string, to: string | null): Provision => ({
  id, state: 'KY', citation: 'Example 1', text: 'Text.', effective: { from, fromIs: 'first-day', to, basis: 'made up' },
  parameters: { model: { value: 'diversion', source: 'an example', sure: 'summary' } },
});
const book = new ProvisionBook([provision('KY-old', '2020-01-01', '2026-06-30'), provision('KY-new', '2026-07-01', null)]);
const about = { state: 'KY', county: 'KY county 5', court: null, ageBand: 'under-18', standing: 'identified', allegation: 'not-recorded' } as const;

it.each([
  ['20:00 on the last day of the old law', '2026-06-30T20:00:00-04:00', 'KY-old'],
  ['its last millisecond', '2026-06-30T23:59:59.999-04:00', 'KY-old'],
  ['midnight', '2026-07-01T00:00:00-04:00', 'KY-new'],
])('an arrest is judged by the law of its local day: %s', (_, triggeredAt, id) =>
  expect(listedFor(book, rules, { ...about, triggeredAt: instant(triggeredAt) }).map(found => found.id)).toEqual([id]));
