import { instant, personal, plusHours, plusMilliseconds } from '#kernel';
import { addsNothingTwice, specFor } from '#testing';
import { bounceReport, correctReport, draftReport, handOverReport, makeReport, refuseReport, supplementReport, type Subject } from './report-decisions.js';
import { reports, type Attempt, type PacketElement, type ReportEvent } from './report.js';

const { given } = specFor(reports);
const lastSeenAt = instant('2026-03-07T17:00:00-05:00');
const madeAt = plusHours(lastSeenAt, 3);
const later = plusHours(madeAt, 1);
const now = plusHours(madeAt, 5);
const aMsBefore = (at: typeof now) => plusMilliseconds(at, -1);
const aMsAfter = (at: typeof now) => plusMilliseconds(at, 1);

const place = { agency: 'US-MO', state: 'MO', county: 'MO county 5' } as const;
const subject: Subject = { kind: 'missing-episode', id: 'e1', youthId: 'y1', ...place, lastSeenAt, withdrawn: false };
const identity = { reportId: 'r1', youthId: 'y1', subjectKind: 'missing-episode', subjectId: 'e1', agency: 'US-MO', recipient: 'police' } as const;
const missing: PacketElement[] = ['photo', 'endangerment-information'];
const drafted: ReportEvent = {
  type: 'ReportDrafted', data: { ...identity, state: 'MO', county: 'MO county 5', lastSeenAt, missingElements: missing },
};
const call: Attempt = { madeAt, channel: 'telephone', madeBy: 'agency' };
const made: ReportEvent = { type: 'ReportMade', data: { ...identity, ...call, missingElements: missing }, occurredAt: madeAt };
const receipt: ReportEvent =
  { type: 'ReportAcknowledged', data: { ...identity, acknowledgedAt: later, receipt: personal({ caseNumber: 'MOPD-1' }) }, occurredAt: later };
const refused: ReportEvent = { type: 'ReportRefused', data: { ...identity, refusedAt: later, reason: 'told-to-wait' }, occurredAt: later };
const bounced: ReportEvent = { type: 'ReportBounced', data: { ...identity, bouncedAt: later }, occurredAt: later };
const corrected = (at: typeof now): ReportEvent =>
  ({ type: 'ReportCorrected', data: { ...identity, madeAt: at, reason: 'clerical-error' }, occurredAt: at });
const supplemented: ReportEvent =
  { type: 'ReportSupplemented', data: { ...identity, supplementedAt: later, elements: ['photo'] }, occurredAt: later };

const draft = (over: Partial<Subject> = {}, packet: PacketElement[] = ['physical-description']) =>
  draftReport({ reportId: 'r1', subject: { ...subject, ...over }, recipient: 'police', packet });

describe('a drafted report', () => {
  it('lists what the packet lacks', () => given().when(s => draft()(s, now)).then(drafted));
  it('lacks nothing with a whole packet', () =>
    given().when(s => draft({}, ['photo', 'physical-description', 'endangerment-information'])(s, now))
      .then({ ...drafted, data: { ...drafted.data, missingElements: [] } }));
  it('has no packet when it tells of an identified victim', () =>
    given().when(s => draft({ kind: 'determination', lastSeenAt: null }, [])(s, now))
      .then({ ...drafted, data: { ...drafted.data, subjectKind: 'determination', lastSeenAt: null, missingElements: [] } }));
  it('is drafted once', () => given(drafted).when(s => draft()(s, now)).thenNothing());
  it('is not drafted over another', () => given(drafted).when(s => draft({ id: 'e2' })(s, now)).thenRejected('already-drafted'));
  it('needs an episode that stands', () => given().when(s => draft({ withdrawn: true })(s, now)).thenRejected('subject-withdrawn'));
});

describe('a report whose episode is another agency\'s', () => {
  const there = { agency: 'US-GA', state: 'GA', county: 'GA county 1' } as const;
  const handedOver: ReportEvent = { type: 'ReportHandedOver', data: { ...identity, ...there } };
  it('is that agency\'s, with what was done so far', () => {
    given(drafted, made).when(s => handOverReport(there)(s, now)).then(handedOver);
    given(drafted, made, handedOver).when(s => bounceReport({ bouncedAt: later })(s, now)).then({ ...bounced, data: { ...bounced.data, agency: 'US-GA' } } as ReportEvent);
  });
  it('is handed over once, and not to whom it is with', () => {
    given(drafted, handedOver).when(s => handOverReport(there)(s, now)).thenNothing();
    given(drafted).when(s => handOverReport(place)(s, now)).thenNothing();
  });
});

