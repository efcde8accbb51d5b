import { instant, plusHours, type Instant } from '#kernel';
import { assess } from './assess.js';
import type { Fact } from './fact.js';
import type { Rule } from './rule.js';
import { acknowledged, bounced, corrected as restatedReport, entered, EPISODE, fact, made, missing, ncicEntry, restated, rule, YOUTH } from './spec-kit.js';
import { verdictOf } from './verdict.js';

const learnedAt = instant('2026-03-02T15:00:00Z');
const at = (hours: number) => plusHours(learnedAt, hours);
const yearLater = at(24 * 365);
const ids = { episodeId: EPISODE, youthId: YOUTH };
const corrected = (over: Parameters<typeof restated>[1], knownAt = at(100)) => restated(learnedAt, over, knownAt);

const assessed = (rules: readonly Rule[], facts: readonly Fact[], asOf = yearLater, asKnownAt: Instant | null = null) =>
  assess(rules, facts, { asOf, asKnownAt });
const verdicts = (rules: readonly Rule[], facts: readonly Fact[], asOf?: Instant, asKnownAt?: Instant) =>
  assessed(rules, facts, asOf, asKnownAt ?? null).map(assessment => {
    const { verdict, reason } = verdictOf(assessment, asOf ?? yearLater);
    return [assessment.rule.id, verdict, reason];
  });
const verdict = (facts: readonly Fact[], asOf?: Instant, over: Partial<Rule> = {}) => verdicts([{ ...rule, ...over }], facts, asOf)[0]!.slice(1);

const minor = { ages: ['under-18'] } as const;

