import fc from 'fast-check';
import { instant, plusHours, plusMilliseconds, type Instant } from '#kernel';
import { assess } from './assess.js';
import type { Fact } from './fact.js';
import type { Rule } from './rule.js';
import { acknowledged, bounced, corrected, EPISODE, fact, made, missing, refused, rule, YOUTH } from './spec-kit.js';
import { verdictOf } from './verdict.js';

const learnedAt = instant('2019-11-02T23:30:00-04:00');
const deadline = instant('2019-11-03T22:30:00-05:00'); // clocks went back: 24 elapsed hours, not "same time tomorrow"
const late = plusMilliseconds(deadline, 1);
const yearLater = plusHours(learnedAt, 24 * 365);

const judge = (facts: readonly Fact[], asOf: Instant = yearLater, rules = [rule]) => {
  const [assessment] = assess(rules, facts, { asOf, asKnownAt: null });
  return verdictOf(assessment!, asOf);
};
const verdict = (facts: readonly Fact[], asOf?: Instant) => judge(facts, asOf).verdict;

describe('a child reported missing, and police', () => {
  it.each([
    ['at the deadline', [made(deadline)], 'on-time'],
    ['a millisecond after it', [made(late)], 'late'],
    ['before the agency learned, by the provider', [made(plusHours(learnedAt, -2))], 'on-time'],
    ['never', [], 'never'],
    ['too late, and again', [made(late), made(plusHours(late, 5), { reportId: 'r2' })], 'late'],
    ['too late by one report, in time by another', [made(late), made(deadline, { reportId: 'r2' })], 'on-time'],
  ])('told %s', (_, reports, expected) => expect(verdict([missing(learnedAt), ...reports])).toBe(expected));

  it('not told is open up to the deadline and at it', () => {
    expect(verdict([missing(learnedAt)], learnedAt)).toBe('open');
    expect(verdict([missing(learnedAt)], deadline)).toBe('open');
    expect(verdict([missing(learnedAt)], late)).toBe('never');
  });
  it('told later than the day asked about is not told yet', () => {
    expect(verdict([missing(learnedAt), made(plusHours(deadline, 5))], plusHours(deadline, 4))).toBe('never');
    expect(verdict([missing(learnedAt), made(plusHours(deadline, 5))], plusHours(deadline, 5))).toBe('late');
  });
  it('told in time and recorded late is on time, recorded late', () => {
    expect(judge([missing(learnedAt), made(deadline, {}, { knownAt: late })])).toMatchObject({ verdict: 'on-time', recordedLate: true });
    expect(judge([missing(learnedAt), made(deadline, {}, { knownAt: deadline })])).toMatchObject({ verdict: 'on-time', recordedLate: false });
  });
  it('is not told by telling NCMEC, by a report for another agency, or by one about another child', () =>
    expect(verdict([missing(learnedAt), made(deadline, { recipient: 'ncmec' }), made(deadline, { agency: 'US-GA' }), made(deadline, { youthId: EPISODE })]))
      .toBe('never'));

  describe('who refuse', () => {
    it('stop no clock, and the refusal is shown with the verdict', () =>
      expect(judge([missing(learnedAt), refused(learnedAt)])).toMatchObject({ verdict: 'never', reason: 'refused-by-recipient', flags: ['refused'] }));
    it('and take it at a second attempt are told then', () => {
      expect(verdict([missing(learnedAt), made(learnedAt), refused(learnedAt), made(deadline)])).toBe('on-time');
      expect(verdict([missing(learnedAt), made(learnedAt), refused(learnedAt), made(late)])).toBe('late');
    });
  });
  it.each([['refused', refused(learnedAt)], ['bounced', bounced(learnedAt)]])('of whom there is a receipt for a report recorded as %s: nobody can tell', (flag, ended) => {
    const facts = [missing(learnedAt), made(learnedAt), ended, acknowledged(learnedAt)];
    expect(judge(facts)).toMatchObject({ verdict: 'not-determinable', reason: 'contradictory-evidence', flags: [flag] });
    expect(verdict([...facts, made(late)])).toBe('not-determinable');
    expect(verdict([...facts, made(deadline)])).toBe('on-time');
  });
  it('to whom it bounced were not told', () => {
    expect(judge([missing(learnedAt), made(learnedAt), bounced(deadline)])).toMatchObject({ verdict: 'never', reason: 'bounced' });
    expect(verdict([missing(learnedAt), made(learnedAt), bounced(deadline), made(late)])).toBe('late');
  });
  it('to whom it bounced later count as told until then', () =>
    expect(verdict([missing(learnedAt), made(learnedAt), bounced(late)], deadline)).toBe('on-time'));

  describe('whose report has several instants', () => {
    const said = missing(learnedAt);
    it.each([
      ['the agency corrects it once', [made(late), corrected(deadline, 'clerical-error', yearLater)], 'on-time'],
      ['the agency corrects it to and fro', [made(late), corrected(deadline, 'clerical-error', yearLater), corrected(late, 'clerical-error', yearLater)], 'not-determinable'],
      ['the agency corrects it to and fro on one side', [made(late), corrected(learnedAt, 'clerical-error', yearLater), corrected(deadline, 'clerical-error', yearLater)], 'on-time'],
      ['the recipient\'s record settles it', [made(late), corrected(deadline, 'clerical-error', yearLater), corrected(late, 'recipient-record', yearLater)], 'late'],
      ['the agency contradicts the recipient\'s record', [made(late), corrected(late, 'recipient-record', yearLater), corrected(deadline, 'clerical-error', yearLater)], 'late'],
      ['two records of the recipient disagree', [made(late), corrected(deadline, 'recipient-record', yearLater), corrected(late, 'recipient-record', yearLater)], 'not-determinable'],
      ['the receipt was given in time', [made(deadline), acknowledged(deadline), corrected(late, 'clerical-error', yearLater)], 'not-determinable'],
      ['the receipt was given late', [made(late), acknowledged(yearLater)], 'late'],
      ['none is contradicted where another report is clear', [made(late), corrected(deadline, 'recipient-record', yearLater), corrected(late, 'recipient-record', yearLater), made(deadline, { reportId: 'r2' })], 'on-time'],
    ])('%s', (_, reports, expected) => expect(verdict([said, ...reports])).toBe(expected));
    it('happened when it is now known to have, not when it was first said', () => {
      const [early, at25, at31] = [plusHours(learnedAt, 20), plusHours(learnedAt, 25), plusHours(learnedAt, 31)];
      const earlier = [said, made(plusHours(learnedAt, 30)), corrected(early, 'recipient-record', yearLater)];
      expect(judge(earlier, at25)).toMatchObject({ verdict: 'on-time', madeAt: early, flags: ['corrected'] });
      expect(verdict(earlier, at31)).toBe('on-time');
      expect(verdict(earlier, plusHours(learnedAt, 19))).toBe('open');
      const later = [said, made(early), corrected(plusHours(learnedAt, 30), 'recipient-record', yearLater)];
      expect(verdict(later, at25)).toBe('never');
      expect(verdict(later, at31)).toBe('late');
      expect(verdict([...later, acknowledged(plusHours(learnedAt, 21))], at25)).toBe('never');
      const again = [said, made(early), bounced(at25), made(at31), corrected(plusHours(learnedAt, 28), 'recipient-record', yearLater)];
      expect([early, at25, plusHours(learnedAt, 27), plusHours(learnedAt, 28)].map(asOf => verdict(again, asOf))).toEqual(['on-time', 'never', 'never', 'late']);
    });
    it('is not determinable when only a receipt is there', () =>
      expect(judge([said, acknowledged(deadline)])).toMatchObject({ verdict: 'not-determinable', reason: 'report-instant-missing' }));
    it('is not recorded late when it was entered in time and corrected within the deadline', () => {
      const minutesLater = corrected(plusHours(learnedAt, 20.1), 'clerical-error', yearLater);
      expect(judge([said, made(plusHours(learnedAt, 20)), minutesLater])).toMatchObject({ verdict: 'on-time', madeAt: plusHours(learnedAt, 20.1), recordedLate: false });
      expect(judge([said, made(plusHours(learnedAt, 20), {}, { knownAt: late }), minutesLater])).toMatchObject({ verdict: 'on-time', recordedLate: true });
    });
    it('is recorded late when the correction that made it timely came late', () =>
      expect(judge([said, made(late, {}, { knownAt: deadline }), corrected(deadline, 'recipient-record', late)]).recordedLate).toBe(true));
  });
});

