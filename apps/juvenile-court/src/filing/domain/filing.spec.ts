import { instant, personal, plusHours, plusMilliseconds } from '#kernel';
import { addsNothingTwice, specFor } from '#testing';
import { filings, type Draft, type Filing, type FilingEvent } from './filing.js';
import { cancel, draft, revise, submit } from './preparing.js';
import { accept, beginReview, docket, docketable, reject, sendBack } from './reviewing.js';

const { given } = specFor<Filing, FilingEvent>(filings);
const now = instant('2026-03-02T09:00:00-06:00');
const ids = { filingId: 'f1', caseId: 'f1', youthId: 'y1' };
const first: Draft = {
  ...ids, filingType: 'dependency', urgent: false, title: personal('Petition'), documents: personal(['one']), court: 'MO-circuit-5', county: 'MO county 5',
  inCase: false, filedBy: 'attorney-1',
};
const drafted: FilingEvent = { type: 'FilingDrafted', data: first };
const submitted: FilingEvent = { type: 'FilingSubmitted', data: { ...ids, receivedAt: now }, occurredAt: now };
const reviewed: FilingEvent = { type: 'FilingReviewBegun', data: ids };
const accepted: FilingEvent = { type: 'FilingAccepted', data: ids };
const returned: FilingEvent = { type: 'FilingReturned', data: { ...ids, reason: 'signature-missing' } };
const rejected: FilingEvent = { type: 'FilingRejected', data: { ...ids, reason: 'duplicate' } };
const cancelled: FilingEvent = { type: 'FilingCancelled', data: ids };
const docketed: FilingEvent = {
  type: 'FilingDocketed', occurredAt: now,
  data: { ...ids, court: first.court, county: first.county, filingType: 'dependency', urgent: false, newCase: true, docketedAt: now },
};
const AT: Readonly<Record<string, readonly FilingEvent[]>> = {
  draft: [drafted], submitted: [drafted, submitted], 'under-review': [drafted, submitted, reviewed], accepted: [drafted, submitted, reviewed, accepted],
  returned: [drafted, submitted, reviewed, returned], rejected: [drafted, submitted, reviewed, rejected],
  docketed: [drafted, submitted, reviewed, accepted, docketed], cancelled: [drafted, cancelled],
};
const urgent = revise('attorney-1', { urgent: true });

describe('a filing', () => {
  it('is drafted', () => given().when(s => draft(first)(s, now)).then(drafted));
  it('is submitted now', () => given(drafted).when(s => submit('attorney-1')(s, now)).then(submitted));
  it('may have been received before it is entered', () =>
    given(drafted).when(s => submit('attorney-1', plusHours(now, -2))(s, now))
      .then({ type: 'FilingSubmitted', data: { ...ids, receivedAt: plusHours(now, -2) }, occurredAt: plusHours(now, -2) }));
  it('is not received in a year that no paper is of', () =>
    given(drafted).when(s => submit('attorney-1', instant('0000-06-01T00:00:00Z'))(s, now)).thenRejected('received-implausibly-early'));
  it('is not received in the future', () =>
    given(drafted).when(s => submit('attorney-1', plusMilliseconds(now, 1))(s, now)).thenRejected('received-in-the-future'));
  it('is reviewed', () => given(...AT.submitted!).when(s => beginReview(s, now)).then(reviewed));
  it('is accepted', () => given(...AT['under-review']!).when(s => accept(s, now)).then(accepted));
  it('is returned for a reason', () => given(...AT['under-review']!).when(s => sendBack({ reason: 'signature-missing' })(s, now)).then(returned));
  it('is rejected for a reason', () => given(...AT['under-review']!).when(s => reject({ reason: 'duplicate' })(s, now)).then(rejected));
  it('is docketed', () => given(...AT.accepted!).when(s => docket()(s, now)).then(docketed));
  it('is not docketed in the future', () => given(...AT.accepted!).when(s => docket(plusMilliseconds(now, 1))(s, now)).thenRejected('docketed-in-the-future'));
  it('is not docketed before the court received it', () => {
    given(...AT.accepted!).when(s => docket(plusMilliseconds(now, -1))(s, now)).thenRejected('docketed-before-received');
    given(...AT.accepted!).when(s => docket(now)(s, plusHours(now, 1))).then(docketed);
  });
  it('returned, is revised and submitted again', () => {
    given(...AT.returned!).when(s => urgent(s, now)).then({ type: 'FilingRevised', data: { ...ids, urgent: true } });
    given(...AT.returned!).when(s => submit('attorney-1')(s, now)).then(submitted);
  });
  it('is not revised by saying nothing', () => given(drafted).when(s => revise('attorney-1', {})(s, now)).thenRejected('nothing-to-change'));
  it('is not revised by saying the same', () =>
    given(drafted).when(s => revise('attorney-1', { title: personal('Petition'), documents: personal(['one']) })(s, now)).thenNothing());
  it('is one', () => given().when(s => beginReview(s, now)).thenRejected('unknown-filing'));
});