describe('a corrected fact', () => {
  it('of age counts where coverage alone does not tell', () => {
    expect(verdict([missing(learnedAt, { ageBand: '18-to-20' })], undefined, minor)).toEqual(['not-required', 'age:18-to-20']);
    expect(verdict([missing(learnedAt)], undefined, minor)).toEqual(['never', null]);
    expect(verdict([missing(learnedAt, { ageBand: 'unknown' })], undefined, minor)).toEqual(['never', null]);
    expect(verdict([missing(learnedAt, { ageBand: '18-to-20', coverage: 'extended-care' })], undefined, { ...minor, covers: ['extended-care'] })).toEqual(['never', null]);
  });
  it('judges again from the original instant, and the earlier verdict stays visible', () => {
    const facts = [missing(learnedAt, { ageBand: '18-to-20' }), corrected({ ageBand: 'under-18' }, at(100))];
    const adults = [{ ...rule, ...minor }];
    expect(verdicts(adults, facts)).toEqual([['C2', 'never', null]]);
    expect(verdicts(adults, facts, yearLater, at(99))).toEqual([['C2', 'not-required', 'age:18-to-20']]);
    expect(assessed(adults, facts)[0]!.clock).toMatchObject({ start: learnedAt, deadline: at(24) });
  });
  it('of when the agency learned moves the clock, earlier and later', () => {
    const told = made(at(20));
    expect(verdict([missing(learnedAt), told])).toEqual(['on-time', null]);
    expect(verdict([missing(learnedAt), told, corrected({ learnedAt: at(-10), cause: 'learned-at' })])).toEqual(['late', null]);
    expect(verdict([missing(learnedAt), corrected({ learnedAt: at(-10) })], at(-5))).toEqual(['open', null]);
    expect(assessed([rule], [missing(learnedAt), corrected({ learnedAt: at(10) })], at(9))).toEqual([]);
  });
  it('of coverage and category names what it became', () => {
    expect(verdict([missing(learnedAt), corrected({ coverage: 'none' })])).toEqual(['not-required', 'coverage:none']);
    expect(verdict([missing(learnedAt), corrected({ category: 'absent-whereabouts-known' })])).toEqual(['not-required', 'category:absent-whereabouts-known']);
  });
  it('of whereabouts that were lost is of when the agency learned of the loss, and of whether they were lost', () => {
    const away = missing(learnedAt, { category: 'absent-whereabouts-known' });
    const lost = fact('WhereaboutsLost', { ...ids, learnedAt: at(10) }, { occurredAt: at(10) });
    const deadline = (...facts: readonly Fact[]) => assessed([rule], facts)[0]!.clock;
    const unknownSince = (hours: number, knownAt = at(50)) => restated(at(hours), { category: 'whereabouts-unknown', cause: 'learned-at' }, knownAt);
    expect(deadline(away, lost)).toMatchObject({ deadline: at(34) });
    expect(deadline(away, lost, unknownSince(20))).toMatchObject({ start: at(20), deadline: at(44) });
    expect(deadline(away, lost, unknownSince(5), unknownSince(20, at(60)))).toMatchObject({ deadline: at(44) });
    expect(verdict([away, lost, restated(at(10), { category: 'absent-whereabouts-known', cause: 'category' }, at(50))]))
      .toEqual(['not-required', 'category:absent-whereabouts-known']);
    expect(verdicts([rule], [away, lost, unknownSince(20), made(at(40))], yearLater, at(49))).toEqual([['C2', 'late', null]]);
  });
  it('before whereabouts are lost leaves the loss as it is', () => {
    const away = missing(learnedAt, { category: 'absent-whereabouts-known' });
    const lost = fact('WhereaboutsLost', { ...ids, learnedAt: at(10) }, { occurredAt: at(10) });
    const before = restated(at(-5), { category: 'absent-whereabouts-known', cause: 'learned-at' }, at(4));
    expect(assessed([rule], [away, before, lost])[0]!.clock).toMatchObject({ deadline: at(34) });
  });
  it('of jurisdiction voids the duties of the former state, opens those of the other, and keeps the report that was made', () => {
    const states = [rule, { ...rule, id: 'MO-1', jurisdiction: 'MO' }, { ...rule, id: 'GA-1', jurisdiction: 'GA' }];
    const facts = [missing(learnedAt), made(at(1)), corrected({ agency: 'US-GA', state: 'GA', county: 'GA county 1', cause: 'jurisdiction' })];
    expect(verdicts(states, facts)).toEqual([['C2', 'on-time', null], ['GA-1', 'on-time', null], ['MO-1', 'not-required', 'jurisdiction:GA']]);
    expect(verdicts(states, facts.slice(0, 2)).map(([id]) => id)).toEqual(['C2', 'MO-1']);
  });
  it('is judged by the rule in force at the corrected start', () => {
    const day = learnedAt.slice(0, 10);
    const texts = [
      { ...rule, effective: { ...rule.effective, to: '2026-03-01' }, limit: { elapsedHours: 12 } },
      { ...rule, effective: { ...rule.effective, from: day } },
    ];
    expect(assessed(texts, [missing(learnedAt)])[0]!.clock).toMatchObject({ deadline: at(24) });
    expect(assessed(texts, [missing(learnedAt), corrected({ learnedAt: at(-20) })])[0]!.clock).toMatchObject({ deadline: at(-8) });
  });
});

describe('a merged episode', () => {
  const other = '2c6e3eb0-7cad-4f20-9f8e-3b7c5d9e4f32';
  const merged = (sameObligor: boolean) => fact('EpisodesMerged', { episodeId: other, youthId: YOUTH, mergedEpisodeId: EPISODE, sameObligor }, { occurredAt: at(30) });
  const unmerged = fact('EpisodesUnmerged', { episodeId: other, youthId: YOUTH, mergedEpisodeId: EPISODE, reason: 'duplicate' }, { occurredAt: at(40) });
  it('of the same obligor owes nothing of its own, until they are parted again', () => {
    expect(verdict([missing(learnedAt), merged(true)])).toEqual(['not-required', 'void:merged']);
    expect(verdict([missing(learnedAt), merged(true), unmerged])).toEqual(['never', null]);
  });
  it('of another obligor keeps its duties', () => expect(verdict([missing(learnedAt), merged(false)])).toEqual(['never', null]));
});

