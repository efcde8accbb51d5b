import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type Appended, type Meta } from '#event-store';
import type { Assessment } from './domain/assess.js';
import { duties } from './domain/duty.js';
import { settle } from './domain/settle.js';
import { dutyIdOf } from './duty-id.js';

export class SettleDuty extends Command<Appended> {
  constructor(readonly assessment: Assessment, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(SettleDuty)
export class SettleDutyHandler implements ICommandHandler<SettleDuty> {
  constructor(private readonly store: EventStore) {}

  execute({ assessment, meta }: SettleDuty) {
    const dutyId = dutyIdOf(assessment);
    return this.store.decide(duties, dutyId, settle(dutyId, assessment), meta);
  }
}
