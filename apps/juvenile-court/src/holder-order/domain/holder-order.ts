import type { HolderAnswer, HolderOrderIssued, HolderReceiptGiven } from '#contracts';
import { DomainError, type Category, type Decision, type Instant } from '#kernel';

export type HolderOrderEvent = HolderOrderIssued | HolderReceiptGiven;
type Issued = HolderOrderIssued['data'];
export type Answer = { readonly answer: HolderAnswer; readonly law: string | null; readonly answeredAt: Instant };
export type HolderOrder =
  | { readonly status: 'none' }
  | { readonly status: 'issued' | 'answered'; readonly issued: Issued; readonly answered: Answer | null };

export const holderOrders: Category<HolderOrder, HolderOrderEvent> = {
  name: 'court.holderOrder',
  scope: ({ caseId }) => `court:${caseId as string}`,
  initial: { status: 'none' },
  evolve(state, event) {
    if (event.type === 'HolderOrderIssued') return { status: 'issued', issued: event.data, answered: null };
    if (state.status === 'none') return state;
    const { answer, law, answeredAt } = event.data;
    return { ...state, status: 'answered', answered: { answer, law, answeredAt } };
  },
};

/** Follows from the court's order: issuing it again changes nothing. */
export const issue = (issued: Issued): Decision<HolderOrder, HolderOrderEvent> => state =>
  (state.status === 'none' ? [{ type: 'HolderOrderIssued', data: issued, occurredAt: issued.issuedAt }] : []);

const refuseIf = (refused: boolean, code: string, message: string) => {
  if (refused) throw new DomainError(code, message);
};

/** One answer for each holder; whoever keeps a copy names the law that makes it. */
export const giveReceipt = (given: Answer): Decision<HolderOrder, HolderOrderEvent> => (state, now) => {
  if (state.status === 'none') throw new DomainError('unknown-holder-order', 'No such order to a holder', 'unknown');
  const { issued, answered } = state;
  if (answered && answered.answer === given.answer && answered.law === given.law && answered.answeredAt === given.answeredAt) return [];
  refuseIf(answered !== null, 'already-answered', 'The holder has answered otherwise');
  if ((given.answer === 'retained-by-law') !== (given.law !== null)) {
    throw new DomainError('law-not-named', 'To keep a copy names the law that demands it, and no other answer does', 'malformed');
  }
  refuseIf(given.answeredAt > now, 'answered-in-the-future', 'It cannot have been answered yet');
  refuseIf(given.answeredAt < issued.issuedAt, 'answered-before-order', 'It cannot have been answered before it was ordered');
  const { holderOrderId, orderId, caseId, youthId, holder, agency } = issued;
  return [{ type: 'HolderReceiptGiven', data: { holderOrderId, orderId, caseId, youthId, holder, agency, ...given }, occurredAt: given.answeredAt }];
};