describe('no report is required', () => {
  const until = (to: string): Rule => ({ ...rule, effective: { ...rule.effective, to } });
  const lost = fact('WhereaboutsLost', { episodeId: EPISODE, youthId: YOUTH, learnedAt: plusHours(learnedAt, 10) }, { occurredAt: plusHours(learnedAt, 10) });
  const away = missing(learnedAt, { category: 'absent-whereabouts-known' });

  it('of a child the agency does not answer for', () =>
    expect(judge([missing(learnedAt, { coverage: 'none' })])).toMatchObject({ verdict: 'not-required', reason: 'coverage:none' }));
  it('of a child whose whereabouts are known, until they are lost', () => {
    expect(judge([away])).toMatchObject({ verdict: 'not-required', reason: 'category:absent-whereabouts-known' });
    expect(verdict([away, lost])).toBe('never');
    expect(verdict([away, lost, made(plusHours(learnedAt, 34))])).toBe('on-time');
    expect(verdict([away, lost, made(plusMilliseconds(plusHours(learnedAt, 34), 1))])).toBe('late');
  });
  it('of an episode recorded in error', () =>
    expect(judge([missing(learnedAt), fact('EpisodeRecordedInError', { episodeId: EPISODE, youthId: YOUTH, reason: 'duplicate' }, { occurredAt: yearLater })], deadline))
      .toMatchObject({ verdict: 'not-required', reason: 'void:duplicate' }));
  it('by a rule that is no longer, or not yet, in force; before what was read up nobody can tell', () => {
    expect(judge([missing(learnedAt)], yearLater, [until('2019-11-01')])).toMatchObject({ verdict: 'not-required', reason: 'not-in-force' });
    expect(verdict([missing(instant('2018-07-01T00:00:00-05:00'))])).toBe('never');
    expect(judge([missing(instant('2018-06-30T23:59:59.999-05:00'))]))
      .toMatchObject({ verdict: 'not-determinable', reason: 'in-force-unverified-before:2018-07-01' });
  });
  it('by the day that it is where the county is, not by that of Greenwich', () => {
    const fromMonday: Rule = { ...rule, effective: { from: '2023-08-28', fromIs: 'first-day', to: null, basis: 'made up' } };
    const theEveningBefore = missing(instant('2023-08-27T20:00:00-05:00'));
    const theEvening = missing(instant('2023-08-28T20:00:00-05:00'));
    const in2024 = instant('2024-01-01T00:00:00Z');
    expect(judge([theEveningBefore], in2024, [fromMonday])).toMatchObject({ verdict: 'not-required', reason: 'not-in-force' });
    expect(judge([theEvening], in2024, [until('2023-08-28')]).verdict).toBe('never');
    expect(judge([missing(instant('2023-08-29T00:00:00-05:00'))], in2024, [until('2023-08-28')]).verdict).toBe('not-required');
    expect(judge([theEvening], in2024, [{ ...fromMonday, effective: { ...fromMonday.effective, to: '2023-08-28' } }]).verdict).toBe('never');
  });
  it('or nobody can tell, where no zone is known and it depends on the zone; else it does not matter', () => {
    const nowhere: Rule = { ...rule, reckoning: { zones: {}, calendar: null } };
    expect(judge([missing(instant('2018-07-01T11:00:00Z'))], undefined, [nowhere])).toMatchObject({ verdict: 'not-determinable', reason: 'time-zone-missing:MO' });
    expect(judge([missing(instant('2018-07-01T12:00:00Z'))], undefined, [nowhere]).verdict).toBe('never');
    expect(judge([missing(instant('2018-06-30T09:59:59.999Z'))], undefined, [nowhere]).reason).toBe('in-force-unverified-before:2018-07-01');
  });
  it('is not what a newer text makes of a case that nobody could tell of before', () => {
    const unread: Rule = { ...rule, effective: { ...rule.effective, from: '2027-01-01', to: '2027-12-31' } };
    const next: Rule = { ...rule, effective: { ...rule.effective, from: '2028-01-01', fromIs: 'first-day' } };
    for (const texts of [[unread], [unread, next], [next, unread]]) expect(judge([missing(learnedAt)], undefined, texts).verdict).toBe('not-determinable');
  });
  it('once an ending that the rule names and cites came before the deadline', () => {
    const ending = { ...rule, ends: [{ event: 'ChildLocated', at: 'locatedAt', citation: 'example' }] };
    const located = (at: Instant) => fact('ChildLocated', { episodeId: EPISODE, youthId: YOUTH, locatedAt: at, circumstance: 'returned-alone' }, { occurredAt: at });
    expect(judge([missing(learnedAt), located(deadline)], yearLater, [ending])).toMatchObject({ verdict: 'ended-before-due', reason: 'ChildLocated' });
    expect(judge([missing(learnedAt), located(late)], yearLater, [ending]).verdict).toBe('never');
    expect(judge([missing(learnedAt), located(deadline)], yearLater).verdict).toBe('never');
  });
});

