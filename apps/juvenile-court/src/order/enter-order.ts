import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type Appended, type Meta } from '#event-store';
import { AccessTable, permitted } from '#security';
import { CourtRecords } from '../records/index.js';
import { DaysOfTheCourt } from './days-of-the-court.js';
import { enterOrder } from './domain/entering.js';
import { orders } from './domain/order.js';
import { ORDER, whose } from './whose.js';

export class EnterOrder extends Command<Appended> {
  constructor(readonly orderId: string, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(EnterOrder)
export class EnterOrderHandler implements ICommandHandler<EnterOrder> {
  constructor(
    private readonly store: EventStore, private readonly access: AccessTable, private readonly records: CourtRecords, private readonly days: DaysOfTheCourt,
  ) {}

  async execute({ orderId, meta }: EnterOrder) {
    await this.records.visible(meta.actor, ORDER, orderId);
    const decision = enterOrder(await this.days.of(this.store, orderId));
    const appended = await this.store.decide(orders, orderId, permitted(this.access, meta.actor, 'order:enter', whose, decision), meta);
    await this.records.caughtUp(appended.position); // what it expunges is gone before it is answered
    return appended;
  }
}
