import { instant, plusHours, type Instant } from '#kernel';
import { assess, verdictOf, type Fact } from '../duty/index.js';
import { loadRules, SHIPPED } from './load-rules.js';

const rules = loadRules(SHIPPED);
const learnedAt = instant('2026-03-02T15:00:00Z');
const on = (day: number) => plusHours(learnedAt, day * 24);
const ids = { episodeId: '0a4c1c9e-5a8b-4d0e-9d6c-1f5a3b7c2d10', youthId: '1b5d2daf-6b9c-4e1f-8e7d-2a6b4c8d3e21' };
const report = { reportId: 'r1', subjectKind: 'missing-episode', subjectId: ids.episodeId, agency: 'US-MO', recipient: 'police' };
const fact = (type: string, data: object, at: Instant, knownAt = at) =>
  ({ type, eventId: `${type}@${knownAt}`, occurredAt: at, knownAt, recordedAt: knownAt, claimed: false, data: { ...ids, ...data } }) as unknown as Fact;

const missing = fact('ChildReportedMissing', {
  agency: 'US-MO', state: 'MO', county: 'MO county 5', coverage: 'placed', category: 'abducted', learnedBy: 'agency', lastSeenAt: null, learnedAt, ageBand: 'under-18',
}, learnedAt);
const told = fact('ReportMade', { ...report, madeAt: on(0), channel: 'telephone', madeBy: 'agency', missingElements: [] }, on(0));
const entered = (day: number | null, known = day!, reportId = 'r1') =>
  fact('NcicEntered', { ...report, reportId, enteredAt: day === null ? null : on(day), category: 'EMJ', nicNumber: null }, day === null ? on(known) : on(day), on(known));
const verified = (day: number, reportId = 'r1') =>
  fact('NcicVerified', { ...report, reportId, verifiedAt: on(day), photoWithin180Days: true, medicalAndDental: true }, on(day));
const cancelled = (day: number, reportId = 'r1') => fact('NcicCancelled', { ...report, reportId, cancelledAt: on(day), reason: 'entered-in-error' }, on(day));

const judged = (facts: readonly Fact[], asOf = on(300)) =>
  assess(rules, [missing, told, ...facts], { asOf, asKnownAt: null }).filter(({ rule }) => rule.id === 'C5');
const verdicts = (...facts: readonly Fact[]) => judged(facts).map(one => {
  const { verdict, reason, madeAt } = verdictOf(one, on(300));
  return [one.opening, verdict, reason ?? madeAt];
});

describe('the verification of an entry in NCIC', () => {
  const first = entered(1);

  it('is owed once for an entry that is completed later, from the instant that is stated then', () => {
    expect(verdicts(first, entered(1, 5), verified(20))).toEqual([[first.eventId, 'on-time', on(20)]]);
    const untold = entered(null, 3);
    expect(verdicts(untold, verified(20))).toEqual([[untold.eventId, 'not-determinable', 'clock-start-missing']]);
    expect(verdicts(untold, entered(1, 5), verified(20))).toEqual([[untold.eventId, 'on-time', on(20)]]);
    expect(judged([untold, entered(1, 5)])[0]!.clock).toMatchObject({ start: on(1) });
  });
  it('ends with an entry that is cancelled before', () => {
    expect(verdicts(first, cancelled(12))).toEqual([[first.eventId, 'ended-before-due', 'NcicCancelled']]);
    expect(verdicts(first, verified(10), cancelled(12))).toEqual([[first.eventId, 'on-time', on(10)]]);
    expect(verdicts(first, cancelled(40))).toEqual([[first.eventId, 'not-determinable', 'not-told']]);
  });
  it('of an entry made anew is another, which what was done about the first does not discharge', () => {
    const anew = entered(15);
    expect(verdicts(first, verified(10), cancelled(12), anew)).toEqual([[first.eventId, 'on-time', on(10)], [anew.eventId, 'not-determinable', 'not-told']]);
    expect(verdicts(first, cancelled(12), anew, verified(20))).toEqual([[first.eventId, 'ended-before-due', 'NcicCancelled'], [anew.eventId, 'on-time', on(20)]]);
    expect(verdicts(first, cancelled(12), anew, entered(15, 16), cancelled(20)).map(([, verdict]) => verdict)).toEqual(['ended-before-due', 'ended-before-due']);
  });
  it('is none from before the entry, though nobody said so in that order', () =>
    expect(verdicts(entered(null, 2), verified(3), entered(5, 6)).map(([, verdict]) => verdict)).toEqual(['not-determinable']));
  it('is of its own report\'s entry alone', () => {
    const second = [{ ...told, eventId: 'made again', data: { ...told.data, reportId: 'r2' } } as Fact, entered(2, 2, 'r2')];
    expect(verdicts(first, ...second, verified(20), cancelled(25, 'r2')).map(([, verdict]) => verdict)).toEqual(['on-time', 'ended-before-due']);
  });
});
