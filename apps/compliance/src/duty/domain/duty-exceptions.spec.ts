import { instant, plusHours, plusMilliseconds, type Instant } from '#kernel';
import { addsNothingTwice, specFor } from '#testing';
import { nextTick, tick } from './alerts.js';
import { extendDuty, pauseDuty, resumeDuty, waiveDuty } from './duty-exceptions.js';
import { clockOfDuty, duties, recordDone, reopen, type Duty, type DutyEvent, type KnownDuty, type Terms } from './duty.js';

const { given } = specFor<Duty, DutyEvent>(duties);
const start = instant('2026-03-02T15:00:00Z');
const deadline = plusHours(start, 24);
const because = { authority: 'Order of the juvenile court, 2 March 2026', reason: 'court-order' };
const names = { dutyId: 'd1', youthId: 'y1', subjectKind: 'missing-episode', subjectId: 'e1', ruleId: 'C2' } as const;
const terms: Terms = {
  ...names, ruleVersion: '2018-07-01', agency: 'US-MO', state: 'MO', county: 'MO county 5', recipient: 'police', clockStart: start, deadline, alerts: [], imported: false,
};
const opened: DutyEvent = { type: 'DutyOpened', data: terms, occurredAt: start };
const at = (hours: number) => plusHours(start, hours);
const paused = (hours: number): DutyEvent => ({ type: 'DutyPaused', data: { ...names, ...because, pausedAt: at(hours) }, occurredAt: at(hours) });
const resumed = (hours: number): DutyEvent => ({ type: 'DutyResumed', data: { ...names, ...because, resumedAt: at(hours) }, occurredAt: at(hours) });
const extended = (to: Instant): DutyEvent => ({ type: 'DutyExtended', data: { ...names, ...because, deadline: to }, occurredAt: at(20) });
const waived: DutyEvent = { type: 'DutyWaived', data: { ...names, ...because, waivedAt: at(3) }, occurredAt: at(3) };
const met: DutyEvent = { type: 'DutyMet', data: { dutyId: 'd1', youthId: 'y1', metAt: at(2), onTime: true, reportId: null }, occurredAt: at(2) };
const now = at(20);
const deadlineAfter = (...past: readonly DutyEvent[]) => clockOfDuty(given(opened, ...past).state() as KnownDuty).deadline;

describe('a clock that authority stops', () => {
  const pause = pauseDuty(at(10), because);
  it('stands still', () => {
    given(opened).when(s => pause(s, now)).then(paused(10));
    expect(nextTick(given(opened, paused(10)).state())).toBeNull();
    given(opened, paused(10)).when(s => tick(s, at(999))).thenNothing();
  });
  it('runs on later by as long as it stood, each time', () => {
    given(opened, paused(10)).when(s => resumeDuty(at(16), because)(s, now)).then(resumed(16));
    expect(deadlineAfter(paused(10), resumed(16))).toBe(plusHours(deadline, 6));
    expect(deadlineAfter(paused(10), resumed(16), paused(18), resumed(19))).toBe(plusHours(deadline, 7));
    expect(nextTick(given(opened, paused(10), resumed(16)).state())).toBe(plusMilliseconds(plusHours(deadline, 6), 1));
  });
  it('counts what is done meanwhile as in time', () =>
    given(opened, paused(10)).when(s => recordDone({ metAt: at(30), reportId: null })(s, at(31)))
      .then({ type: 'DutyMet', data: { dutyId: 'd1', youthId: 'y1', metAt: at(30), onTime: true, reportId: null }, occurredAt: at(30) }));
  it.each<[string, readonly DutyEvent[], number, Instant, string]>([
    ['twice', [paused(9)], 10, now, 'already-paused'],
    ['in the future', [], 20.001, now, 'paused-in-the-future'],
    ['before it ran', [], -0.001, now, 'paused-before-start'],
    ['once it has run out', [], 24.001, at(30), 'paused-after-deadline'],
    ['while it stood still already', [paused(9), resumed(12)], 10, now, 'paused-before-resumption'],
    ['when the duty is met', [met], 10, now, 'duty-not-open'],
  ])('cannot be stopped %s', (_, past, hours, moment, code) => given(opened, ...past).when(s => pauseDuty(at(hours), because)(s, moment)).thenRejected(code));
  it('may be stopped this moment, at its start and at its deadline', () => {
    given(opened).when(s => pauseDuty(now, because)(s, now)).then(paused(20));
    given(opened).when(s => pauseDuty(start, because)(s, now)).then(paused(0));
    given(opened).when(s => pauseDuty(deadline, because)(s, deadline)).then(paused(24));
  });
  it('cannot run on unless it stood, nor before it stopped, nor in the future', () => {
    given(opened).when(s => resumeDuty(at(16), because)(s, now)).thenRejected('not-paused');
    given(opened, paused(10)).when(s => resumeDuty(at(9), because)(s, now)).thenRejected('resumed-before-pause');
    given(opened, paused(10)).when(s => resumeDuty(at(21), because)(s, now)).thenRejected('resumed-in-the-future');
  });
  it('runs on also when the duty was met, or excused, meanwhile', () => {
    given(opened, paused(10), met).when(s => resumeDuty(at(16), because)(s, now)).then(resumed(16));
    given(opened, paused(10), waived).when(s => resumeDuty(at(16), because)(s, now)).then(resumed(16));
    given(opened, met).when(s => resumeDuty(at(16), because)(s, now)).thenRejected('not-paused');
    expect(given(opened, paused(10), met, resumed(16)).state()).toMatchObject({ status: 'met', done: { metAt: at(2) } });
  });
  it('needs a number', () =>
    given({ type: 'DutyOpened', data: { ...terms, deadline: null } }).when(s => pause(s, now)).thenRejected('duty-without-deadline'));
});

