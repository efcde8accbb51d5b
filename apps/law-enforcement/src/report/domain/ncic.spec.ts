import { instant, personal, plusHours, plusMilliseconds, type Instant } from '#kernel';
import { addsNothingTwice, specFor } from '#testing';
import { cancelNcicEntry, enterInNcic, recordNcmecTold, verifyNcicEntry, type Entry } from './ncic-decisions.js';
import { bounceReport, correctReport, refuseReport } from './report-decisions.js';
import { reports, type ReportEvent } from './report.js';

const { given } = specFor(reports);
const madeAt = instant('2026-03-08T01:30:00-05:00');
const enteredAt = plusHours(madeAt, 2);
const locatedAt = plusHours(madeAt, 40);
const now = plusHours(madeAt, 800);
const aMsBefore = (at: Instant) => plusMilliseconds(at, -1);
const aMsAfter = (at: Instant) => plusMilliseconds(at, 1);

const identity = { reportId: 'r1', youthId: 'y1', subjectKind: 'missing-episode', subjectId: 'e1', agency: 'US-MO', recipient: 'police' } as const;
const drafted: ReportEvent =
  { type: 'ReportDrafted', data: { ...identity, state: 'MO', county: 'MO county 5', lastSeenAt: plusHours(madeAt, -3), missingElements: [] } };
const made: ReportEvent =
  { type: 'ReportMade', data: { ...identity, madeAt, channel: 'telephone', madeBy: 'agency', missingElements: [] }, occurredAt: madeAt };
const told: Entry = { enteredAt, category: 'EME', nicNumber: 'M123456789' };
const untold: Entry = { enteredAt: null, category: 'EME', nicNumber: null };
const event = ({ enteredAt: at, category, nicNumber }: Entry): ReportEvent => ({
  type: 'NcicEntered', data: { ...identity, enteredAt: at, category, nicNumber: nicNumber === null ? null : personal(nicNumber) }, ...(at && { occurredAt: at }),
});
const entered = event(told);
const verification = { verifiedAt: plusHours(madeAt, 30 * 24), photoWithin180Days: true, medicalAndDental: false };
const verified: ReportEvent = { type: 'NcicVerified', data: { ...identity, ...verification }, occurredAt: verification.verifiedAt };
const cancelled = (at: Instant, reason?: 'entered-in-error'): ReportEvent =>
  ({ type: 'NcicCancelled', data: { ...identity, cancelledAt: at, ...(reason && { reason }) }, occurredAt: at });
const toNcmec = [drafted, made].map(past => ({ ...past, data: { ...past.data, recipient: 'ncmec' } }) as ReportEvent);
const ofVictim = [drafted, made].map(past => ({ ...past, data: { ...past.data, subjectKind: 'determination' } }) as ReportEvent);

