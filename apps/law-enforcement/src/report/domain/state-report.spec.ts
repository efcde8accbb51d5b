import { instant, personal, plusHours, type Instant } from '#kernel';
import { addsNothingTwice, specFor } from '#testing';
import { refuseReport, type Subject } from './report-decisions.js';
import { PACKET_ELEMENTS, reports, type ReportEvent } from './report.js';
import { keepStateReport, type StateReport } from './state-report.js';

const { given } = specFor(reports);
const lastSeenAt = instant('2026-03-07T17:00:00-05:00');
const madeAt = plusHours(lastSeenAt, 3);
const later = plusHours(madeAt, 1);
const now = plusHours(madeAt, 5);

const place = { agency: 'US-MO', state: 'MO', county: 'MO county 5' } as const;
const subject: Subject = { kind: 'missing-episode', id: 'e1', youthId: 'y1', ...place, lastSeenAt, withdrawn: false };
const identity = { reportId: 'r1', youthId: 'y1', subjectKind: 'missing-episode', subjectId: 'e1', agency: 'US-MO', recipient: 'police' } as const;
const report: StateReport = {
  reportId: 'r1', subject, recipient: 'police', madeAt, channel: 'system-to-system', receipt: { caseNumber: 'MOPD-1' }, acknowledgedAt: later,
};
const missingElements = [...PACKET_ELEMENTS];
const drafted: ReportEvent = { type: 'ReportDrafted', data: { ...identity, state: 'MO', county: 'MO county 5', lastSeenAt, missingElements } };
const made: ReportEvent =
  { type: 'ReportMade', data: { ...identity, madeAt, channel: 'system-to-system', madeBy: 'state-system', missingElements }, occurredAt: madeAt };
const acknowledged = (caseNumber: string): ReportEvent =>
  ({ type: 'ReportAcknowledged', data: { ...identity, acknowledgedAt: later, receipt: personal({ caseNumber }) }, occurredAt: later });

describe('a report the state made itself', () => {
  it('is drafted, made and acknowledged at once', () => given().when(state => keepStateReport(report)(state, now)).then(drafted, made, acknowledged('MOPD-1')));
  it('is made without a receipt', () => given().when(state => keepStateReport({ ...report, receipt: undefined })(state, now)).then(drafted, made));
  it('is kept where the episode was withdrawn since', () =>
    given().when(state => keepStateReport({ ...report, subject: { ...subject, withdrawn: true } })(state, now)).then(drafted, made, acknowledged('MOPD-1')));
  it('takes a receipt that follows, and says where two contradict each other', () => {
    given(drafted, made).when(state => keepStateReport(report)(state, now)).then(acknowledged('MOPD-1'));
    given(drafted, made, acknowledged('MOPD-2')).when(state => keepStateReport(report)(state, now)).then(acknowledged('MOPD-1'), { type: 'ReceiptsFoundToDiffer', data: identity });
  });
  it.each<[string, ReportEvent]>([
    ['refused', { type: 'ReportRefused', data: { ...identity, refusedAt: later, reason: 'told-to-wait' }, occurredAt: later }],
    ['bounced', { type: 'ReportBounced', data: { ...identity, bouncedAt: later }, occurredAt: later }],
    ['made after its receipt', { type: 'ReportCorrected', data: { ...identity, madeAt: now, reason: 'clerical-error' }, occurredAt: now }],
  ])('has its receipt kept where it was recorded here since that it was %s', (_, since) => {
    given(drafted, made, since).when(state => keepStateReport(report)(state, now)).then(acknowledged('MOPD-1'));
    addsNothingTwice(reports, [drafted, made, since], keepStateReport(report), now);
  });
  it('may be refused again when it was made again, whatever receipt came for the first call', () => {
    const again: ReportEvent = { ...made, data: { ...made.data, madeAt: later, channel: 'telephone', madeBy: 'agency' }, occurredAt: later } as ReportEvent;
    const refused = (refusedAt: Instant): ReportEvent => ({ type: 'ReportRefused', data: { ...identity, refusedAt, reason: 'told-to-wait' }, occurredAt: refusedAt });
    given(drafted, made, refused(later), acknowledged('MOPD-1'), again)
      .when(state => refuseReport({ refusedAt: now, reason: 'told-to-wait' })(state, now)).then(refused(now));
    given(drafted, made, acknowledged('MOPD-1'))
      .when(state => refuseReport({ refusedAt: now, reason: 'told-to-wait' })(state, now)).thenRejected('already-acknowledged');
  });
  it('is refused what any report is refused', () =>
    given().when(state => keepStateReport({ ...report, madeAt: plusHours(now, 1) })(state, now)).thenRejected('made-in-the-future'));
  it('twice adds nothing', () => addsNothingTwice(reports, [], keepStateReport(report), now));
});
