import { DomainError, type Decision, type Instant } from '#kernel';
import { isUsState } from '#contracts';
import { drafted, idsOf, refuseIf, withoutAuthority } from './guards.js';
import { recordActionOf, type DraftedOrder, type Due, type Holder, type Named, type Order, type OrderEvent, type Term } from './order.js';

/** The last millisecond of the nth local day after a moment; days are counted where the court is. */
export type EndOfDay = (from: Instant, calendarDays: number) => Instant;

const dueAtOf = (due: Due, from: Instant, endOfDay: EndOfDay): Instant => ('at' in due ? due.at : endOfDay(from, due.calendarDays));

export const stateOf = ({ court }: Pick<DraftedOrder, 'court'>) => {
  const state = court.slice(0, 2);
  if (!isUsState(state)) throw new DomainError('unknown-state', 'The court belongs to no state');
  return state;
};

/** A term with a date or a number of days opens a clock. */
export const termsOrdered = (order: DraftedOrder, terms: readonly Term[], orderedAt: Instant, endOfDay: EndOfDay): readonly OrderEvent[] =>
  terms.flatMap(({ termId, kind, agency, due }): readonly OrderEvent[] => {
    if (!due) return [];
    const dueAt = dueAtOf(due, orderedAt, endOfDay);
    refuseIf(dueAt <= orderedAt, 'due-before-entry', 'What the order asks for would be late before it is ordered');
    const { court, county } = order;
    return [{ type: 'CourtTermOrdered', data: { ...idsOf(order), termId, agency, court, state: stateOf(order), county, kind, orderedAt, dueAt } }];
  });

const namedIn = (holders: readonly Holder[], from: Instant, endOfDay: EndOfDay): readonly Named[] =>
  holders.map(({ holderOrderId, holder, answerWithinDays }) => ({ holderOrderId, holder, answerBy: endOfDay(from, answerWithinDays) }));

const ORDERED = { vacate: 'CaseVacated', expunge: 'CaseExpunged', seal: 'SealingOrdered', unseal: 'UnsealingOrdered' } as const;

const recordsOrdered = (order: DraftedOrder, orderedAt: Instant, endOfDay: EndOfDay): readonly OrderEvent[] => {
  const action = recordActionOf(order);
  if (!action) return [];
  const { court, county, draft } = order;
  return [{ type: ORDERED[action], data: { ...idsOf(order), court, county, orderedAt, holders: namedIn(draft.holders, orderedAt, endOfDay) } }];
};

/** Entered, it binds: its terms' clocks start, and the holders of the records it is about are told. */
export const enterOrder = (endOfDay: EndOfDay): Decision<Order, OrderEvent> => (state, now) => {
  const order = drafted(state);
  if (order.status === 'entered') return [];
  if (order.status === 'drafted') throw withoutAuthority('No judicial officer has signed the order');
  return [
    { type: 'OrderEntered', data: { ...idsOf(order), enteredAt: now } },
    ...termsOrdered(order, order.draft.terms, now, endOfDay),
    ...recordsOrdered(order, now, endOfDay),
  ];
};