describe('a deadline that authority moves', () => {
  const to = plusHours(deadline, 48);
  it('is the new one, and the breach comes a millisecond after', () => {
    given(opened).when(s => extendDuty(to, because)(s, now)).then(extended(to));
    expect(deadlineAfter(extended(to))).toBe(to);
    given(opened, extended(to)).when(s => tick(s, to)).thenNothing();
    expect(nextTick(given(opened, extended(to)).state())).toBe(plusMilliseconds(to, 1));
  });
  it('is later than the one it replaces', () => {
    given(opened).when(s => extendDuty(deadline, because)(s, now)).thenRejected('extension-not-later');
    given(opened).when(s => extendDuty(plusMilliseconds(deadline, 1), because)(s, now)).then(extended(plusMilliseconds(deadline, 1)));
  });
  it('moves no more once it has passed', () => {
    given(opened).when(s => extendDuty(to, because)(s, plusMilliseconds(deadline, 1))).thenRejected('extended-after-deadline');
    given(opened).when(s => extendDuty(to, because)(s, deadline)).then({ ...extended(to), occurredAt: deadline } as DutyEvent);
  });
  it('is no deadline while the clock stands still', () => given(opened, paused(10)).when(s => extendDuty(to, because)(s, now)).thenRejected('already-paused'));
});

describe('a duty that authority waives', () => {
  const waive = waiveDuty(at(3), because);
  it('is excused, and warns no more', () => {
    given(opened).when(s => waive(s, now)).then(waived);
    expect(given(opened, waived).state().status).toBe('waived');
    expect(nextTick(given(opened, waived).state())).toBeNull();
    given(opened, paused(2)).when(s => waive(s, now)).then(waived);
    given(opened).when(s => waiveDuty(at(30), because)(s, at(30)))
      .then({ ...waived, data: { ...waived.data, waivedAt: at(30) }, occurredAt: at(30) } as DutyEvent);
  });
  it('stays excused when a report for it fails', () => {
    const reopened = reopen('report-bounced')(given(opened, waived, met).state(), now);
    expect(given(opened, waived, met, ...reopened).state().status).toBe('waived');
  });
  it('is owed', () => {
    given(opened, met).when(s => waive(s, now)).thenRejected('duty-not-open');
    given(opened, paused(2), met).when(s => waive(s, now)).thenRejected('duty-not-open');
    given(opened, met).when(s => extendDuty(plusHours(deadline, 1), because)(s, now)).thenRejected('duty-not-open');
    given(opened).when(s => waiveDuty(at(21), because)(s, now)).thenRejected('waived-in-the-future');
    given().when(s => waive(s, now)).thenRejected('unknown-duty');
  });
});

it.each([
  ['pause', [opened], pauseDuty(at(10), because)], ['resume', [opened, paused(10)], resumeDuty(at(12), because)],
  ['extend', [opened], extendDuty(at(99), because)], ['waive', [opened], waiveDuty(at(3), because)],
] as const)('to %s adds nothing twice', (_, past, decision) => addsNothingTwice(duties, past, decision, now));
