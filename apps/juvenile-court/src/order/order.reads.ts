import { Injectable } from '@nestjs/common';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { decodeCursor, pageOf, PageQuery, Versioned } from '#http';
import type { Actor } from '#kernel';
import { PersonalDataReader, type Reading } from '#security';
import { clearanceOf, CourtRecords, unknown } from '../records/index.js';
import { ORDER_KINDS, type DraftedOrder, type OrderKind } from './domain/order.js';
import { OrderRow } from './order.row.js';

const STATUSES = ['drafted', 'signed', 'entered'] as const satisfies readonly DraftedOrder['status'][];

export class OrdersQuery extends PageQuery {
  @IsOptional() @IsUUID() caseId?: string;
  @IsOptional() @IsIn(ORDER_KINDS, { context: { code: 'unknown-kind' } }) kind?: OrderKind;
  @IsOptional() @IsIn(STATUSES, { context: { code: 'unknown-status' } }) status?: DraftedOrder['status'];
}

const subject = ({ orderId, court, county }: Pick<OrderRow, 'orderId' | 'court' | 'county'>) =>
  ({ resource: { agency: court, county }, resourceType: 'order', resourceId: orderId });

/** Who else holds records of the case is the court's to know, and nobody's whom it did not name. */
const shownTo = (actor: Actor) => ({ running, holders, amendment, ...row }: OrderRow) => {
  const court = clearanceOf(actor) === 'court';
  return {
    ...row, caseId: row.caseId === row.orderId ? null : row.caseId,
    terms: row.terms.map(term => ({ ...term, dueAt: running[term.termId]?.dueAt ?? null, fulfilledAt: running[term.termId]?.fulfilledAt ?? null })),
    ...(court ? { holders, amendment } : {}),
  };
};

@Injectable()
export class OrderReads {
  constructor(private readonly records: CourtRecords, private readonly personalData: PersonalDataReader) {}

  async one(orderId: string, reading: Reading) {
    const row = await this.records.read(reading.actor, tx => tx.getRepository(OrderRow).findOneBy({ orderId }));
    if (!row) throw unknown('order');
    const order = await this.personalData.reveal({ ...reading, ...subject(row) }, shownTo(reading.actor)(row));
    return new Versioned(order, BigInt(row.revision), BigInt(row.position));
  }

  async list({ limit, cursor, ...filters }: OrdersQuery, reading: Reading) {
    const after = decodeCursor(cursor, 'moment', 'uuid');
    const wanted = Object.entries(filters).filter(([, value]) => value !== undefined);
    const { rows, total } = await this.records.read(reading.actor, async tx => {
      const found = tx.getRepository(OrderRow).createQueryBuilder('found').where('true');
      for (const [name, value] of wanted) found.andWhere(`found.${name} = :${name}`, { [name]: value });
      const total = await found.getCount();
      if (after) found.andWhere('(found.draftedAt, found.orderId) > (:draftedAt, :orderId)', { draftedAt: after[0], orderId: after[1] });
      return { total, rows: await found.orderBy('found.draftedAt').addOrderBy('found.orderId').take(limit + 1).getMany() };
    });
    const page = pageOf(rows, limit, row => [row.draftedAt, row.orderId]);
    return { ...page, items: await this.personalData.revealAll(reading, page.items.map(shownTo(reading.actor)), subject), total };
  }
}
