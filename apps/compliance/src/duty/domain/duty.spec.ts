import fc from 'fast-check';
import { instant, plusHours, plusMilliseconds, type Instant } from '#kernel';
import { addsNothingTwice, specFor } from '#testing';
import { acknowledge, nextTick, tick } from './alerts.js';
import { extendDuty, pauseDuty, resumeDuty, waiveDuty } from './duty-exceptions.js';
import { duties, end, open, recordDone, reinstate, reopen, restate, voidDuty, type Basis, type Duty, type DutyEvent, type Terms } from './duty.js';

const { given } = specFor<Duty, DutyEvent>(duties);
const clockStart = instant('2025-03-08T17:00:00-05:00');
const deadline = instant('2025-03-09T18:00:00-04:00'); // clocks went forward: 24 elapsed hours
const aMsLater = plusMilliseconds(deadline, 1);
const ids = { dutyId: 'd1', youthId: 'y1' };
const ALERTS = [{ level: 50, notify: 'caseworker' }, { level: 80, notify: 'supervisor' }, { level: 95, notify: 'compliance-officer' }];
const terms: Terms = {
  ...ids, ruleId: 'C2', ruleVersion: '2018-07-01', subjectKind: 'missing-episode', subjectId: 'e1', agency: 'US-MO', state: 'MO', county: 'MO county 5',
  recipient: 'police', clockStart, deadline, alerts: ALERTS, imported: false,
};
const opened: DutyEvent = { type: 'DutyOpened', data: terms, occurredAt: clockStart };
const watchFrom = plusHours(deadline, 24);
const imported: DutyEvent = { type: 'DutyOpened', data: { ...terms, alerts: [], imported: true, watchFrom }, occurredAt: clockStart };
const alert = (level: number, notify: string, dueAt: Instant): DutyEvent =>
  ({ type: 'DutyAlerted', data: { ...ids, level, dueAt, deadline, notify }, occurredAt: dueAt });
const alert50 = alert(50, 'caseworker', plusHours(clockStart, 12));
const alert80 = alert(80, 'supervisor', plusHours(clockStart, 19.2));
const alert95 = alert(95, 'compliance-officer', plusHours(clockStart, 22.8));
const breach = (detectedAt: Instant, isImported = false): DutyEvent =>
  ({ type: 'DutyBreached', data: { ...ids, deadline, detectedAt, imported: isImported, ...(isImported ? {} : { notify: 'compliance-officer' }) }, occurredAt: deadline });
const met = (metAt: Instant, onTime = true, reportId = 'r1'): DutyEvent =>
  ({ type: 'DutyMet', data: { ...ids, metAt, onTime, reportId }, occurredAt: metAt });
const done = { metAt: plusHours(clockStart, 3), reportId: 'r1' };
const at = (now: Instant) => (state: Duty) => tick(state, now);