describe('another than the filer', () => {
  it('does not revise it', () => given(drafted).when(s => revise('clerk-1', { urgent: true })(s, now)).thenRejected('not-the-filer'));
  it('does not submit it', () => given(drafted).when(s => submit('clerk-1')(s, now)).thenRejected('not-the-filer'));
  it('does not cancel it', () => given(drafted).when(s => cancel('clerk-1')(s, now)).thenRejected('not-the-filer'));
});

const STEPS = {
  revise: { decision: urgent, from: ['draft', 'returned'], already: '' },
  submit: { decision: submit('attorney-1'), from: ['draft', 'returned'], already: 'submitted' },
  cancel: { decision: cancel('attorney-1'), from: ['draft', 'submitted', 'returned'], already: 'cancelled' },
  beginReview: { decision: beginReview, from: ['submitted'], already: 'under-review' },
  accept: { decision: accept, from: ['under-review'], already: 'accepted' },
  reject: { decision: reject({ reason: 'duplicate' }), from: ['under-review'], already: 'rejected' },
  sendBack: { decision: sendBack({ reason: 'signature-missing' }), from: ['under-review'], already: 'returned' },
  docket: { decision: docket(), from: ['accepted'], already: 'docketed' },
} as const;

describe.each(Object.entries(STEPS))('%s', (_name, { decision, from, already }) => {
  it.each(Object.keys(AT))('from %s', step => {
    if (from.some(each => each === step)) addsNothingTwice(filings, AT[step]!, decision, now);
    else if (step === already) given(...AT[step]!).when(s => decision(s, now)).thenNothing();
    else given(...AT[step]!).when(s => decision(s, now)).thenRejected(`filing-${step}`);
  });
});

it.each<[string, string, Parameters<typeof addsNothingTwice<Filing, FilingEvent>>[2]]>([
  ['submitted', 'as received at another time', submit('attorney-1', plusHours(now, -1))],
  ['returned', 'for another reason', sendBack({ reason: 'other' })],
  ['returned', 'with a note', sendBack({ reason: 'signature-missing', note: personal('Page 3') })],
  ['rejected', 'with a note', reject({ reason: 'duplicate', note: personal('Of 26-JU-1') })],
  ['docketed', 'as docketed at another time', docket(plusHours(now, -1))],
])('that is %s is not so again %s', (step, _, decision) => given(...AT[step]!).when(s => decision(s, now)).thenRejected(`filing-${step}`));

it('is docketable once accepted, and when it is docketed already', () => {
  expect(docketable(given(...AT.accepted!).state()).status).toBe('accepted');
  expect(docketable(given(...AT.docketed!).state()).status).toBe('docketed');
});
it('drafted again, adds nothing', () => addsNothingTwice(filings, [], draft(first), now));
