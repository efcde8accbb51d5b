import { instant, plusHours, type Instant } from '#kernel';
import { assess } from './assess.js';
import { duties, type Duty, type DutyEvent } from './duty.js';
import { resumeDuty } from './duty-exceptions.js';
import type { Fact } from './fact.js';
import { settle } from './settle.js';
import { EPISODE, fact, made, missing, restated, rule, YOUTH } from './spec-kit.js';
import { verdictOf } from './verdict.js';

const learnedAt = instant('2026-03-02T15:00:00Z');
const at = (hours: number) => plusHours(learnedAt, hours);
const yearLater = at(24 * 365);

const one = (facts: readonly Fact[], asOf: Instant = yearLater) => assess([rule], facts, { asOf, asKnownAt: null })[0]!;
const verdict = (facts: readonly Fact[], asOf: Instant = yearLater) => {
  const { verdict: code, reason } = verdictOf(one(facts, asOf), asOf);
  return [code, reason];
};

const because = { authority: 'a court', reason: 'court-order' };
const excepting = { dutyId: 'd1', youthId: YOUTH, subjectKind: 'missing-episode', subjectId: EPISODE, ruleId: 'C2', ...because } as const;
const pausedAt = (hours: number) => fact('DutyPaused', { ...excepting, pausedAt: at(hours) }, { occurredAt: at(hours) });
const resumedAt = (hours: number) => fact('DutyResumed', { ...excepting, resumedAt: at(hours) }, { occurredAt: at(hours) });
const [paused, resumed] = [pausedAt(10), resumedAt(16)];

describe('exceptions', () => {
  const extended = fact('DutyExtended', { ...excepting, deadline: at(72) }, { occurredAt: at(20) });
  const waived = fact('DutyWaived', { ...excepting, waivedAt: at(20) }, { occurredAt: at(20) });
  const under = (...facts: readonly Fact[]) => verdict([missing(learnedAt), ...facts]);

  it('move the deadline of the verdict too', () => {
    expect(under(paused)).toEqual(['open', 'paused:a court']);
    expect(under(paused, resumed, made(at(30)))).toEqual(['on-time', null]);
    expect(under(paused, resumed, made(at(30.01)))).toEqual(['late', null]);
    expect(under(extended, made(at(72)))).toEqual(['on-time', null]);
    expect(under(waived)).toEqual(['not-required', 'waived:a court']);
    expect(under(waived, made(at(1)))).toEqual(['on-time', null]);
    expect(under(fact('DutyWaived', { ...excepting, ruleId: 'C3', waivedAt: at(20) }, { occurredAt: at(20) }))).toEqual(['never', null]);
  });
  it('undo no miss: what was excused after the deadline stays late or never, and shows who excused it', () => {
    const waivedAt = (hours: number) => fact('DutyWaived', { ...excepting, waivedAt: at(hours) }, { occurredAt: at(hours) });
    expect(under(waivedAt(24))).toEqual(['not-required', 'waived:a court']);
    expect(under(waivedAt(24.001))).toEqual(['never', null]);
    expect(under(made(at(30)), waivedAt(31))).toEqual(['late', null]);
    expect(under(waivedAt(31), made(at(32)), waivedAt(23))).toEqual(['not-required', 'waived:a court']);
    const assessment = one([missing(learnedAt), waivedAt(720)]);
    expect(assessment.excuse).toMatchObject({ by: 'waived', authority: 'a court', inTime: false });
    expect(verdictOf(assessment, yearLater).flags).toEqual(['waived']);
    expect(under(fact('DutyExtended', { ...excepting, deadline: at(72) }, { occurredAt: at(25) }), made(at(30)))).toEqual(['late', null]);
  });
  it('are shown', () => {
    const assessment = one([missing(learnedAt), paused, resumed, extended]);
    expect(assessment.exceptions.map(({ type }) => type)).toEqual(['DutyPaused', 'DutyResumed', 'DutyExtended']);
    expect(verdictOf(assessment, yearLater).flags).toEqual(['paused', 'extended']);
  });
  it('count from when they were made', () => expect(verdict([missing(learnedAt), extended], at(19))).toEqual(['open', null]));
});