describe('making a report', () => {
  const make = makeReport(call);
  it('is never held back by a missing element', () => given(drafted).when(s => make(s, now)).then(made));
  it('may be this moment', () => given(drafted).when(s => make(s, madeAt)).then(made));
  it('cannot be a millisecond from now', () => given(drafted).when(s => make(s, aMsBefore(madeAt))).thenRejected('made-in-the-future'));
  it('may be when the child was last seen', () =>
    given(drafted).when(s => makeReport({ ...call, madeAt: lastSeenAt })(s, now))
      .then({ ...made, data: { ...made.data, madeAt: lastSeenAt }, occurredAt: lastSeenAt } as ReportEvent));
  it('cannot be a millisecond before the child was last seen', () =>
    given(drafted).when(s => makeReport({ ...call, madeAt: aMsBefore(lastSeenAt) })(s, now)).thenRejected('made-before-last-seen'));
  it('has no such limit when nobody knows when the child was last seen', () => {
    const unknown = { ...drafted, data: { ...drafted.data, lastSeenAt: null } };
    const early = aMsBefore(lastSeenAt);
    given(unknown as ReportEvent).when(s => makeReport({ ...call, madeAt: early })(s, now))
      .then({ ...made, data: { ...made.data, madeAt: early }, occurredAt: early } as ReportEvent);
  });
  it('happens once', () => given(drafted, made).when(s => make(s, now)).thenNothing());
  it('does not move by being told otherwise', () =>
    given(drafted, made).when(s => makeReport({ ...call, channel: 'web-form' })(s, now)).thenRejected('already-made'));
  it('needs a draft', () => given().when(s => make(s, now)).thenRejected('unknown-report'));
  it('may follow a refusal', () => given(drafted, refused).when(s => make(s, now)).then(made));
  it('may follow a bounce, at another instant', () =>
    given(drafted, made, bounced).when(s => makeReport({ ...call, madeAt: now })(s, now))
      .then({ ...made, data: { ...made.data, madeAt: now }, occurredAt: now } as ReportEvent));
  it('does not come back when the bounced attempt is told again', () => given(drafted, made, bounced).when(s => make(s, now)).thenNothing());
  it('is known at its corrected instant too', () =>
    given(drafted, made, corrected(later)).when(s => makeReport({ ...call, madeAt: later })(s, now)).thenNothing());
});

describe('a refusal', () => {
  const refuse = refuseReport({ refusedAt: later, reason: 'told-to-wait' });
  it('is kept with its reason', () => given(drafted).when(s => refuse(s, now)).then(refused));
  it('undoes a call that was taken first', () => expect(given(drafted, made, refused).state().status).toBe('refused'));
  it('is told once', () => given(drafted, refused).when(s => refuse(s, now)).thenNothing());
  it('stands beside earlier ones', () =>
    given(drafted, { ...refused, data: { ...refused.data, reason: 'runaway-not-taken' } } as ReportEvent).when(s => refuse(s, now)).then(refused));
  it('cannot be a millisecond from now', () => given(drafted).when(s => refuse(s, aMsBefore(later))).thenRejected('refused-in-the-future'));
  it('cannot precede the last sighting', () =>
    given(drafted).when(s => refuseReport({ refusedAt: aMsBefore(lastSeenAt), reason: 'other' })(s, now)).thenRejected('refused-before-last-seen'));
  it('cannot precede the report', () =>
    given(drafted, made).when(s => refuseReport({ refusedAt: aMsBefore(madeAt), reason: 'other' })(s, now)).thenRejected('refused-before-report'));
  it('contradicts a receipt', () => given(drafted, made, receipt).when(s => refuse(s, now)).thenRejected('already-acknowledged'));
  it('needs a draft', () => given().when(s => refuse(s, now)).thenRejected('unknown-report'));
});

describe('a bounce', () => {
  const bounce = bounceReport({ bouncedAt: later });
  it('means no report was made', () => given(drafted, made).when(s => bounce(s, now)).then(bounced));
  it('is told once', () => given(drafted, made, bounced).when(s => bounce(s, now)).thenNothing());
  it('has one instant', () =>
    given(drafted, made, bounced).when(s => bounceReport({ bouncedAt: now })(s, now)).thenRejected('already-bounced'));
  it('may be the instant of sending', () =>
    given(drafted, made).when(s => bounceReport({ bouncedAt: madeAt })(s, now))
      .then({ ...bounced, data: { ...bounced.data, bouncedAt: madeAt }, occurredAt: madeAt } as ReportEvent));
  it('cannot precede the report', () =>
    given(drafted, made).when(s => bounceReport({ bouncedAt: aMsBefore(madeAt) })(s, now)).thenRejected('bounced-before-report'));
  it('cannot be a millisecond from now', () => given(drafted, made).when(s => bounce(s, aMsBefore(later))).thenRejected('bounced-in-the-future'));
  it('contradicts a receipt', () => given(drafted, made, receipt).when(s => bounce(s, now)).thenRejected('already-acknowledged'));
  it.each([[[drafted]], [[drafted, refused]]])('needs a report that was made', past =>
    given(...past).when(s => bounce(s, now)).thenRejected('report-not-made'));
});

