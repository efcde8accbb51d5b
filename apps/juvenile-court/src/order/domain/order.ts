import type { CourtTermFulfilled, CourtTermOrdered, CourtTermWithdrawn, RecordAction, TermKind } from '#contracts';
import type { Category, Event, Instant, Personal } from '#kernel';

export const ORDER_KINDS = ['disposition', 'pick-up', 'review', 'sealing', 'unsealing', 'vacatur', 'expungement', 'other'] as const;
export type OrderKind = (typeof ORDER_KINDS)[number];

/** By when: a moment that the order names, or so many calendar days after the order is entered, to the end of the last. */
export type Due = { readonly at: Instant } | { readonly calendarDays: number };

/** What the order asks for, as the clerk entered it in fields: nothing is inferred from its words. */
export type Term = {
  readonly termId: string;
  readonly kind: TermKind;
  /** Who must do it: an agency, or the court itself. */
  readonly agency: string;
  readonly service: string | null;
  readonly due: Due | null;
};
/** One who keeps records of the case, and who alone is told what to do with them. */
export type Holder = { readonly holderOrderId: string; readonly holder: string; readonly answerWithinDays: number };

export type OrderIds = { readonly orderId: string; readonly youthId: string; readonly caseId: string };
export type Matter = OrderIds & { readonly court: string; readonly county: string };
export type Draft = {
  /** The law it rests on. */
  readonly authority: string;
  readonly terms: readonly Term[];
  readonly holders: readonly Holder[];
  readonly findings: Personal<string> | null;
};
export type Amendment = { readonly reason: string; readonly terms: readonly Term[] };
/** A holder with the moment by which it answers. */
export type Named = Pick<Holder, 'holderOrderId' | 'holder'> & { readonly answerBy: Instant };
type Records = Matter & { readonly holders: readonly Named[]; readonly orderedAt: Instant };

// These names and shapes are stored: a new shape needs an upcaster.
export type OrderEvent =
  | Event<'OrderDrafted', Matter & Draft & { readonly kind: OrderKind }>
  | Event<'OrderRedrafted', OrderIds & Draft>
  | Event<'OrderSigned', OrderIds & { readonly signedAt: Instant }>
  | Event<'OrderEntered', OrderIds & { readonly enteredAt: Instant }>
  | Event<'AmendmentDrafted', OrderIds & Amendment>
  | Event<'AmendmentApproved', OrderIds & { readonly approvedAt: Instant }>
  | Event<'CaseVacated', Records>
  | Event<'CaseExpunged', Records>
  | Event<'SealingOrdered', Records>
  | Event<'UnsealingOrdered', Records>
  | CourtTermOrdered | CourtTermFulfilled | CourtTermWithdrawn;

export type DraftedOrder = Matter & {
  readonly status: 'drafted' | 'signed' | 'entered';
  readonly kind: OrderKind;
  readonly draft: Draft;
  readonly signedAt: Instant | null;
  readonly enteredAt: Instant | null;
  readonly amendment: Amendment | null;
  /** What became of each term that has a date, by its id; withdrawn ones are gone. */
  readonly running: Readonly<Record<string, { readonly orderedAt: Instant; readonly dueAt: Instant; readonly fulfilledAt: Instant | null }>>;
};
export type Order = { readonly status: 'none' } | DraftedOrder;

const RECORD_ACTION: Partial<Record<OrderKind, RecordAction>> = { vacatur: 'vacate', expungement: 'expunge', sealing: 'seal', unsealing: 'unseal' };

export const mayNameHolders = (kind: OrderKind): boolean => kind in RECORD_ACTION;

/** What is to be done with the records of the case. The court's own are sealed and unsealed by a judge; holders' where the order names them. */
export const recordActionOf = ({ kind, draft: { holders } }: Pick<DraftedOrder, 'kind' | 'draft'>): RecordAction | null => {
  const ofTheCourt = (kind === 'sealing' || kind === 'unsealing') && holders.length === 0;
  return ofTheCourt ? null : RECORD_ACTION[kind] ?? null;
};

const withRunning = (order: DraftedOrder, termId: string, term: DraftedOrder['running'][string] | undefined): DraftedOrder => {
  const { [termId]: _, ...others } = order.running;
  return { ...order, running: term ? { ...others, [termId]: term } : others };
};

export const orders: Category<Order, OrderEvent> = {
  name: 'court.order',
  scope: ({ caseId }) => `court:${caseId as string}`,
  initial: { status: 'none' },
  evolve(state, event): Order {
    if (event.type === 'OrderDrafted') {
      const { authority, terms, holders, findings, ...matter } = event.data;
      const draft = { authority, terms, holders, findings };
      return { ...matter, draft, status: 'drafted', signedAt: null, enteredAt: null, amendment: null, running: {} };
    }
    if (state.status === 'none') return state;
    switch (event.type) {
      case 'OrderRedrafted': {
        const { authority, terms, holders, findings } = event.data;
        return { ...state, draft: { authority, terms, holders, findings } };
      }
      case 'OrderSigned':
        return { ...state, status: 'signed', signedAt: event.data.signedAt };
      case 'OrderEntered':
        return { ...state, status: 'entered', enteredAt: event.data.enteredAt };
      case 'AmendmentDrafted':
        return { ...state, amendment: { reason: event.data.reason, terms: event.data.terms } };
      case 'AmendmentApproved':
        return state.amendment ? { ...state, draft: { ...state.draft, terms: state.amendment.terms }, amendment: null } : state;
      case 'CourtTermOrdered':
        return withRunning(state, event.data.termId, { orderedAt: event.data.orderedAt, dueAt: event.data.dueAt, fulfilledAt: null });
      case 'CourtTermFulfilled': {
        const { termId, fulfilledAt } = event.data;
        const term = state.running[termId];
        return withRunning(state, termId, term && { ...term, fulfilledAt });
      }
      case 'CourtTermWithdrawn':
        return withRunning(state, event.data.termId, undefined);
      default:
        return state;
    }
  },
};
