import { instant, personal, plusHours, type Instant } from '#kernel';
import type { Draft, Matter, OrderEvent, OrderKind, Term } from './order.js';

export const now = instant('2026-03-02T15:00:00Z');
export const matter: Matter = {
  orderId: '0a4c1c9e-5a8b-4d0e-9d6c-1f5a3b7c2d10', youthId: '1b5d2daf-6b9c-4e1f-8e7d-2a6b4c8d3e21', caseId: '2c6e3ebf-7cad-4f20-9f8e-3b7c5d9e4f32',
  court: 'KY-district-30', county: 'KY county 30',
};
export const { court: _, county: __, ...ids } = matter;
export const review: Term = { termId: 'term-1', kind: 'review', agency: matter.court, service: null, due: { calendarDays: 30 } };
export const produce: Term = { termId: 'term-2', kind: 'produce-child', agency: 'US-KY', service: null, due: { at: plusHours(now, 24) } };
export const housing: Term = { termId: 'term-3', kind: 'services', agency: 'US-KY', service: 'housing', due: null };

export const draft = (over: Partial<Draft> = {}): Draft =>
  ({ authority: 'Example statute 1', terms: [review, produce, housing], holders: [], findings: personal('Made-up findings'), ...over });
export const drafted = (kind: OrderKind = 'disposition', over: Partial<Draft> = {}): OrderEvent =>
  ({ type: 'OrderDrafted', data: { ...matter, kind, ...draft(over) } });
export const signed: OrderEvent = { type: 'OrderSigned', data: { ...ids, signedAt: now } };
export const entered: OrderEvent = { type: 'OrderEntered', data: { ...ids, enteredAt: now } };

/** Days of 24 hours: which moments a local day ends at is the calendar's own spec. */
export const endOfDay = (from: Instant, days: number) => plusHours(from, 24 * days);
export const ordered = ({ termId, kind, agency }: Term, dueAt: Instant, orderedAt = now): OrderEvent =>
  ({ type: 'CourtTermOrdered', data: { ...matter, state: 'KY', termId, kind, agency, orderedAt, dueAt } });
