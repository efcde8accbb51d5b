import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example, InstantField } from '#http';
import { instant } from '#kernel';
import { AccessTable, permitted } from '#security';
import { CourtRecords } from '../records/index.js';
import { fulfillTerm } from './domain/amending.js';
import { orders } from './domain/order.js';
import { ORDER, whose } from './whose.js';

@Example<FulfillTermDto>({ fulfilledAt: '2026-03-18T10:00:00-05:00' })
export class FulfillTermDto {
  @InstantField() fulfilledAt!: string;
}

export class FulfillTerm extends Command<Appended> {
  constructor(readonly orderId: string, readonly termId: string, readonly data: FulfillTermDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(FulfillTerm)
export class FulfillTermHandler implements ICommandHandler<FulfillTerm> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable, private readonly records: CourtRecords) {}

  async execute({ orderId, termId, data, meta }: FulfillTerm) {
    await this.records.visible(meta.actor, ORDER, orderId);
    const decision = fulfillTerm(termId, instant(data.fulfilledAt));
    return this.store.decide(orders, orderId, permitted(this.access, meta.actor, 'order:record-fulfillment', whose, decision), meta);
  }
}
