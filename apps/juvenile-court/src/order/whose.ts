import type { Resource } from '#security';
import type { Kind } from '../records/index.js';
import { orders, type Order } from './domain/order.js';

/** Whose an order is: what the access table's conditions test. */
export const whose = (state: Order): Resource | undefined => (state.status === 'none' ? undefined : { agency: state.court, county: state.county });

export const ORDER: Kind = { noun: 'order', view: 'court_order', id: 'order_id', stream: orders.name };
