import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type Appended, type Meta } from '#event-store';
import { AccessTable, permitted } from '#security';
import { CourtRecords } from '../records/index.js';
import { signOrder } from './domain/drafting.js';
import { orders } from './domain/order.js';
import { ORDER, whose } from './whose.js';

export class SignOrder extends Command<Appended> {
  constructor(readonly orderId: string, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(SignOrder)
export class SignOrderHandler implements ICommandHandler<SignOrder> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable, private readonly records: CourtRecords) {}

  async execute({ orderId, meta }: SignOrder) {
    await this.records.visible(meta.actor, ORDER, orderId);
    return this.store.decide(orders, orderId, permitted(this.access, meta.actor, 'order:sign', whose, signOrder), meta);
  }
}
