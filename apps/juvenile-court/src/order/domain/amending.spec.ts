import { plusHours, plusMilliseconds } from '#kernel';
import { addsNothingTwice, specFor } from '#testing';
import { approveAmendment, draftAmendment, fulfillTerm, withdrawTerms } from './amending.js';
import { orders, type Order, type OrderEvent, type Term } from './order.js';
import { drafted, endOfDay, entered, housing, ids, now, ordered, produce, review, signed } from './spec-kit.js';

const { given } = specFor<Order, OrderEvent>(orders);

const approve = approveAmendment(endOfDay);
const running = [drafted(), signed, entered, ordered(review, plusHours(now, 720)), ordered(produce, plusHours(now, 24))];
const sooner: Term = { ...review, termId: 'term-4', due: { calendarDays: 10 } };
const amendment = { reason: 'circumstances-changed', terms: [produce, housing, sooner] };
const amended: OrderEvent = { type: 'AmendmentDrafted', data: { ...ids, ...amendment } };
const approved: OrderEvent = { type: 'AmendmentApproved', data: { ...ids, approvedAt: now } };
const fulfilled: OrderEvent = { type: 'CourtTermFulfilled', data: { ...ids, termId: 'term-1', agency: 'KY-district-30', fulfilledAt: now }, occurredAt: now };

const holder = { holderOrderId: 'h1', holder: 'US-KY', answerWithinDays: 30 };

describe('an amendment', () => {
  it('changes nothing until it is approved', () => {
    given(...running).when(s => draftAmendment(amendment)(s, now)).then(amended);
    expect(given(...running, amended).state()).toMatchObject({ draft: { terms: [review, produce, housing] } });
  });
  it('withdraws what it leaves out, and starts the clocks of what it adds', () => given(...running, amended).when(s => approve(s, now)).then(
    approved, { type: 'CourtTermWithdrawn', data: { ...ids, termId: 'term-1', agency: 'KY-district-30', withdrawnAt: now } }, ordered(sooner, plusHours(now, 240))));
  it('leaves what was done as done', () => given(...running, fulfilled, amended).when(s => approve(s, now)).then(approved, ordered(sooner, plusHours(now, 240))));
  it('needs something to approve', () => given(...running).when(s => approve(s, now)).thenRejected('order-without-authority'));
  it('changes no term under its old id', () => {
    const same: OrderEvent = { type: 'AmendmentDrafted', data: { ...ids, reason: 'r', terms: [{ ...review, due: { calendarDays: 5 } }] } };
    given(...running, same).when(s => approve(s, now)).thenRejected('term-changed');
  });
  it.each([
    ['an order that is not entered', [drafted(), signed], 'order-not-entered'],
    ['an order about the records', [drafted('vacatur', { terms: [] }), signed, entered], 'records-order-not-amended'],
    ['an order to holders of records', [drafted('sealing', { holders: [holder] }), signed, entered], 'records-order-not-amended'],
  ])('is not of %s', (_, past, code) => given(...past).when(s => draftAmendment(amendment)(s, now)).thenRejected(code));
  it('is of a sealing that binds the court alone', () =>
    given(drafted('sealing'), signed, entered).when(s => draftAmendment(amendment)(s, now)).then(amended));
  it('adds nothing twice', () => addsNothingTwice(orders, running, draftAmendment(amendment), now));
});

describe('a term', () => {
  it('is fulfilled once, not in the future', () => {
    given(...running).when(s => fulfillTerm('term-1', now)(s, now)).then(fulfilled);
    given(...running, fulfilled).when(s => fulfillTerm('term-1', plusMilliseconds(now, -1))(s, now)).thenRejected('already-fulfilled');
    given(...running).when(s => fulfillTerm('term-1', plusMilliseconds(now, 1))(s, now)).thenRejected('fulfilled-in-the-future');
    addsNothingTwice(orders, running, fulfillTerm('term-1', now), now);
  });
  it('is not fulfilled before it was ordered, be it by an amendment', () => {
    given(...running).when(s => fulfillTerm('term-1', plusMilliseconds(now, -1))(s, now)).thenRejected('fulfilled-before-ordered');
    const later = [...running, amended, approved, ordered(sooner, plusHours(now, 250), plusHours(now, 10))];
    given(...later).when(s => fulfillTerm('term-4', plusHours(now, 9))(s, plusHours(now, 11))).thenRejected('fulfilled-before-ordered');
  });
  it('is asked for no more once its case is expunged, unless it was fulfilled', () => {
    const gone: OrderEvent = { type: 'CourtTermWithdrawn', data: { ...ids, termId: 'term-2', agency: 'US-KY', withdrawnAt: plusHours(now, 1) }, occurredAt: plusHours(now, 1) };
    given(...running, fulfilled).when(s => withdrawTerms(plusHours(now, 1))(s, plusHours(now, 2))).then(gone);
    given(drafted(), signed).when(s => withdrawTerms(now)(s, now)).thenNothing();
    addsNothingTwice(orders, running, withdrawTerms(now), now);
  });
  it('has a date', () => given(...running).when(s => fulfillTerm('term-3', now)(s, now)).thenRejected('unknown-term'));
});
