import type { TestService } from '#testing';
import { clerk, done, judge, type Posting } from './court.js';

type Role = Parameters<TestService['post']>[0];
export type By = { readonly clerk: Role; readonly judge: Role };

/** Drafts, signs and enters an order; returns its id, and the position and ETag of its entry. */
export const enteredOrder = async (service: Posting, order: object, by: By = { clerk, judge }) => {
  const drafted = await done(service, by.clerk, '/orders', { kind: 'disposition', authority: 'Example statute 1', terms: [], ...order });
  const orderId = drafted.body.id as string;
  const signed = await done(service, by.judge, `/orders/${orderId}/signature`, {}, { 'if-match': drafted.headers.etag! });
  const entered = await done(service, by.clerk, `/orders/${orderId}/entry`, {}, { 'if-match': signed.headers.etag! });
  return { orderId, position: entered.headers.position!, etag: entered.headers.etag! };
};
