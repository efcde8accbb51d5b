import type { EntityManager } from 'typeorm';
import type { Recorded } from '#kernel';
import { rankOf, recordMatter, type RecordsPart, type RecordTable } from '../records/index.js';
import { mayNameHolders, ORDER_KINDS, type OrderEvent } from './domain/order.js';
import { forgetCase } from './forget-case.js';
import { OrderRow } from './order.row.js';

const ABOUT_RECORDS = ORDER_KINDS.filter(mayNameHolders).map(kind => `'${kind}'`).join(', ');

/** Until it is entered an order is the court's own; and always one about the records themselves, which would tell what it is to hide. */
const TABLE: RecordTable = {
  name: 'court_order',
  columns: `order_id uuid primary key, case_id uuid not null, youth_id uuid, court text not null, county text not null, kind text not null,
    status text not null, authority text not null, terms jsonb not null, holders jsonb not null, findings jsonb, amendment jsonb, running jsonb not null,
    drafted_at text not null, signed_at text, entered_at text, revision bigint not null, position bigint not null`,
  indexes: ['drafted_at, order_id', 'case_id'],
  document: 'order_id',
  floor: `case when t.entered_at is null or t.kind in (${ABOUT_RECORDS}) then ${rankOf('court')} else 0 end`,
};

const ORPHANS: RecordTable = { name: 'orphaned_order', columns: 'order_id uuid primary key, case_id uuid not null', floor: String(rankOf('court')) };

type ExpungedCase = Extract<OrderEvent, { type: 'CaseExpunged' }>['data'];
type Later = Recorded<Exclude<OrderEvent, { type: 'OrderDrafted' }>>;

const after = ({ type, data }: Later, row: OrderRow): Partial<OrderRow> => {
  switch (type) {
    case 'OrderRedrafted': {
      const { authority, terms, holders, findings } = data;
      return { authority, terms, holders, findings };
    }
    case 'OrderSigned':
      return { status: 'signed', signedAt: data.signedAt };
    case 'OrderEntered':
      return { status: 'entered', enteredAt: data.enteredAt };
    case 'AmendmentDrafted':
      return { amendment: { reason: data.reason, terms: data.terms } };
    case 'AmendmentApproved':
      return { terms: row.amendment?.terms ?? row.terms, amendment: null };
    case 'CourtTermOrdered':
      return { running: { ...row.running, [data.termId]: { orderedAt: data.orderedAt, dueAt: data.dueAt, fulfilledAt: null } } };
    case 'CourtTermFulfilled':
      return { running: { ...row.running, [data.termId]: { ...row.running[data.termId]!, fulfilledAt: data.fulfilledAt } } };
    case 'CourtTermWithdrawn':
      return { running: Object.fromEntries(Object.entries(row.running).filter(([termId]) => termId !== data.termId)) };
    default:
      return {};
  }
};

/** Nothing of the case is left, and of the order what names neither child nor case: the court can show that it ordered this. */
const expunged = async ({ caseId, orderId, court, county }: ExpungedCase, row: OrderRow | null, tx: EntityManager) => {
  await tx.query('insert into orphaned_order (order_id, case_id) select order_id, $2 from court_order where case_id = $1 and order_id <> $2', [caseId, orderId]);
  await forgetCase(tx, caseId);
  if (!row) return;
  await recordMatter(tx, { caseId: orderId, court, county, youthId: null });
  await tx.getRepository(OrderRow).insert({ ...row, caseId: orderId, youthId: null, findings: null, amendment: null });
};

const apply = async (event: Recorded<OrderEvent>, tx: EntityManager) => {
  const rows = tx.getRepository(OrderRow);
  const { orderId } = event.data;
  const at = { revision: String(event.revision), position: String(event.position) };
  if (event.type === 'OrderDrafted') {
    await rows.insert({
      ...event.data, ...at, status: 'drafted', amendment: null, running: {}, draftedAt: event.metadata.occurredAt, signedAt: null, enteredAt: null,
    });
    return;
  }
  const row = await rows.findOneBy({ orderId });
  if (event.type === 'CaseExpunged') return expunged(event.data, row && { ...row, ...at }, tx);
  if (row) await rows.update({ orderId }, { ...after(event, row), ...at });
};

export const orderRecords: RecordsPart = {
  eventTypes: [
    'OrderDrafted', 'OrderRedrafted', 'OrderSigned', 'OrderEntered', 'AmendmentDrafted', 'AmendmentApproved', 'CaseVacated', 'CaseExpunged',
    'SealingOrdered', 'UnsealingOrdered', 'CourtTermOrdered', 'CourtTermFulfilled', 'CourtTermWithdrawn',
  ],
  tables: [TABLE, ORPHANS],
  apply: (event, tx) => apply(event as Recorded<OrderEvent>, tx),
};
