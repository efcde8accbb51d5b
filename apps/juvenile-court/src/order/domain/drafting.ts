import { clearOf, DomainError, type Decision } from '#kernel';
import { drafted, idsOf, refuseIf } from './guards.js';
import { mayNameHolders, type Draft, type DraftedOrder, type Matter, type Order, type OrderEvent, type OrderKind, type Term } from './order.js';

type Decide = Decision<Order, OrderEvent>;

const malformed = (wrong: boolean, code: string, message: string) => {
  if (wrong) throw new DomainError(code, message, 'malformed');
};

/** A clock needs its date, and a service its name; the clerk states them, nobody else does. */
export const refuseIncompleteTerms = (terms: readonly Term[]): void => {
  malformed(terms.some(({ kind, due }) => kind !== 'services' && due === null), 'term-without-date', 'To produce a child or to review needs a date or a number of days');
  malformed(terms.some(({ kind, service }) => (kind === 'services') !== (service !== null)), 'service-not-named', 'A term for services names one, and no other term does');
  malformed(new Set(terms.map(({ termId }) => termId)).size !== terms.length, 'term-twice', 'Two terms have the same id');
};

const refuseIncomplete = (kind: OrderKind, { authority, terms, holders }: Draft): void => {
  malformed(authority.trim() === '', 'authority-required', 'Name the law the order rests on');
  refuseIncompleteTerms(terms);
  malformed(holders.length > 0 && !mayNameHolders(kind), 'holders-not-for-this-order', 'Only an order to vacate, expunge, seal or unseal names holders of records');
  malformed(new Set(holders.map(({ holder }) => holder)).size !== holders.length, 'holder-twice', 'A holder is named twice');
};

export const draftOrder = (matter: Matter, kind: OrderKind, draft: Draft): Decide => state => {
  if (state.status !== 'none') return [];
  refuseIncomplete(kind, draft);
  return [{ type: 'OrderDrafted', data: { ...matter, kind, ...draft } }];
};

const plain = ({ findings, ...draft }: Draft) => JSON.stringify([clearOf(findings ?? undefined) ?? null, draft.authority, draft.terms, draft.holders]);

/** What was signed is what was read: nobody changes it afterwards but by an amendment. */
const refuseSigned = ({ status }: DraftedOrder) => {
  refuseIf(status === 'signed', 'order-signed', 'The order is signed: it can be entered, and then amended');
  refuseIf(status === 'entered', 'order-entered', 'The order is entered: it can be amended');
};

export const redraftOrder = (draft: Draft): Decide => state => {
  const order = drafted(state);
  if (plain(draft) === plain(order.draft)) return [];
  refuseSigned(order);
  refuseIncomplete(order.kind, draft);
  return [{ type: 'OrderRedrafted', data: { ...idsOf(order), ...draft } }];
};

/** By a judicial officer: that it is one, the access table says. */
export const signOrder: Decide = (state, now) => {
  const order = drafted(state);
  return order.status === 'drafted' ? [{ type: 'OrderSigned', data: { ...idsOf(order), signedAt: now } }] : [];
};