describe('an entry in the Missing Person File', () => {
  const enter = enterInNcic(told);
  it('is kept by its references', () => given(drafted, made).when(s => enter(s, now)).then(entered));
  it('may be as early as the report', () =>
    given(drafted, made).when(s => enterInNcic({ ...told, enteredAt: madeAt })(s, now)).then(event({ ...told, enteredAt: madeAt })));
  it('cannot be a millisecond before the report', () =>
    given(drafted, made).when(s => enterInNcic({ ...told, enteredAt: aMsBefore(madeAt) })(s, now)).thenRejected('entered-before-report'));
  it('may be this moment', () => given(drafted, made).when(s => enter(s, enteredAt)).then(entered));
  it('cannot be a millisecond from now', () => given(drafted, made).when(s => enter(s, aMsBefore(enteredAt))).thenRejected('entry-in-the-future'));
  it('needs no instant: police may not tell it', () => given(drafted, made).when(s => enterInNcic(untold)(s, now)).then(event(untold)));
  it('is completed when police tell more', () => given(drafted, made, event(untold)).when(s => enter(s, now)).then(entered));
  it('keeps what was known when completed', () => given(drafted, made, event({ ...untold, nicNumber: 'M123456789' }))
    .when(s => enterInNcic({ ...told, nicNumber: null })(s, now)).then(entered));
  it('that tells less is known', () => given(drafted, made, entered).when(s => enterInNcic(untold)(s, now)).thenNothing());
  it.each<[string, Entry]>([
    ['instant', { ...told, enteredAt: aMsAfter(enteredAt) }], ['category', { ...told, category: 'EMJ' }], ['number', { ...told, nicNumber: 'M000000000' }],
  ])('is not made over with another %s', (_, other) => given(drafted, made, entered).when(s => enterInNcic(other)(s, now)).thenRejected('already-entered'));
  it('may be made again once it was cancelled', () => given(drafted, made, entered, cancelled(locatedAt, 'entered-in-error'))
    .when(s => enterInNcic({ ...told, category: 'EMJ' })(s, now)).then(event({ ...told, category: 'EMJ' })));
  it('is still known after it was cancelled', () => given(drafted, made, entered, cancelled(locatedAt)).when(s => enter(s, now)).thenNothing());
  it('that tells nothing is another after a cancellation', () =>
    given(drafted, made, entered, cancelled(locatedAt)).when(s => enterInNcic(untold)(s, now)).then(event(untold)));
  it('does not write down what was erased', () => {
    const erased = { ...entered, data: { ...entered.data, enteredAt: null, nicNumber: { erased: true } } } as ReportEvent;
    given(drafted, made, erased).when(s => enterInNcic({ ...told, nicNumber: null })(s, now)).then(event({ ...told, nicNumber: null }));
  });
  it('needs a report that stands', () => given(drafted).when(s => enter(s, now)).thenRejected('report-not-made'));
  it('needs a report', () => given().when(s => enter(s, now)).thenRejected('unknown-report'));
  it('keeps its report from being refused, bounced, or moved behind it', () => {
    given(drafted, made, entered).when(s => refuseReport({ refusedAt: now, reason: 'other' })(s, now)).thenRejected('already-entered');
    given(drafted, made, entered).when(s => bounceReport({ bouncedAt: now })(s, now)).thenRejected('already-entered');
    given(drafted, made, entered).when(s => correctReport({ madeAt: aMsAfter(enteredAt), reason: 'recipient-record' })(s, now)).thenRejected('entered-before-report');
  });
});

describe('a verification', () => {
  const verify = verifyNcicEntry(verification);
  it('is kept with what it covered', () => given(drafted, made, entered).when(s => verify(s, now)).then(verified));
  it('may be at the entry', () => given(drafted, made, entered).when(s => verifyNcicEntry({ ...verification, verifiedAt: enteredAt })(s, now))
    .then({ ...verified, data: { ...identity, ...verification, verifiedAt: enteredAt }, occurredAt: enteredAt } as ReportEvent));
  it('cannot be a millisecond before the entry', () =>
    given(drafted, made, entered).when(s => verifyNcicEntry({ ...verification, verifiedAt: aMsBefore(enteredAt) })(s, now)).thenRejected('verified-before-entry'));
  it('cannot be before the report, when nobody told of the entry\'s instant', () => given(drafted, made, event(untold))
    .when(s => verifyNcicEntry({ ...verification, verifiedAt: aMsBefore(madeAt) })(s, now)).thenRejected('verified-before-entry'));
  it('needs an entry', () => given(drafted, made).when(s => verify(s, now)).thenRejected('verified-before-entry'));
  it('cannot be a millisecond from now', () =>
    given(drafted, made, entered).when(s => verify(s, aMsBefore(verification.verifiedAt))).thenRejected('verified-in-the-future'));
  it('has one content', () => given(drafted, made, entered, verified)
    .when(s => verifyNcicEntry({ ...verification, medicalAndDental: true })(s, now)).thenRejected('already-verified'));
  it('may be followed by another', () => given(drafted, made, entered, verified)
    .when(s => verifyNcicEntry({ ...verification, verifiedAt: now })(s, now))
    .then({ ...verified, data: { ...identity, ...verification, verifiedAt: now }, occurredAt: now } as ReportEvent));
  it('cannot follow the cancellation', () =>
    given(drafted, made, entered, cancelled(locatedAt)).when(s => verify(s, now)).thenRejected('verified-after-cancellation'));
});

