import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type Appended, type Meta } from '#event-store';
import type { Assessment } from './domain/assess.js';
import { duties } from './domain/duty.js';
import { settle } from './domain/settle.js';

export class SettleDuty extends Command<Appended> {
  constructor(readonly dutyId: string, readonly assessment: Assessment, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(SettleDuty)
export class SettleDutyHandler implements ICommandHandler<SettleDuty> {
  constructor(private readonly store: EventStore) {}

  execute({ dutyId, assessment, meta }: SettleDuty) {
    return this.store.decide(duties, dutyId, settle(dutyId, assessment), meta);
  }
}
