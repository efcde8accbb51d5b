import { DomainError, type Decision, type Instant } from '#kernel';
import { refuseIncompleteTerms } from './drafting.js';
import { termsOrdered, type EndOfDay } from './entering.js';
import { drafted, idsOf, refuseIf, withoutAuthority } from './guards.js';
import { recordActionOf, type Amendment, type DraftedOrder, type Order, type OrderEvent, type Term } from './order.js';

type Decide = Decision<Order, OrderEvent>;

const entered = (state: Order): DraftedOrder => {
  const order = drafted(state);
  refuseIf(order.status !== 'entered', 'order-not-entered', 'Only an order that is entered is amended');
  return order;
};

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** The terms as they shall be. Nothing changes until a judicial officer approves it. */
export const draftAmendment = (amendment: Amendment): Decide => state => {
  const order = entered(state);
  refuseIf(recordActionOf(order) !== null, 'records-order-not-amended', 'What the holders were told stands: a further order changes it');
  refuseIncompleteTerms(amendment.terms);
  return same(amendment, order.amendment) ? [] : [{ type: 'AmendmentDrafted', data: { ...idsOf(order), ...amendment } }];
};

/** A term that is changed is withdrawn and ordered anew: its new id has a clock of its own. */
const refuseChangedTerms = (before: readonly Term[], after: readonly Term[]) => {
  const changed = after.some(term => before.some(({ termId }) => termId === term.termId) && !before.some(each => same(each, term)));
  refuseIf(changed, 'term-changed', 'A changed term takes a new id: the old one is withdrawn');
};

/** Those of the terms whose clock runs. */
const withdrawn = (order: DraftedOrder, which: (termId: string) => boolean, withdrawnAt: Instant): readonly OrderEvent[] =>
  order.draft.terms.filter(({ termId }) => which(termId) && order.running[termId]?.fulfilledAt === null)
    .map(({ termId, agency }) => ({ type: 'CourtTermWithdrawn', data: { ...idsOf(order), termId, agency, withdrawnAt } }));

export const approveAmendment = (endOfDay: EndOfDay): Decide => (state, now) => {
  const order = entered(state);
  if (!order.amendment) throw withoutAuthority('There is no amendment to approve');
  const { terms } = order.amendment;
  const before = order.draft.terms;
  refuseChangedTerms(before, terms);
  const left = (termId: string) => !terms.some(term => term.termId === termId);
  return [
    { type: 'AmendmentApproved', data: { ...idsOf(order), approvedAt: now } },
    ...withdrawn(order, left, now),
    ...termsOrdered(order, terms.filter(({ termId }) => !before.some(term => term.termId === termId)), now, endOfDay),
  ];
};

/** The case is expunged: what its other orders ask for is nobody's to do any more. */
export const withdrawTerms = (withdrawnAt: Instant): Decide => state =>
  (state.status === 'none' ? [] : withdrawn(state, () => true, withdrawnAt).map(event => ({ ...event, occurredAt: withdrawnAt })));

export const fulfillTerm = (termId: string, fulfilledAt: Instant): Decide => (state, now) => {
  const order = entered(state);
  const running = order.running[termId];
  const term = order.draft.terms.find(each => each.termId === termId);
  if (!running || !term) throw new DomainError('unknown-term', 'The order has no such term with a date', 'unknown');
  if (running.fulfilledAt === fulfilledAt) return [];
  refuseIf(running.fulfilledAt !== null, 'already-fulfilled', 'The term was recorded as fulfilled at another time');
  refuseIf(fulfilledAt > now, 'fulfilled-in-the-future', 'It cannot have been done yet');
  refuseIf(fulfilledAt < running.orderedAt, 'fulfilled-before-ordered', 'It cannot have been done on an order that was not entered yet');
  return [{ type: 'CourtTermFulfilled', data: { ...idsOf(order), termId, agency: term.agency, fulfilledAt }, occurredAt: fulfilledAt }];
};
