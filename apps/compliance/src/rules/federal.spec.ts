import { join } from 'node:path';
import { instant, plusHours } from '#kernel';
import { assess, verdictOf, type Fact } from '../duty/index.js';
import { loadRules } from './load-rules.js';

const rules = loadRules(join(import.meta.dirname, '..', '..', 'rules'));
const receivedAt = instant('2026-03-02T15:00:00Z');
const asOf = plusHours(receivedAt, 48);
const known = { occurredAt: receivedAt, knownAt: receivedAt, recordedAt: receivedAt, claimed: false };
type Made = Extract<Fact, { type: 'DeterminationMade' }>['data'];

const determined = (over: Partial<Made>): Fact => ({
  ...known, type: 'DeterminationMade', eventId: 'e1',
  data: {
    determinationId: 'd1', youthId: 'y1', agency: 'US-MO', state: 'MO', county: 'MO county 5', coverage: 'placed',
    outcome: 'identified-victim', trafficking: 'sex', determinedBy: 'agency', receivedAt, ...over,
  },
});
const verdicts = (ruleId: string, ...facts: readonly Fact[]) =>
  assess(rules, facts, { asOf, asKnownAt: null }).filter(({ rule }) => rule.id === ruleId).map(assessment => {
    const { verdict, reason } = verdictOf(assessment, asOf);
    return [verdict, reason];
  });

describe('a determination, under the federal pack', () => {
  it.each([
    ['of an identified victim', {}, 'never', null],
    ['by another authority counts from our receipt', { determinedBy: 'other-authority' }, 'never', null],
    ['of a youth at risk asks for services, not for a report', { outcome: 'at-risk' }, 'not-required', 'outcome:at-risk'],
    ['of labor trafficking is no identification under this rule', { trafficking: 'labor' }, 'not-required', 'trafficking:labor'],
    ['of a youth the agency does not answer for', { coverage: 'none' }, 'not-required', 'coverage:none'],
  ] as const)('%s', (_, over, verdict, reason) => expect(verdicts('C1', determined(over))).toEqual([[verdict, reason]]));

  it('once withdrawn requires nothing', () =>
    expect(verdicts('C1', determined({}), {
      ...known, type: 'DeterminationWithdrawn', eventId: 'e2', data: { determinationId: 'd1', youthId: 'y1', reason: 'not-supported' },
    })).toEqual([['not-required', 'void:not-supported']]));
});
