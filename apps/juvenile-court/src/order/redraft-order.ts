import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type Appended, type Meta } from '#event-store';
import { AccessTable, permitted } from '#security';
import { CourtRecords } from '../records/index.js';
import { redraftOrder } from './domain/drafting.js';
import { orders } from './domain/order.js';
import { DraftDto, draftOf } from './draft.dto.js';
import { ORDER, whose } from './whose.js';

export class RedraftOrder extends Command<Appended> {
  constructor(readonly orderId: string, readonly data: DraftDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(RedraftOrder)
export class RedraftOrderHandler implements ICommandHandler<RedraftOrder> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable, private readonly records: CourtRecords) {}

  async execute({ orderId, data, meta }: RedraftOrder) {
    await this.records.visible(meta.actor, ORDER, orderId);
    const decision = redraftOrder(draftOf(data, orderId, meta.commandId));
    return this.store.decide(orders, orderId, permitted(this.access, meta.actor, 'order:draft', whose, decision), meta);
  }
}
