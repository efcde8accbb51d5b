import { Injectable } from '@nestjs/common';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import type { EntityManager, FindOptionsWhere } from 'typeorm';
import { EventStore } from '#event-store';
import { decodeCursor, pageOf, PageQuery, Versioned } from '#http';
import type { Actor } from '#kernel';
import { CourtRecords, unknown } from '../records/index.js';
import { CUSTODIAN } from './access-rows.js';
import { holderOrders } from './domain/holder-order.js';
import { HolderOrderRow } from './holder-order.records.js';

const STANDINGS = ['waiting', 'answered'] as const;

export class HolderOrdersQuery extends PageQuery {
  @IsOptional() @IsUUID() orderId?: string;
  @IsOptional() @IsIn(STANDINGS, { context: { code: 'unknown-standing' } }) standing?: (typeof STANDINGS)[number];
}

/** What to look for is the holder's to know; the court keeps only that it ordered it. */
const shownTo = ({ role }: Actor) => ({ caseId: _, about, ...row }: HolderOrderRow) => ({ ...row, about: role === CUSTODIAN ? about : null });

@Injectable()
export class HolderOrderReads {
  constructor(private readonly records: CourtRecords, private readonly store: EventStore) {}

  async one(holderOrderId: string, actor: Actor) {
    const row = await this.find(holderOrderId, actor);
    return new Versioned(shownTo(actor)(row), BigInt(row.revision), BigInt(row.position));
  }

  /** Throws `unknown-holder-order` unless it is the holder's own, or of the court that ordered it. Waits for what was last written to it. */
  async visible(holderOrderId: string, actor: Actor): Promise<void> {
    await this.records.caughtUp((await this.store.load(holderOrders, holderOrderId))?.position);
    await this.find(holderOrderId, actor);
  }

  async list({ limit, cursor, orderId, standing }: HolderOrdersQuery, actor: Actor) {
    const after = decodeCursor(cursor, 'moment', 'uuid');
    const { rows, total } = await this.read(actor, async (tx, own) => {
      const found = tx.getRepository(HolderOrderRow).createQueryBuilder('found').where(own);
      if (orderId) found.andWhere('found.orderId = :orderId', { orderId });
      if (standing) found.andWhere(`found.answer is ${standing === 'waiting' ? 'null' : 'not null'}`);
      const total = await found.getCount();
      if (after) found.andWhere('(found.answerBy, found.holderOrderId) > (:answerBy, :holderOrderId)', { answerBy: after[0], holderOrderId: after[1] });
      return { total, rows: await found.orderBy('found.answerBy').addOrderBy('found.holderOrderId').take(limit + 1).getMany() };
    });
    const page = pageOf(rows, limit, row => [row.answerBy, row.holderOrderId]);
    return { ...page, items: page.items.map(shownTo(actor)), total };
  }

  private async find(holderOrderId: string, actor: Actor): Promise<HolderOrderRow> {
    const row = await this.read(actor, (tx, own) => tx.getRepository(HolderOrderRow).findOneBy({ ...own, holderOrderId }));
    if (!row) throw unknown('holder-order');
    return row;
  }

  /** A holder stands outside the case and behind no wall of it: it sees what is addressed to it, and of the case nothing. */
  private read<T>(actor: Actor, work: (tx: EntityManager, own: FindOptionsWhere<HolderOrderRow>) => Promise<T>): Promise<T> {
    return actor.role === CUSTODIAN
      ? this.records.readAll(tx => work(tx, { holder: actor.agency ?? '' }))
      : this.records.read(actor, tx => work(tx, {}));
  }
}