describe('a clock that was stopped, and began at another time than was thought', () => {
  const learned = (hours: number, knownAt = at(17)) => restated(at(hours), { cause: 'learned-at' }, knownAt);

  it('was not stopped where it had run out by then', () => {
    expect(one([missing(learnedAt), paused, learned(-48)]).clock).toMatchObject({ deadline: at(-24), paused: null });
    expect(verdict([missing(learnedAt), paused, learned(-48)])).toEqual(['never', null]);
    expect(verdict([missing(learnedAt), made(at(-20)), paused, resumed, learned(-48)])).toEqual(['late', null]);
    expect(verdict([missing(learnedAt), made(at(-24)), paused, resumed, learned(-48)])).toEqual(['on-time', null]);
  });
  it('was stopped at its very deadline', () => {
    expect(one([missing(learnedAt), paused, resumed, learned(-14)]).clock).toMatchObject({ deadline: at(16) });
    expect(one([missing(learnedAt), paused, resumed, learned(-14.001)]).clock).toMatchObject({ deadline: at(9.999) });
  });
  it('ran out before the second stop, and not before the first', () =>
    expect(one([missing(learnedAt), paused, resumed, pausedAt(26), resumedAt(30), learned(-5)]).clock).toMatchObject({ deadline: at(25) }));
  it('was not extended where it had run out by then', () =>
    expect(verdict([missing(learnedAt), fact('DutyExtended', { ...excepting, deadline: at(72) }, { occurredAt: at(20) }), made(at(30)), learned(-48)])).toEqual(['late', null]));
  it('stood still only from when it began', () => {
    expect(one([missing(learnedAt), paused, resumed, learned(12)]).clock).toMatchObject({ deadline: at(40) });
    expect(one([missing(learnedAt), paused, resumed, learned(16)]).clock).toMatchObject({ deadline: at(40) });
    expect(one([missing(learnedAt), paused, resumed, learned(20, at(21))]).clock).toMatchObject({ deadline: at(44) });
    expect(one([missing(learnedAt), paused, learned(12)]).clock).toMatchObject({ deadline: null, paused: { at: at(10) } });
  });
  it('is in the duty as in the verdict', () => {
    const events = [
      settle('d1', one([missing(learnedAt)]))(duties.initial, at(1)), [paused, resumed] as unknown as DutyEvent[],
    ].flat();
    const before = events.reduce<Duty>(duties.evolve, duties.initial);
    const after = settle('d1', one([missing(learnedAt), made(at(-20)), paused, resumed, learned(-48)]))(before, at(18));
    expect(after.map(({ type, data }) => [type, 'onTime' in data && data.onTime])).toEqual([['DutyRestated', false], ['DutyMet', false]]);
  });
});

it('a duty met while its clock stood still is late, once it is told that the clock ran on before', () => {
  const [stopped, told] = [pausedAt(1), made(at(60))];
  const opened = settle('d1', one([missing(learnedAt)]))(duties.initial, at(1));
  const met = settle('d1', one([missing(learnedAt), stopped, told]))([...opened, stopped as unknown as DutyEvent].reduce<Duty>(duties.evolve, duties.initial), at(61));
  expect(met).toMatchObject([{ type: 'DutyMet', data: { onTime: true } }]);
  const state = [...opened, stopped as unknown as DutyEvent, ...met].reduce<Duty>(duties.evolve, duties.initial);
  const lifted = resumeDuty(at(2), because)(state, at(62));
  expect(lifted).toMatchObject([{ type: 'DutyResumed', data: { resumedAt: at(2) } }]);
  const all = [missing(learnedAt), stopped, told, resumedAt(2)];
  expect(verdict(all)).toEqual(['late', null]);
  expect(settle('d1', one(all))(lifted.reduce(duties.evolve, state), at(63))).toMatchObject([{ type: 'DutyMet', data: { metAt: at(60), onTime: false } }]);
});
