import { instant, plusHours } from '#kernel';
import { assess, type Assessment } from './assess.js';
import { duties, type Duty, type DutyEvent } from './duty.js';
import type { Fact } from './fact.js';
import type { Rule } from './rule.js';
import { settle } from './settle.js';
import { EPISODE, entered, fact, made, missing, ncicEntry, restated, rule, YOUTH } from './spec-kit.js';
import { verdictOf } from './verdict.js';

const OTHER = '2c6e3ebf-7cad-4f2a-9f8e-3b7c5d9e4f32';
const learnedAt = instant('2026-03-02T15:00:00Z');
const at = (hours: number) => plusHours(learnedAt, hours);

const both = { episodeId: EPISODE, youthId: YOUTH, mergedEpisodeId: OTHER };
const merged = (knownAt = at(50), sameObligor = true) => fact('EpisodesMerged', { ...both, sameObligor }, { occurredAt: knownAt });
const parted = (knownAt = at(60)) => fact('EpisodesUnmerged', { ...both, reason: 'wrong-youth' }, { occurredAt: knownAt });
/** The same, recorded with the other episode. */
const theirs = (one: Fact): Fact => {
  const ids = { ...('episodeId' in one.data ? { episodeId: OTHER } : {}), ...('subjectId' in one.data ? { subjectId: OTHER } : {}) };
  return { ...one, data: { ...one.data, ...ids }, eventId: `their ${one.eventId}`, recordedWith: OTHER } as Fact;
};
const inOrder = (...facts: readonly Fact[]) => [...facts].sort((a, b) => (a.knownAt < b.knownAt ? -1 : 1));
const own = missing(learnedAt);
const twin = theirs(missing(at(2)));
const early = theirs(missing(at(-10)));

const assessed = (rules: readonly Rule[], ...facts: readonly Fact[]) => assess(rules, inOrder(...facts), { asOf: at(999), asKnownAt: null });
const verdict = (...facts: readonly Fact[]) => {
  const [found] = assessed([rule], ...facts);
  const { verdict: code, reason } = verdictOf(found!, at(999));
  return [code, found!.clock.standing === 'runs' ? found!.clock.start : reason];
};

describe('an episode that leads another of the same obligor', () => {
  const report = theirs(made(at(20)));

  it('is told of where the other was, while they are merged', () => {
    expect(verdict(own, twin, report)).toEqual(['never', learnedAt]);
    expect(verdict(own, twin, report, merged())).toEqual(['on-time', learnedAt]);
    expect(verdict(own, twin, report, merged(), parted())).toEqual(['never', learnedAt]);
    expect(verdict(own, twin, report, merged(), parted(), merged(at(70)))).toEqual(['on-time', learnedAt]);
  });
  it('has its clock from the first of both: a merger hides no lateness', () => {
    expect(verdict(own, early, made(at(20)))).toEqual(['on-time', learnedAt]);
    expect(verdict(own, early, made(at(20)), merged())).toEqual(['late', at(-10)]);
    expect(verdict(own, early, report, merged())).toEqual(['late', at(-10)]);
  });
  it('takes the other as that was corrected', () =>
    expect(verdict(own, early, theirs(restated(at(1), { cause: 'learned-at' }, at(30))), made(at(20)), merged())).toEqual(['on-time', learnedAt]));
  it('takes whereabouts that were lost as the other\'s own corrections have them', () => {
    const away = theirs(missing(at(-20), { category: 'absent-whereabouts-known' }));
    const lost = theirs(fact('WhereaboutsLost', { episodeId: EPISODE, youthId: YOUTH, learnedAt: at(-10) }, { occurredAt: at(-10) }));
    const put = (hours: number) => restated(at(hours), { category: 'whereabouts-unknown', cause: 'learned-at' }, at(30));
    expect(verdict(own, away, lost, merged())).toEqual(['never', at(-10)]);
    expect(verdict(own, away, lost, theirs(put(-6)), merged())).toEqual(['never', at(-6)]);
    expect(verdict(own, away, lost, put(2), merged())).toEqual(['never', at(-10)]);
  });
  it('takes nothing of one that was recorded in error, and stands', () =>
    expect(verdict(own, early, report, merged(), theirs(fact('EpisodeRecordedInError', { episodeId: OTHER, youthId: YOUTH, reason: 'wrong-youth' }, { occurredAt: at(70) }))))
      .toEqual(['never', learnedAt]));
  it('is not excused by what excused the other', () => {
    const waived = theirs(fact('DutyWaived', {
      dutyId: 'd', youthId: YOUTH, ruleId: 'C2', subjectKind: 'missing-episode', subjectId: OTHER,
      agency: 'US-MO', state: 'MO', county: 'MO county 5', obligor: 'title-iv-e-agency', authority: 'Order 1', reason: 'r', waivedAt: at(1),
    } as never, { occurredAt: at(1) }));
    expect(verdict(own, twin, waived, merged())[0]).toBe('never');
  });
  it('of another obligor has what its own agency did, and no more', () => {
    const elsewhere = theirs(missing(at(-10), { agency: 'US-GA' }));
    expect(verdict(own, elsewhere, theirs(made(at(20), { agency: 'US-GA' })), merged(at(50), false))).toEqual(['never', learnedAt]);
    expect(verdict(own, elsewhere, made(at(20)), merged(at(50), false))).toEqual(['on-time', learnedAt]);
  });
  it('has what police owe for the other\'s report, each for itself', () => {
    const facts = [own, twin, made(at(5)), report, theirs(entered(at(21)))];
    const found = (...more: readonly Fact[]) => assessed([ncicEntry], ...facts, ...more).map(one => [one.opening, verdictOf(one, at(999)).verdict]);
    expect(found()).toEqual([[made(at(5)).eventId, 'not-determinable']]);
    expect(found(merged())).toEqual(expect.arrayContaining([[report.eventId, 'on-time']]));
    expect(found(merged())).toHaveLength(2);
    const later = theirs(made(at(65), { reportId: 'r2' }));
    expect(found(merged(), parted(), later)).toEqual(expect.arrayContaining([[report.eventId, 'not-required']]));
    expect(found(merged(), parted(), later)).toHaveLength(2); // what the other is told after that was never this one's
    expect(found(merged(), parted(), merged(at(70)), later)).toHaveLength(3);
  });
});

