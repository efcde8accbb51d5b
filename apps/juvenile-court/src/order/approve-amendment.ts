import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type Appended, type Meta } from '#event-store';
import { AccessTable, permitted } from '#security';
import { CourtRecords } from '../records/index.js';
import { DaysOfTheCourt } from './days-of-the-court.js';
import { approveAmendment } from './domain/amending.js';
import { orders } from './domain/order.js';
import { ORDER, whose } from './whose.js';

export class ApproveAmendment extends Command<Appended> {
  constructor(readonly orderId: string, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(ApproveAmendment)
export class ApproveAmendmentHandler implements ICommandHandler<ApproveAmendment> {
  constructor(
    private readonly store: EventStore, private readonly access: AccessTable, private readonly records: CourtRecords, private readonly days: DaysOfTheCourt,
  ) {}

  async execute({ orderId, meta }: ApproveAmendment) {
    await this.records.visible(meta.actor, ORDER, orderId);
    const decision = approveAmendment(await this.days.of(this.store, orderId));
    return this.store.decide(orders, orderId, permitted(this.access, meta.actor, 'order:sign', whose, decision), meta);
  }
}
