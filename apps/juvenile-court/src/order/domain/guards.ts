import { DomainError } from '#kernel';
import type { DraftedOrder, Order, OrderIds } from './order.js';

export const refuseIf = (refused: boolean, code: string, message: string): void => {
  if (refused) throw new DomainError(code, message);
};

export const drafted = (state: Order): DraftedOrder => {
  if (state.status === 'none') throw new DomainError('unknown-order', 'No such order', 'unknown');
  return state;
};

export const idsOf = ({ orderId, youthId, caseId }: DraftedOrder): OrderIds => ({ orderId, youthId, caseId });

/** What nobody with the authority to has signed or approved is no order. */
export const withoutAuthority = (message: string): DomainError => new DomainError('order-without-authority', message);