describe('a supplement', () => {
  const supplement = supplementReport({ supplementedAt: later, elements: ['photo'] });
  it('follows the report', () => given(drafted, made).when(s => supplement(s, now)).then(supplemented));
  it('shortens the list of what is missing', () =>
    expect(given(drafted, made, supplemented).state()).toMatchObject({ missingElements: ['endangerment-information'] }));
  it('is told once', () => given(drafted, made, supplemented).when(s => supplement(s, now)).thenNothing());
  it('cannot precede the report', () =>
    given(drafted, made).when(s => supplementReport({ supplementedAt: aMsBefore(madeAt), elements: ['photo'] })(s, now))
      .thenRejected('supplement-before-report'));
  it('cannot be a millisecond from now', () =>
    given(drafted, made).when(s => supplement(s, aMsBefore(later))).thenRejected('supplemented-in-the-future'));
  it('needs a report that was made', () => given(drafted).when(s => supplement(s, now)).thenRejected('report-not-made'));
});

describe('a correction', () => {
  const correct = (at: typeof now) => correctReport({ madeAt: at, reason: 'clerical-error' });
  it('moves the instant by a fact of its own', () => given(drafted, made).when(s => correct(later)(s, now)).then(corrected(later)));
  it('to the same instant is none', () => given(drafted, made).when(s => correct(madeAt)(s, now)).thenNothing());
  it('by the recipient\'s record settles the instant once, also where it is the one last stated', () => {
    const confirm = correctReport({ madeAt, reason: 'recipient-record' });
    const settled = { ...corrected(madeAt), data: { ...identity, madeAt, reason: 'recipient-record' } } as ReportEvent;
    const toAndFro = [drafted, made, corrected(later), corrected(madeAt)];
    given(...toAndFro).when(s => confirm(s, now)).then(settled);
    given(...toAndFro, settled).when(s => confirm(s, now)).thenNothing();
    given(...toAndFro, settled).when(s => correct(madeAt)(s, now)).thenNothing();
    given(...toAndFro, settled, corrected(later), corrected(madeAt)).when(s => confirm(s, now)).thenNothing();
    given(...toAndFro, settled, bounced, { ...made, data: { ...made.data, madeAt: later } } as ReportEvent).when(s => correctReport({ madeAt: later, reason: 'recipient-record' })(s, now))
      .then({ ...settled, data: { ...settled.data, madeAt: later }, occurredAt: later } as ReportEvent);
  });
  it('may be taken back', () => given(drafted, made, corrected(later)).when(s => correct(madeAt)(s, now)).then(corrected(madeAt)));
  it('cannot reach into the future', () => given(drafted, made).when(s => correct(aMsAfter(now))(s, now)).thenRejected('made-in-the-future'));
  it('cannot precede the last sighting', () =>
    given(drafted, made).when(s => correct(aMsBefore(lastSeenAt))(s, now)).thenRejected('made-before-last-seen'));
  it('may meet the receipt', () => given(drafted, made, receipt).when(s => correct(later)(s, now)).then(corrected(later)));
  it('cannot pass every receipt', () => given(drafted, made, receipt).when(s => correct(aMsAfter(later))(s, now)).thenRejected('receipt-before-report'));
  it('needs a report that was made', () => given(drafted, made, bounced).when(s => correct(later)(s, now)).thenRejected('report-not-made'));
});

it.each([
  ['drafting', [], draft()],
  ['making', [drafted], makeReport(call)],
  ['making again', [drafted, made, bounced], makeReport({ ...call, madeAt: now })],
  ['refusing', [drafted], refuseReport({ refusedAt: later, reason: 'other' })],
  ['bouncing', [drafted, made], bounceReport({ bouncedAt: later })],
  ['supplementing', [drafted, made], supplementReport({ supplementedAt: later, elements: ['endangerment-information', 'photo'] })],
  ['correcting', [drafted, made, receipt], correctReport({ madeAt: plusMilliseconds(madeAt, 9), reason: 'recipient-record' })],
] as const)('%s adds nothing twice', (_, past, decision) => addsNothingTwice(reports, past, decision, now));
