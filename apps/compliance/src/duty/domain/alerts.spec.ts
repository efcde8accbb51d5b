import { instant, plusHours, plusMilliseconds, type Instant } from '#kernel';
import { specFor } from '#testing';
import { acknowledge, nextTick, pendingAlerts, tick } from './alerts.js';
import { duties, type Duty, type DutyEvent, type Terms } from './duty.js';

const { given } = specFor<Duty, DutyEvent>(duties);
const clockStart = instant('2026-03-02T15:00:00Z');
const deadline = plusHours(clockStart, 24);
const aMsLater = plusMilliseconds(deadline, 1);
const watchFrom = plusHours(deadline, 24);
const ids = { dutyId: 'd1', youthId: 'y1' };
const terms: Terms = {
  ...ids, ruleId: 'C2', ruleVersion: '2018-07-01', subjectKind: 'missing-episode', subjectId: 'e1', agency: 'US-MO', state: 'MO', county: 'MO county 5',
  recipient: 'police', clockStart, deadline, imported: false,
  alerts: [{ level: 50, notify: 'caseworker' }, { level: 80, notify: 'supervisor' }, { level: 95, notify: 'compliance-officer' }],
};
const opened: DutyEvent = { type: 'DutyOpened', data: terms, occurredAt: clockStart };
const imported: DutyEvent = { type: 'DutyOpened', data: { ...terms, alerts: [], imported: true, watchFrom }, occurredAt: clockStart };
const dueAt = plusHours(clockStart, 12);
const alert50: DutyEvent = { type: 'DutyAlerted', data: { ...ids, level: 50, dueAt, deadline, notify: 'caseworker' }, occurredAt: dueAt };
const breach = (detectedAt: Instant, isImported = false): DutyEvent => ({
  type: 'DutyBreached', data: { ...ids, deadline, detectedAt, imported: isImported, ...(isImported ? {} : { notify: 'compliance-officer' }) }, occurredAt: deadline,
});
const metAt = plusHours(clockStart, 3);
const met: DutyEvent = { type: 'DutyMet', data: { ...ids, metAt, onTime: true, reportId: 'r1' }, occurredAt: metAt };
const at = (now: Instant) => (state: Duty) => tick(state, now);

describe('an alert', () => {
  const raised = [opened, alert50];
  it('names the next recipient until somebody takes it on', () => {
    expect(pendingAlerts(given(...raised).state())).toMatchObject([{ level: 50, notify: 'caseworker' }]);
    expect(pendingAlerts(given(...raised, breach(aMsLater)).state())).toMatchObject([{ level: 50 }, { level: 100, notify: 'compliance-officer' }]);
    expect(pendingAlerts(given().state())).toEqual([]);
    expect(pendingAlerts(given(...raised, met).state())).toEqual([]);
    expect(pendingAlerts(given(imported, breach(watchFrom, true)).state())).toEqual([]);
  });
  it('is acknowledged once, and stops the ladder until the deadline', () => {
    const now = plusHours(clockStart, 13);
    const taken: DutyEvent = {
      type: 'AlertAcknowledged', data: { ...ids, subjectKind: 'missing-episode', subjectId: 'e1', ruleId: 'C2', level: 50, acknowledgedAt: now },
    };
    given(...raised).when(s => acknowledge(50, 'caseworker')(s, now)).then(taken);
    given(...raised, taken).when(s => acknowledge(50, 'caseworker')(s, now)).thenNothing();
    given(...raised, taken).when(at(deadline)).thenNothing();
    given(...raised, taken).when(at(aMsLater)).then(breach(aMsLater));
    expect(nextTick(given(...raised, taken).state())).toBe(aMsLater);
    expect(pendingAlerts(given(...raised, taken).state())).toEqual([]);
    expect(pendingAlerts(given(...raised, taken, breach(aMsLater)).state())).toMatchObject([{ level: 100 }]);
  });
  it.each([
    [50, ['caseworker', 'supervisor', 'compliance-officer'], ['police-liaison']],
    [80, ['supervisor', 'compliance-officer'], ['caseworker']],
    [100, ['compliance-officer'], ['caseworker', 'supervisor', 'police-liaison']],
  ] as const)('of %i per cent is taken on by whom it names or by one above', (level, may, mayNot) => {
    const alert80: DutyEvent = { type: 'DutyAlerted', data: { ...ids, level: 80, dueAt: plusHours(clockStart, 19.2), deadline, notify: 'supervisor' }, occurredAt: dueAt };
    const past = [...raised, alert80, ...(level === 100 ? [breach(aMsLater)] : [])];
    for (const role of may) expect(acknowledge(level, role)(given(...past).state(), aMsLater)).toMatchObject([{ type: 'AlertAcknowledged', data: { level } }]);
    for (const role of mayNot) given(...past).when(s => acknowledge(level, role)(s, aMsLater)).thenRejected('alert-of-another-role');
  });
  it('that was not raised cannot be acknowledged', () => {
    given(...raised).when(s => acknowledge(80, 'supervisor')(s, deadline)).thenRejected('alert-not-raised');
    given(...raised).when(s => acknowledge(100, 'compliance-officer')(s, deadline)).thenRejected('alert-not-raised');
    given(...raised, met).when(s => acknowledge(50, 'caseworker')(s, deadline)).thenRejected('duty-not-open');
    given().when(s => acknowledge(50, 'caseworker')(s, deadline)).thenRejected('unknown-duty');
  });
});