describe('two records of which one is corrected to another agency', () => {
  const there = { agency: 'US-GA', state: 'GA', county: 'GA county 1', cause: 'jurisdiction' } as const;
  const moved = restated(learnedAt, there, at(60));
  const intoOther = fact('EpisodesMerged', { episodeId: OTHER, youthId: YOUTH, mergedEpisodeId: EPISODE, sameObligor: true }, { occurredAt: at(50) });
  const wasTwo = fact('EpisodesMerged', { episodeId: OTHER, youthId: YOUTH, mergedEpisodeId: EPISODE, sameObligor: false }, { occurredAt: at(50) });

  it('are two obligors\' from then on, each with its own duty', () => {
    expect(verdict(own, twin, intoOther)).toEqual(['not-required', 'void:merged']);
    expect(verdict(own, twin, intoOther, moved)).toEqual(['never', learnedAt]);
    expect(verdict(own, twin, intoOther, theirs(moved))).toEqual(['never', learnedAt]);
    expect(verdict(own, early, theirs(made(at(20))), merged(), theirs(moved))).toEqual(['never', learnedAt]);
  });
  it('are one obligor\'s from then on, who owes once', () => {
    const elsewhere = theirs(missing(at(2), { agency: 'US-GA', state: 'GA' }));
    expect(verdict(own, elsewhere, wasTwo)).toEqual(['never', learnedAt]);
    expect(verdict(own, elsewhere, wasTwo, moved)).toEqual(['not-required', 'void:merged']);
    const theirReport = theirs(made(at(20), { agency: 'US-GA' }));
    expect(verdict(own, elsewhere, theirReport, merged(at(50), false))).toEqual(['never', learnedAt]);
    expect(verdict(own, elsewhere, theirReport, merged(at(50), false), theirs(restated(at(2), { cause: 'jurisdiction' }, at(60))))).toEqual(['on-time', learnedAt]);
  });
  it('leave what the one recorded in error led to itself', () =>
    expect(verdict(own, twin, intoOther, theirs(fact('EpisodeRecordedInError', { episodeId: OTHER, youthId: YOUTH, reason: 'duplicate' }, { occurredAt: at(60) }))))
      .toEqual(['never', learnedAt]));
});

it('what police owed for the other\'s report is void when they are parted, and owed again when they are not', () => {
  const facts = [own, twin, theirs(made(at(20))), merged()];
  const steps = [facts, [...facts, parted()], [...facts, parted(), merged(at(70))]];
  const events = steps.flatMap(step => assessed([ncicEntry], ...step)).reduce<DutyEvent[]>((past, assessment) =>
    [...past, ...settle('d4', assessment)(past.reduce<Duty>(duties.evolve, duties.initial), at(300))], []);
  expect(events.map(({ type, data }) => [type, 'reason' in data ? data.reason : 'cause' in data ? data.cause : null])).toEqual([
    ['DutyOpened', null], ['DutyVoided', 'other-record'], ['DutyReinstated', 'merged'],
  ]);
});

it('a duty follows the merger and the parting, each as its cause', () => {
  const standing = (...more: readonly Fact[]): Assessment => assessed([rule], own, early, ...more)[0]!;
  const events = [standing(), standing(merged()), standing(merged()), standing(merged(), parted())].reduce<DutyEvent[]>((past, assessment) =>
    [...past, ...settle('d1', assessment)(past.reduce<Duty>(duties.evolve, duties.initial), at(300))], []);
  expect(events.map(({ type, data }) => [type, 'cause' in data ? data.cause : null, 'deadline' in data ? data.deadline : null])).toEqual([
    ['DutyOpened', null, at(24)], ['DutyRestated', 'merged', at(14)], ['DutyRestated', 'unmerged', at(24)],
  ]);
});
