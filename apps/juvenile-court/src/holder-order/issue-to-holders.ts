import { Injectable } from '@nestjs/common';
import { EventStore } from '#event-store';
import type { Recorded } from '#kernel';
import type { Process } from '#projections';
import { derivedMeta } from '../derived-meta.js';
import { stateOf, type OrderEvent } from '../order/index.js';
import { holderOrders, issue } from './domain/holder-order.js';

const ORDERED = { CaseVacated: 'vacate', CaseExpunged: 'expunge', SealingOrdered: 'seal', UnsealingOrdered: 'unseal' } as const;
type RecordsOrder = Recorded<Extract<OrderEvent, { type: keyof typeof ORDERED }>>;

/** Tells each holder that the court's order names of its own part, on a stream of its own: no event names two. */
@Injectable()
export class IssueToHolders implements Process {
  readonly name = 'holder-orders';
  readonly eventTypes = Object.keys(ORDERED);

  constructor(private readonly store: EventStore) {}

  parkingKey(event: Recorded): string {
    return (event as RecordsOrder).data.youthId;
  }

  async handle(event: Recorded): Promise<void> {
    const { type, data } = event as RecordsOrder;
    const { orderId, caseId, youthId, court, county, orderedAt: issuedAt } = data;
    const ordered = ORDERED[type];
    for (const { holderOrderId, holder, answerBy } of data.holders) {
      const decision = issue({ holderOrderId, orderId, caseId, youthId, holder, agency: court, state: stateOf(data), county, ordered, issuedAt, answerBy });
      await this.store.decide(holderOrders, holderOrderId, decision, derivedMeta('issue-holder-order', holderOrderId, event));
    }
  }
}
