import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn } from 'class-validator';
import { ESCALATED_TO } from '#contracts';
import { EventStore, type Appended, type Meta } from '#event-store';
import { InstantField } from '#http';
import { instant } from '#kernel';
import { AccessTable, permitted } from '#security';
import { escalateRefusal, type Escalation } from './domain/escalation.js';
import { reports } from './domain/report.js';
import { whose } from './whose.js';

export class EscalateRefusalDto {
  @InstantField() escalatedAt!: string;
  @IsIn(ESCALATED_TO) to!: Escalation['to'];
}

export class EscalateRefusal extends Command<Appended> {
  constructor(readonly reportId: string, readonly data: EscalateRefusalDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(EscalateRefusal)
export class EscalateRefusalHandler implements ICommandHandler<EscalateRefusal> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable) {}

  execute({ reportId, data, meta }: EscalateRefusal) {
    const decision = escalateRefusal({ escalatedAt: instant(data.escalatedAt), to: data.to });
    return this.store.decide(reports, reportId, permitted(this.access, meta.actor, 'report:escalate', whose, decision), meta);
  }
}