const notices: Rule = {
  ...rule, id: 'AZ-1', recipient: 'parents', limit: { elapsedHours: 24 }, withheld: { event: 'NoticeWithheld', where: { about: ['missing'], to: ['parents'] } },
  met: { all: [
    { event: 'NoticeGiven', where: { about: ['missing'], to: ['parents'], channel: ['written'] }, at: 'givenAt' },
    { event: 'NoticeGiven', where: { about: ['missing'], to: ['parents'], channel: ['telephone'] }, at: 'givenAt' },
  ] },
};
const notice = (channel: 'written' | 'telephone', givenAt: Instant, knownAt = givenAt, to: 'parents' | 'tribe' = 'parents') =>
  fact('NoticeGiven', { noticeId: 'n', ...ids, about: 'missing', to, channel, givenAt }, { occurredAt: givenAt, knownAt });
const toldParents = (facts: readonly Fact[], asOf?: Instant, over: Partial<Rule> = {}) =>
  verdict([missing(learnedAt), ...facts], asOf, { ...notices, ...over });

describe('a rule that asks for several things', () => {
  it('is met by all of them, at the last of the earliest', () => {
    const facts = [notice('written', at(3)), notice('written', at(1)), notice('telephone', at(20)), notice('telephone', at(50))];
    const [assessment] = assessed([notices], [missing(learnedAt), ...facts]);
    expect(verdictOf(assessment!, yearLater)).toMatchObject({ verdict: 'on-time', madeAt: at(20), reportId: null, recordedLate: false });
  });
  it.each<[string, readonly Fact[], string]>([
    ['only one of them', [notice('written', at(1))], 'never'],
    ['one too late', [notice('written', at(1)), notice('telephone', at(25))], 'late'],
    ['at the deadline', [notice('written', at(24)), notice('telephone', at(24))], 'on-time'],
    ['somebody else', [notice('written', at(1)), notice('telephone', at(1), at(1), 'tribe')], 'never'],
  ])('judges %s', (_, facts, expected) => expect(toldParents(facts)[0]).toBe(expected));
  it('is recorded late when one of them was', () => {
    const judge = (...facts: Fact[]) => verdictOf(assessed([notices], [missing(learnedAt), ...facts])[0]!, yearLater).recordedLate;
    expect(judge(notice('written', at(1)), notice('telephone', at(2), at(25)))).toBe(true);
    expect(judge(notice('written', at(1)), notice('telephone', at(2), at(24)))).toBe(false);
  });
  it('is excused by authority when told nobody, and not where it was told in time', () => {
    const withheld = fact('NoticeWithheld', { noticeId: 'n', ...ids, about: 'missing', to: 'parents', withheldAt: at(2), authority: 'a court' }, { occurredAt: at(2) });
    expect(toldParents([withheld])).toEqual(['not-required', 'withheld:a court']);
    expect(toldParents([withheld], at(1))).toEqual(['open', null]);
    expect(toldParents([notice('written', at(1)), notice('telephone', at(1)), withheld])).toEqual(['on-time', null]);
    expect(assessed([notices], [missing(learnedAt), withheld])[0]!.excuse).toMatchObject({ by: 'withheld', authority: 'a court' });
  });
  it('is excused only by what was decided by the deadline, whenever that was entered', () => {
    const withheld = (hours: number, knownAt = at(hours)) =>
      fact('NoticeWithheld', { noticeId: 'n', ...ids, about: 'missing', to: 'parents', withheldAt: at(hours), authority: 'a court' }, { occurredAt: at(hours), knownAt });
    const late = [notice('written', at(30)), notice('telephone', at(30))];
    expect(toldParents([withheld(24, at(400))])).toEqual(['not-required', 'withheld:a court']);
    expect(toldParents([withheld(24.001)])).toEqual(['never', null]);
    expect(toldParents([...late, withheld(40)])).toEqual(['late', null]);
    expect(toldParents([withheld(40), withheld(20)])).toEqual(['not-required', 'withheld:a court']);
    const judged = assessed([notices], [missing(learnedAt), ...late, withheld(40)])[0]!;
    expect(verdictOf(judged, yearLater)).toMatchObject({ madeAt: at(30), flags: ['withheld'] });
    expect(judged.excuse).toMatchObject({ authority: 'a court', inTime: false });
  });
  it('without a number is open until it is done, however late', () => {
    const none = { limit: { none: true } } as const;
    expect(toldParents([], undefined, none)).toEqual(['open', null]);
    expect(toldParents([notice('written', at(1)), notice('telephone', at(8_000))], undefined, none)).toEqual(['on-time', 'no-number']);
  });
  it('that does not bind says so', () =>
    expect(verdictOf(assessed([{ ...notices, binding: false }], [missing(learnedAt)])[0]!, yearLater)).toMatchObject({ verdict: 'never', flags: ['not-binding'] }));
  it('whose state lacks a time zone is not determinable, and the others run', () =>
    expect(verdicts([rule, { ...notices, limit: { calendarDays: 2 }, reckoning: { zones: {}, calendar: null } }], [missing(learnedAt)]))
      .toEqual([['AZ-1', 'not-determinable', 'time-zone-missing:MO'], ['C2', 'never', null]]));
});

