import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { HolderAnswer, RecordAction } from '#contracts';
import type { Instant, Recorded } from '#kernel';
import { rankOf, recordMatter, type RecordsPart, type RecordTable } from '../records/index.js';
import type { HolderOrderEvent } from './domain/holder-order.js';

/** A matter of its own, not the case's: it outlives an expunged case, and whoever sees the case does not see it. */
@Entity({ name: 'holder_order' })
export class HolderOrderRow {
  @PrimaryColumn('uuid') holderOrderId!: string;
  /** Of the matter: the order's id. */
  @Column('uuid') caseId!: string;
  @Column('uuid') orderId!: string;
  @Column('text') holder!: string;
  @Column('text') court!: string;
  @Column('text') county!: string;
  @Column('text') ordered!: RecordAction;
  /** What the holder is to look for; once it has answered nobody needs to know. */
  @Column('jsonb', { nullable: true }) about!: { readonly youthId: string; readonly caseId: string } | null;
  @Column('text') issuedAt!: Instant;
  @Column('text') answerBy!: Instant;
  @Column('text', { nullable: true }) answer!: HolderAnswer | null;
  @Column('text', { nullable: true }) law!: string | null;
  @Column('text', { nullable: true }) answeredAt!: Instant | null;
  @Column('bigint') revision!: string;
  @Column('bigint') position!: string;
}

const TABLE: RecordTable = {
  name: 'holder_order',
  columns: `holder_order_id uuid primary key, case_id uuid not null, order_id uuid not null, holder text not null, court text not null,
    county text not null, ordered text not null, about jsonb, issued_at text not null, answer_by text not null, answer text, law text, answered_at text,
    revision bigint not null, position bigint not null`,
  indexes: ['answer_by, holder_order_id', 'holder'],
  floor: String(rankOf('court')),
};

const apply = async ({ type, data, revision, position }: Recorded<HolderOrderEvent>, tx: EntityManager) => {
  const rows = tx.getRepository(HolderOrderRow);
  const at = { revision: String(revision), position: String(position) };
  const { holderOrderId, orderId, holder, agency: court } = data;
  if (type === 'HolderReceiptGiven') {
    const { answer, law, answeredAt } = data;
    await rows.update({ holderOrderId }, { answer, law, answeredAt, about: null, ...at });
    return;
  }
  const { youthId, caseId, county, ordered, issuedAt, answerBy } = data;
  await recordMatter(tx, { caseId: orderId, court, county, youthId: null });
  await rows.insert({
    holderOrderId, caseId: orderId, orderId, holder, court, county, ordered, about: { youthId, caseId }, issuedAt, answerBy,
    answer: null, law: null, answeredAt: null, ...at,
  });
};

export const holderOrderRecords: RecordsPart = {
  eventTypes: ['HolderOrderIssued', 'HolderReceiptGiven'],
  tables: [TABLE],
  apply: (event, tx) => apply(event as Recorded<HolderOrderEvent>, tx),
};