describe('a duty', () => {
  it('is opened with its deadline', () => given().when(s => open(terms)(s, deadline)).then(opened));
  it('keeps its first deadline', () =>
    given(opened).when(s => open({ ...terms, deadline: plusHours(deadline, 9) })(s, deadline)).thenNothing());

  describe('whose time passes', () => {
    it('says nothing before half of it', () => given(opened).when(at(plusMilliseconds(plusHours(clockStart, 12), -1))).thenNothing());
    it('warns at half of it', () => given(opened).when(at(plusHours(clockStart, 12))).then(alert50));
    it('warns once', () => given(opened, alert50).when(at(plusHours(clockStart, 13))).thenNothing());
    it('warns everyone who was not warned when the tick comes late', () =>
      given(opened, alert50).when(at(plusHours(clockStart, 23))).then(alert80, alert95));
    it('is not breached at the deadline', () => given(opened, alert50, alert80, alert95).when(at(deadline)).thenNothing());
    it('is breached a millisecond after', () => given(opened, alert50, alert80, alert95).when(at(aMsLater)).then(breach(aMsLater)));
    it('is breached without warnings when nobody ticked before', () => given(opened).when(at(aMsLater)).then(breach(aMsLater)));
    it('is breached once', () => given(opened, breach(aMsLater)).when(at(plusHours(deadline, 1))).thenNothing());
    it('says nothing of what was never opened', () => given().when(at(aMsLater)).thenNothing());
    it('raises no warning for imported history, and marks its breach once the import had a day to bring the report', () => {
      given().when(s => open({ ...terms, alerts: [], imported: true })(s, deadline)).then(imported);
      given(imported).when(at(plusHours(clockStart, 23))).thenNothing();
      given(imported).when(at(aMsLater)).thenNothing();
      given(imported).when(at(plusMilliseconds(watchFrom, -1))).thenNothing();
      given(imported).when(at(watchFrom)).then(breach(watchFrom, true));
      expect(nextTick(given(imported).state())).toBe(watchFrom);
    });
    it('raises nothing where the rule does not bind, or gives no number', () => {
      for (const silent of [{ ...terms, alerts: [], binding: false }, { ...terms, alerts: [], deadline: null }]) {
        given({ type: 'DutyOpened', data: silent }).when(at(plusHours(deadline, 999))).thenNothing();
        expect(nextTick(given({ type: 'DutyOpened', data: silent }).state())).toBeNull();
      }
      given({ type: 'DutyOpened', data: { ...terms, deadline: null } }).when(s => recordDone(done)(s, deadline)).then(met(done.metAt));
    });
  });

  describe('whose report is known', () => {
    it('is met at the instant of the report', () => given(opened).when(s => recordDone(done)(s, deadline)).then(met(done.metAt)));
    it('is met in time at the deadline', () =>
      given(opened).when(s => recordDone({ ...done, metAt: deadline })(s, deadline)).then(met(deadline)));
    it('is met late a millisecond after', () =>
      given(opened, breach(aMsLater)).when(s => recordDone({ ...done, metAt: aMsLater })(s, aMsLater)).then(met(aMsLater, false)));
    it('is met in time although that is known only after the breach', () =>
      given(opened, breach(aMsLater)).when(s => recordDone(done)(s, aMsLater)).then(met(done.metAt)));
    it('is met once', () => given(opened, met(done.metAt)).when(s => recordDone(done)(s, deadline)).thenNothing());
    it('takes another instant when an earlier report comes to light', () =>
      given(opened, met(done.metAt)).when(s => recordDone({ metAt: clockStart, reportId: 'r2' })(s, deadline)).then(met(clockStart, true, 'r2')));
    it('ticks no more', () => given(opened, met(done.metAt)).when(at(aMsLater)).thenNothing());
  });

  describe('whose report fails', () => {
    const reopened: DutyEvent = { type: 'DutyReopened', data: { ...ids, reason: 'report-bounced' } };
    it('is open again', () => given(opened, met(done.metAt)).when(s => reopen('report-bounced')(s, deadline)).then(reopened));
    it('is breached at its old deadline', () =>
      given(opened, met(done.metAt), reopened).when(at(aMsLater)).then(breach(aMsLater)));
    it('is not breached a second time', () =>
      given(opened, breach(aMsLater), met(done.metAt), reopened).when(at(plusHours(deadline, 1))).thenNothing());
    it('stays open when it was open', () => given(opened).when(s => reopen('report-bounced')(s, deadline)).thenNothing());
  });

  it('is void when what opened it is withdrawn, whatever its state, and ticks no more', () => {
    const voided: DutyEvent = { type: 'DutyVoided', data: { ...ids, reason: 'duplicate' } };
    given(opened, met(done.metAt)).when(s => voidDuty('duplicate')(s, deadline)).then(voided);
    given(opened, voided).when(s => voidDuty('duplicate')(s, deadline)).thenNothing();
    given(opened, voided).when(at(aMsLater)).thenNothing();
    given().when(s => voidDuty('duplicate')(s, deadline)).thenNothing();
  });
  it('ends when its rule says so, unless it was met', () => {
    given(opened).when(s => end(done.metAt, 'ChildLocated')(s, deadline))
      .then({ type: 'DutyEnded', data: { ...ids, endedAt: done.metAt, by: 'ChildLocated' }, occurredAt: done.metAt });
    given(opened, met(done.metAt)).when(s => end(done.metAt, 'ChildLocated')(s, deadline)).thenNothing();
  });

  it('names its next tick', () => {
    expect(nextTick(given(opened).state())).toBe(plusHours(clockStart, 12));
    expect(nextTick(given(opened, alert50, alert80).state())).toBe(plusHours(clockStart, 22.8));
    expect(nextTick(given(opened, alert50, alert80, alert95).state())).toBe(aMsLater);
    expect(nextTick(given(opened, breach(aMsLater)).state())).toBeNull();
    expect(nextTick(given(opened, met(done.metAt)).state())).toBeNull();
  });
});