const told = (...facts: readonly Fact[]) => assessed([ncicEntry], [missing(learnedAt), ...facts]);
const toldVerdicts = (...facts: readonly Fact[]) =>
  told(...facts).map(assessment => verdictOf(assessment, yearLater)).map(({ verdict: code, reason }) => [code, reason]);

describe('a duty of police, for each report', () => {
  const [first, second] = [made(at(1)), made(at(5), { reportId: 'r2' })];
  it('there is none before a report, nor of one to NCMEC', () => expect(told(made(at(1), { recipient: 'ncmec' }))).toEqual([]));
  it('runs from each report, and is met by its own entry', () => {
    const both = told(first, second, entered(at(2)), entered(at(8), at(8), { reportId: 'r2' }));
    expect(both.map(({ opening, clock }) => [opening, clock.standing === 'runs' && clock.deadline])).toEqual([[first.eventId, at(3)], [second.eventId, at(7)]]);
    expect(toldVerdicts(first, second, entered(at(2)), entered(at(8), at(8), { reportId: 'r2' }))).toEqual([['on-time', null], ['late', null]]);
  });
  it('is not determinable when police did not say when, or nothing', () => {
    expect(toldVerdicts(first, entered(null, at(50)))).toEqual([['not-determinable', 'instant-missing']]);
    expect(toldVerdicts(first)).toEqual([['not-determinable', 'not-told']]);
  });
  it('takes the instant that is stated later', () => expect(toldVerdicts(first, entered(null, at(50)), entered(at(2)))).toEqual([['on-time', null]]));
  it('never began with a report that never arrived', () => expect(toldVerdicts(first, bounced(at(2)))).toEqual([['not-required', 'report-bounced']]));
  it('has begun when the report is now known to have been made', () => {
    const clock = (by: Instant, ...facts: readonly Fact[]) => assessed([ncicEntry], [missing(learnedAt), ...facts], by).map(each => each.clock);
    const sooner = [made(at(30)), restatedReport(at(20), 'recipient-record', at(90))];
    expect(clock(at(25), ...sooner)).toMatchObject([{ start: at(20), deadline: at(22) }]);
    expect(clock(at(19), ...sooner)).toEqual([]);
    expect(clock(at(25), made(at(20)), restatedReport(at(30), 'recipient-record', at(90)))).toEqual([]);
  });
  it('is no matter of a receipt', () => expect(told(first, acknowledged(at(2)))).toHaveLength(1));
});