describe('what was known', () => {
  const facts = [missing(learnedAt), made(deadline, {}, { knownAt: plusHours(deadline, 48) })];
  const known = (asKnownAt: Instant) => verdictOf(assess([rule], facts, { asOf: yearLater, asKnownAt })[0]!, yearLater).verdict;
  it('decides only from when it was known', () => {
    expect(known(plusHours(deadline, 47))).toBe('never');
    expect(known(plusHours(deadline, 48))).toBe('on-time');
  });
  it('before anything was known is nothing', () => expect(assess([rule], facts, { asOf: yearLater, asKnownAt: plusHours(learnedAt, -1) })).toEqual([]));
});

describe('for any instants', () => {
  const start = fc.date({ min: new Date('2018-07-01T05:00:00Z'), max: new Date('2030-12-31T00:00:00Z'), noInvalidDate: true }).map(date => instant(date.getTime()));
  const offset = fc.oneof(fc.integer({ min: -3_600_000, max: 400_000_000 }), fc.constantFrom(86_399_999, 86_400_000, 86_400_001));

  it('on time is at most 86 400 000 milliseconds', () =>
    fc.assert(fc.property(start, fc.array(offset, { maxLength: 4 }), offset, (learned, offsets, horizon) => {
      const asOf = plusMilliseconds(learned, Math.max(0, horizon));
      const reports = offsets.map((ms, index) => made(plusMilliseconds(learned, ms), { reportId: `r${index}` }));
      const seen = offsets.filter(ms => ms <= Math.max(0, horizon));
      const expected = seen.some(ms => ms <= 86_400_000) ? 'on-time' : horizon <= 86_400_000 ? 'open' : seen.length > 0 ? 'late' : 'never';
      expect(verdict([missing(learned), ...reports], asOf)).toBe(expected);
    })));
  it('the verdict does not depend on the order in which reports were recorded, nor on the alarm', () =>
    fc.assert(fc.property(start, fc.array(offset, { minLength: 1, maxLength: 4 }), (learned, offsets) => {
      const reports = offsets.map((ms, index) => made(plusMilliseconds(learned, ms), { reportId: `r${index}` }));
      const asOf = plusHours(learned, 200);
      expect(verdict([...reports].reverse().concat(missing(learned)), asOf)).toBe(verdict([missing(learned), ...reports], asOf));
    })));
});
