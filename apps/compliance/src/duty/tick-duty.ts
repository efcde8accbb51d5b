import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type Appended, type Meta } from '#event-store';
import { tick } from './domain/alerts.js';
import { duties } from './domain/duty.js';

export class TickDuty extends Command<Appended> {
  constructor(readonly dutyId: string, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(TickDuty)
export class TickDutyHandler implements ICommandHandler<TickDuty> {
  constructor(private readonly store: EventStore) {}

  execute({ dutyId, meta }: TickDuty) {
    return this.store.decide(duties, dutyId, tick, meta);
  }
}
