import { Injectable } from '@nestjs/common';
import { EventStore } from '#event-store';
import type { Recorded } from '#kernel';
import type { Process } from '#projections';
import { derivedMeta } from '../derived-meta.js';
import { CourtRecords, unknown } from '../records/index.js';
import { withdrawTerms } from './domain/amending.js';
import { orders, type OrderEvent } from './domain/order.js';
import { OrderRow, OrphanedOrderRow } from './order.row.js';

type Expunged = Recorded<Extract<OrderEvent, { type: 'CaseExpunged' }>>;

/** Withdraws what the other orders of an expunged case still ask for: nobody can reach those any more to say that it was done. */
@Injectable()
export class EndTerms implements Process {
  readonly name = 'end-terms';
  readonly eventTypes = ['CaseExpunged'];

  constructor(private readonly store: EventStore, private readonly records: CourtRecords) {}

  parkingKey(event: Recorded): string {
    return (event as Expunged).data.youthId;
  }

  async handle(event: Recorded): Promise<void> {
    const { orderId, orderedAt } = (event as Expunged).data;
    for (const other of await this.othersOf(orderId, event.position)) {
      await this.store.decide(orders, other, withdrawTerms(orderedAt), derivedMeta('end-terms', other, event));
    }
  }

  /** Throws until the records have taken the case out: they alone know what else was ordered in it. */
  private async othersOf(orderId: string, position: bigint): Promise<readonly string[]> {
    await this.records.caughtUp(position);
    const { left, others } = await this.records.readAll(async tx => ({
      left: await tx.getRepository(OrderRow).existsBy({ orderId, caseId: orderId }),
      others: await tx.getRepository(OrphanedOrderRow).findBy({ caseId: orderId }),
    }));
    if (!left) throw unknown('order');
    return others.map(other => other.orderId);
  }
}