describe('a duty whose facts are corrected', () => {
  const names = { ...ids, subjectKind: 'missing-episode', subjectId: 'e1', ruleId: 'C2' } as const;
  const place = { ruleVersion: '2018-07-01', agency: 'US-MO', state: 'MO', county: 'MO county 5' };
  const basis = (hours: number): Basis => ({ ...place, clockStart: plusHours(clockStart, hours), deadline: plusHours(deadline, hours) });
  const restated = (hours: number): DutyEvent => ({ type: 'DutyRestated', data: { ...names, ...basis(hours), cause: 'learned-at' } });
  const reinstated: DutyEvent = { type: 'DutyReinstated', data: { ...names, ...basis(0), cause: 'birth-date' } };
  const voided: DutyEvent = { type: 'DutyVoided', data: { ...ids, reason: 'age:18-to-20' } };
  const state = (...past: readonly DutyEvent[]) => given(...past).state();

  it('takes the clock that is now known, once', () => {
    given(opened).when(s => restate(basis(-3), 'learned-at')(s, deadline)).then(restated(-3));
    given(opened, restated(-3)).when(s => restate(basis(-3), 'learned-at')(s, deadline)).thenNothing();
  });
  it('keeps a deadline that only an edited pack would move', () =>
    given(opened).when(s => restate({ ...basis(0), deadline: plusHours(deadline, 9) }, 'x')(s, deadline)).thenNothing());
  it('moves to another county with the child', () =>
    given(opened).when(s => restate({ ...basis(0), county: 'MO county 6' }, 'jurisdiction')(s, deadline))
      .then({ type: 'DutyRestated', data: { ...names, ...basis(0), county: 'MO county 6', cause: 'jurisdiction' } }));
  it('is breached again only when the corrected deadline was still to come', () => {
    given(opened, breach(aMsLater), restated(-3)).when(at(plusHours(deadline, 9))).thenNothing();
    const later = plusHours(deadline, 3);
    expect(nextTick(state(opened, breach(aMsLater), restated(3)))).toBe(plusHours(clockStart, 15)); // warned of anew
    const moved = ({ data, ...event }: DutyEvent) =>
      ({ ...event, data: { ...data, dueAt: plusHours(event.occurredAt!, 3), deadline: later }, occurredAt: plusHours(event.occurredAt!, 3) }) as DutyEvent;
    given(opened, breach(aMsLater), restated(3)).when(at(later)).then(...[alert50, alert80, alert95].map(moved));
  });
  it('is void while nobody owes it, and owed again from its original instant, its breach recorded once', () => {
    given(opened, breach(aMsLater), voided).when(s => reinstate(basis(0), 'birth-date')(s, deadline)).then(reinstated);
    given(opened, breach(aMsLater), voided, reinstated).when(at(plusHours(deadline, 1))).thenNothing();
    given(opened, voided, reinstated).when(at(aMsLater)).then(breach(aMsLater));
    given(opened).when(s => reinstate(basis(0), 'birth-date')(s, deadline)).thenNothing();
    given().when(s => reinstate(basis(0), 'birth-date')(s, deadline)).thenNothing();
  });
});

const moment = fc.integer({ min: -30, max: 60 * 24 * 3 }).map(minutes => plusMilliseconds(clockStart, minutes * 60_000));
const because = { authority: 'a court', reason: 'court-order' };
const basis = moment.map(start => ({ ruleVersion: '2018-07-01', agency: 'US-MO', state: 'MO', county: 'MO county 5', clockStart: start, deadline: plusHours(start, 24) }));
/** What a command would be refused is no event. */
const orNothing = (decide: (state: Duty, now: Instant) => readonly DutyEvent[]) => (state: Duty, now: Instant) => {
  try {
    return decide(state, now);
  } catch {
    return [];
  }
};
const decision = fc.oneof(
  moment.map(t => orNothing(pauseDuty(t, because))), moment.map(t => orNothing(resumeDuty(t, because))), moment.map(t => orNothing(extendDuty(t, because))),
  moment.map(t => orNothing(waiveDuty(t, because))), fc.constantFrom(50, 80, 95, 100).map(level => orNothing(acknowledge(level, 'compliance-officer'))),
  basis.map(each => restate(each, 'learned-at')), basis.map(each => reinstate(each, 'birth-date')),
  moment.map(metAt => recordDone({ metAt, reportId: 'r1' })), fc.constant(open(terms)), fc.constant(tick), fc.constant(reopen('report-bounced')),
  fc.constant(voidDuty('duplicate')), moment.map(endedAt => end(endedAt, 'ChildLocated')));
const history = fc.array(fc.tuple(decision, moment), { maxLength: 12 }).map(steps =>
  steps.reduce<DutyEvent[]>((past, [decide, now]) => [...past, ...decide(past.reduce(duties.evolve, duties.initial), now)], []));

describe('whatever happened before', () => {
  it('any decision run twice adds nothing', () =>
    fc.assert(fc.property(history, decision, moment, (past, decide, now) => addsNothingTwice(duties, past, decide, now))));
  it('a breach is recorded at most once of each deadline', () =>
    fc.assert(fc.property(history, past => {
      const deadlines = past.flatMap(event => (event.type === 'DutyBreached' ? [event.data.deadline] : []));
      expect(new Set(deadlines).size).toBe(deadlines.length);
    })));
  it('a tick before the next tick says nothing, and one at it does', () =>
    fc.assert(fc.property(history, past => {
      const state = past.reduce(duties.evolve, duties.initial);
      const next = nextTick(state);
      if (!next) return;
      expect(tick(state, plusMilliseconds(next, -1))).toEqual([]);
      expect(tick(state, next)).not.toEqual([]);
    })));
});
