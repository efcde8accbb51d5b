import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsInt, Max, Min } from 'class-validator';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example } from '#http';
import { AccessTable, permitted } from '#security';
import { acknowledge } from './domain/alerts.js';
import { duties } from './domain/duty.js';
import { whose } from './whose.js';

@Example<AcknowledgeAlertDto>({ level: 50 })
export class AcknowledgeAlertDto {
  /** Per cent of the time, as the alert said; 100 is the breach. Taken on by the role it names or one above it on the ladder, the breach by the last alone. */
  @IsInt() @Min(1) @Max(100) level!: number;
}

export class AcknowledgeAlert extends Command<Appended> {
  constructor(readonly dutyId: string, readonly data: AcknowledgeAlertDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(AcknowledgeAlert)
export class AcknowledgeAlertHandler implements ICommandHandler<AcknowledgeAlert> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable) {}

  execute({ dutyId, data: { level }, meta }: AcknowledgeAlert) {
    return this.store.decide(duties, dutyId, permitted(this.access, meta.actor, 'alert:acknowledge', whose, acknowledge(level, meta.actor.role)), meta);
  }
}
