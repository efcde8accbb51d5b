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

  it.each([
    ['a child of whom the agency does not answer', { coverage: 'none', ageBand: 'under-18' }, 'never', null],
    ['a child of unknown age', { coverage: 'none', ageBand: 'unknown' }, 'never', null],
    ['an adult', { coverage: 'none', ageBand: '21-or-over' }, 'not-required', 'age:21-or-over'],
    ['a youth past 18 in extended care', { coverage: 'extended-care', ageBand: '18-to-20' }, 'not-required', 'age:18-to-20'],
  ] as const)('of a foreign national who is %s', (_, over, verdict, reason) =>
    expect(verdicts('C9', determined({ ...over, foreignNational: 'yes' }))).toEqual([[verdict, reason]]));
  it('of a youth past 18 for whom the agency answers asks for the report', () =>
    expect(verdicts('C1', determined({ coverage: 'extended-care', ageBand: '18-to-20' }))).toEqual([['never', null]]));

  it('once withdrawn requires nothing', () =>
    expect(verdicts('C1', determined({}), {
      ...known, type: 'DeterminationWithdrawn', eventId: 'e2', data: { determinationId: 'd1', youthId: 'y1', reason: 'not-supported' },
    })).toEqual([['not-required', 'void:not-supported']]));
});

describe('the recovery of a child, under the federal pack', () => {
  const ids = { episodeId: 'e9', youthId: 'y1' };
  const missing = {
    ...known, type: 'ChildReportedMissing', eventId: 'm1',
    data: { ...ids, agency: 'US-MO', state: 'MO', county: 'MO county 5', coverage: 'placed', category: 'abducted', learnedBy: 'agency', lastSeenAt: null, learnedAt: receivedAt },
  } as Fact;
  const located = { ...known, type: 'ChildLocated', eventId: 'l1', data: { ...ids, locatedAt: receivedAt, circumstance: 'with-police' } } as Fact;
  const notice = (about: 'located' | 'recovery-circumstances') =>
    ({ ...known, type: 'NoticeGiven', eventId: about, data: { ...ids, noticeId: 'n', about, to: 'police', channel: 'telephone', givenAt: receivedAt } }) as Fact;
  const told = (...notices: readonly Fact[]) => verdicts('US-recovery-police', missing, located, ...notices);

  it('is shared once both it and its circumstances were told', () => {
    expect(told(notice('located'))).toEqual([['open', null]]);
    expect(told(notice('recovery-circumstances'))).toEqual([['open', null]]);
    expect(told(notice('located'), notice('recovery-circumstances'))).toEqual([['on-time', 'no-number']]);
  });
});
