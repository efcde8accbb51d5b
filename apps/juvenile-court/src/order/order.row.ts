import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AtRest, Instant, Sealed } from '#kernel';
import type { Amendment, DraftedOrder, Holder, OrderKind, Term } from './domain/order.js';

@Entity({ name: 'court_order' })
export class OrderRow {
  @PrimaryColumn('uuid') orderId!: string;
  /** Of an order that expunged its case: the order's own id. */
  @Column('uuid') caseId!: string;
  @Column('uuid', { nullable: true }) youthId!: string | null;
  @Column('text') court!: string;
  @Column('text') county!: string;
  @Column('text') kind!: OrderKind;
  @Column('text') status!: DraftedOrder['status'];
  @Column('text') authority!: string;
  @Column('jsonb') terms!: readonly Term[];
  @Column('jsonb') holders!: readonly Holder[];
  @Column('jsonb', { nullable: true }) findings!: Sealed | null;
  @Column('jsonb', { nullable: true }) amendment!: AtRest<Amendment> | null;
  /** What became of the terms that have a date, by their ids. */
  @Column('jsonb') running!: DraftedOrder['running'];
  @Column('text') draftedAt!: Instant;
  @Column('text', { nullable: true }) signedAt!: Instant | null;
  @Column('text', { nullable: true }) enteredAt!: Instant | null;
  @Column('bigint') revision!: string;
  @Column('bigint') position!: string;
}

/** An order whose case was expunged: nothing of it is left but that the order to expunge found it there. */
@Entity({ name: 'orphaned_order' })
export class OrphanedOrderRow {
  @PrimaryColumn('uuid') orderId!: string;
  /** Of the order that expunged the case. */
  @Column('uuid') caseId!: string;
}
