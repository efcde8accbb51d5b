import type { Receipt } from '#contracts';
import { instant, personal, plusHours, plusMilliseconds } from '#kernel';
import { addsNothingTwice, specFor } from '#testing';
import { acknowledgeReport } from './report-decisions.js';
import { reports, type ReportEvent } from './report.js';

const { given } = specFor(reports);
const lastSeenAt = instant('2026-03-07T17:00:00-05:00');
const madeAt = plusHours(lastSeenAt, 3);
const at = plusHours(madeAt, 1);
const now = plusHours(madeAt, 5);
const identity = { reportId: 'r1', youthId: 'y1', subjectKind: 'missing-episode', subjectId: 'e1', agency: 'US-MO', recipient: 'police' } as const;
const drafted: ReportEvent = { type: 'ReportDrafted', data: { ...identity, state: 'MO', county: 'MO county 5', lastSeenAt, missingElements: [] } };
const made: ReportEvent =
  { type: 'ReportMade', data: { ...identity, madeAt, channel: 'telephone', madeBy: 'agency', missingElements: [] }, occurredAt: madeAt };
const bounced: ReportEvent = { type: 'ReportBounced', data: { ...identity, bouncedAt: at }, occurredAt: at };
const given1: Receipt = { caseNumber: 'MOPD-1', officer: 'A. Officer' };
const kept = (receipt: Receipt, acknowledgedAt = at): ReportEvent =>
  ({ type: 'ReportAcknowledged', data: { ...identity, acknowledgedAt, receipt: personal(receipt) }, occurredAt: acknowledgedAt });
const differ: ReportEvent = { type: 'ReceiptsFoundToDiffer', data: identity };
const acknowledge = (receipt: Receipt, acknowledgedAt = at) => acknowledgeReport({ acknowledgedAt, receipt });

describe('a receipt', () => {
  it('is kept', () => given(drafted, made).when(s => acknowledge(given1)(s, now)).then(kept(given1)));
  it('is kept once', () => given(drafted, made, kept(given1)).when(s => acknowledge(given1)(s, now)).thenNothing());
  it('is kept beside one that says more', () =>
    given(drafted, made, kept(given1)).when(s => acknowledge({ caseNumber: 'MOPD-1', ori: 'MO0010000' })(s, now))
      .then(kept({ caseNumber: 'MOPD-1', ori: 'MO0010000' })));
  it('that differs is kept too, and flagged', () =>
    given(drafted, made, kept(given1)).when(s => acknowledge({ caseNumber: 'MOPD-2' })(s, now)).then(kept({ caseNumber: 'MOPD-2' }), differ));
  it('may come with the report', () => given(drafted, made).when(s => acknowledge(given1, madeAt)(s, now)).then(kept(given1, madeAt)));
  it('cannot come a millisecond before the report', () =>
    given(drafted, made).when(s => acknowledge(given1, plusMilliseconds(madeAt, -1))(s, now)).thenRejected('receipt-before-report'));
  it('cannot come before the child was last seen', () =>
    given(drafted, made).when(s => acknowledge(given1, plusMilliseconds(lastSeenAt, -1))(s, now)).thenRejected('receipt-before-last-seen'));
  it('cannot come a millisecond from now', () =>
    given(drafted, made).when(s => acknowledge(given1)(s, plusMilliseconds(at, -1))).thenRejected('receipt-in-the-future'));
  it('needs a report that was made', () => given(drafted).when(s => acknowledge(given1)(s, now)).thenRejected('report-not-made'));
  it('needs a report that arrived', () => given(drafted, made, bounced).when(s => acknowledge(given1)(s, now)).thenRejected('report-not-made'));
  it('needs a report', () => given().when(s => acknowledge(given1)(s, now)).thenRejected('unknown-report'));
  it('is never compared with one that was erased', () => {
    const erased = { ...kept(given1), data: { ...kept(given1).data, receipt: { erased: true } } } as ReportEvent;
    given(drafted, made, erased).when(s => acknowledge({ caseNumber: 'MOPD-2' })(s, now)).then(kept({ caseNumber: 'MOPD-2' }));
  });
  it.each([[[drafted, made]], [[drafted, made, kept({ caseNumber: 'MOPD-2' })]]])('adds nothing twice', past =>
    addsNothingTwice(reports, past, acknowledge(given1), now));
});
