import { plusHours, plusMilliseconds, instant, type Instant } from '#kernel';
import type { Fact, Rule } from '../duty/index.js';
import { RuleBook } from '../rules/index.js';
import { changesOf } from './changes.js';
import { earlierVerdicts } from './earlier.js';

const learnedAt = instant('2026-03-02T15:00:00Z');
const deadline = plusHours(learnedAt, 24);
const asOf = plusHours(learnedAt, 240);
const rules: readonly Rule[] = new RuleBook().rules.filter(({ id }) => id === 'C2');

const fact = (type: Fact['type'], occurredAt: Instant, data: object, knownAt = occurredAt): Fact =>
  ({ type, data: { youthId: 'y1', agency: 'US-MO', ...data }, eventId: `${type}@${knownAt}`, occurredAt, knownAt, recordedAt: knownAt, claimed: false }) as unknown as Fact;
const missing = fact('ChildReportedMissing', learnedAt, {
  episodeId: 'e1', state: 'MO', county: 'MO county 5', coverage: 'placed', category: 'left-without-permission', learnedBy: 'agency', lastSeenAt: null, learnedAt,
});
const report = { reportId: 'r1', subjectKind: 'missing-episode', subjectId: 'e1', recipient: 'police' };
const made = (madeAt: Instant, knownAt = madeAt) =>
  fact('ReportMade', madeAt, { ...report, madeAt, channel: 'telephone', madeBy: 'agency', missingElements: [] }, knownAt);
const corrected = (madeAt: Instant, knownAt: Instant) => fact('ReportCorrected', madeAt, { ...report, madeAt, reason: 'recipient-record' }, knownAt);
const withdrawn = (knownAt: Instant) => fact('EpisodeRecordedInError', knownAt, { episodeId: 'e1', reason: 'duplicate' });

const earlier = (facts: readonly Fact[], asKnownAt: Instant | null = null) =>
  [...earlierVerdicts(rules, facts, { asOf, asKnownAt }).values()].flat();
const late = plusHours(deadline, 5);

describe('earlier verdicts', () => {
  it('there are none where all was entered as it happened', () => expect(earlier([missing, made(deadline)])).toEqual([]));
  it('there are none because time passed, or the report was late', () => expect(earlier([missing, made(late)])).toEqual([]));
  it('"never" was one until a report in time was entered late', () =>
    expect(earlier([missing, made(deadline, late)])).toEqual([{ asKnownAt: plusMilliseconds(late, -1), verdict: 'never', reason: null }]));
  it('is each that a correction changed, in their order', () =>
    expect(earlier([missing, made(deadline), corrected(plusHours(deadline, 1), late), corrected(deadline, plusHours(late, 1))]).map(({ verdict }) => verdict))
      .toEqual(['on-time', 'late']));
  it('is kept where the episode proved an error', () =>
    expect(earlier([missing, withdrawn(late)])).toMatchObject([{ verdict: 'never' }]));
  it('is kept where the child proved too old, or the agency to have learned later', () => {
    const basis = { episodeId: 'e1', state: 'MO', county: 'MO county 5', coverage: 'placed', category: 'left-without-permission', learnedAt };
    const tooOld = fact('EpisodeCorrected', late, { ...basis, ageBand: '21-or-over', cause: 'birth-date' });
    expect(earlier([missing, tooOld])).toMatchObject([{ verdict: 'never', asKnownAt: plusMilliseconds(late, -1) }]);
    const later = fact('EpisodeCorrected', late, { ...basis, ageBand: 'under-18', cause: 'learned-at', learnedAt: plusHours(learnedAt, 4) });
    expect(earlier([missing, made(plusHours(deadline, 3)), later])).toMatchObject([{ verdict: 'late' }]);
  });
  it('is not told before it was known', () => expect(earlier([missing, made(deadline, late)], plusMilliseconds(late, -1))).toEqual([]));
});

describe('between two dates of knowledge', () => {
  const facts = [missing, made(deadline, late)];
  const between = (from: Instant, to: Instant) => changesOf(rules, facts, { from, to, asOf });

  it('the late entry changed the verdict', () =>
    expect(between(plusMilliseconds(late, -1), late)).toMatchObject({
      subject: { id: 'e1' }, duties: [{ ruleId: 'C2', before: { verdict: 'never' }, after: { verdict: 'on-time' } }], facts: [{ event: 'ReportMade', knownAt: late }],
    }));
  it('nothing changed where nothing came in', () => {
    expect(between(late, plusHours(late, 1))).toBeUndefined();
    expect(between(plusHours(learnedAt, 1), plusMilliseconds(late, -1))).toBeUndefined();
  });
  it('what was not yet known had no verdict', () =>
    expect(between(plusMilliseconds(learnedAt, -1), learnedAt)?.duties).toMatchObject([{ before: null, after: { verdict: 'never' } }]));
});
