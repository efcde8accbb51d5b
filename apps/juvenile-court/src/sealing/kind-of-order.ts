import type { EventStore } from '#event-store';
import { orders } from '../order/index.js';

/** Of which kind the order is, if it was entered in this case; else null. */
export const kindOfOrder = async (store: EventStore, orderId: string, caseId: string): Promise<string | null> => {
  const order = (await store.load(orders, orderId))?.state ?? orders.initial;
  return order.status === 'entered' && order.caseId === caseId ? order.kind : null;
};