describe('a cancellation', () => {
  const cancel = (over: Partial<Parameters<typeof cancelNcicEntry>[0]> = {}) => cancelNcicEntry({ cancelledAt: locatedAt, reason: null, locatedAt, ...over });
  it('follows location', () => given(drafted, made, entered).when(s => cancel()(s, now)).then(cancelled(locatedAt)));
  it('cannot be a millisecond before location', () =>
    given(drafted, made, entered).when(s => cancel({ cancelledAt: aMsBefore(locatedAt) })(s, now)).thenRejected('cancelled-before-location'));
  it('needs a located child', () => given(drafted, made, entered).when(s => cancel({ locatedAt: null })(s, now)).thenRejected('child-not-located'));
  it('needs none with a reason', () => given(drafted, made, entered).when(s => cancel({ locatedAt: null, reason: 'entered-in-error' })(s, now))
    .then(cancelled(locatedAt, 'entered-in-error')));
  it('needs an entry', () => given(drafted, made).when(s => cancel()(s, now)).thenRejected('cancelled-before-entry'));
  it('cannot be a millisecond before the entry', () => given(drafted, made, entered)
    .when(s => cancel({ cancelledAt: aMsBefore(enteredAt), reason: 'other' })(s, now)).thenRejected('cancelled-before-entry'));
  it('cannot precede a verification', () => given(drafted, made, entered, verified).when(s => cancel()(s, now)).thenRejected('cancelled-before-verification'));
  it('cannot be a millisecond from now', () => given(drafted, made, entered).when(s => cancel()(s, aMsBefore(locatedAt))).thenRejected('cancelled-in-the-future'));
  it('happens once', () => given(drafted, made, entered, cancelled(locatedAt)).when(s => cancel()(s, now)).thenNothing());
  it('does not move', () =>
    given(drafted, made, entered, cancelled(locatedAt)).when(s => cancel({ cancelledAt: now })(s, now)).thenRejected('already-cancelled'));
});

describe('NCMEC, told by police', () => {
  const tell = recordNcmecTold({ toldAt: enteredAt });
  const ncmecTold: ReportEvent = { type: 'NcmecToldByPolice', data: { ...identity, toldAt: enteredAt }, occurredAt: enteredAt };
  it('is kept', () => given(drafted, made).when(s => tell(s, now)).then(ncmecTold));
  it('is told after the report', () => given(drafted, made).when(s => recordNcmecTold({ toldAt: aMsBefore(madeAt) })(s, now)).thenRejected('told-before-report'));
  it('is not told in the future', () => given(drafted, made).when(s => tell(s, aMsBefore(enteredAt))).thenRejected('told-in-the-future'));
});

describe.each([
  ['entering', enterInNcic(told)], ['verifying', verifyNcicEntry(verification)],
  ['cancelling', cancelNcicEntry({ cancelledAt: locatedAt, reason: null, locatedAt })], ['telling NCMEC', recordNcmecTold({ toldAt: enteredAt })],
] as const)('%s', (name, decision) => {
  it('is for police', () => given(...toNcmec).when(s => decision(s, now)).thenRejected('not-a-police-report'));
  it('is about a missing child', () => given(...ofVictim).when(s => decision(s, now)).thenRejected('not-about-a-missing-child'));
  it('adds nothing twice', () =>
    addsNothingTwice(reports, name === 'verifying' || name === 'cancelling' ? [drafted, made, entered] : [drafted, made], decision, now));
});
