import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn } from 'class-validator';
import { REFUSAL_REASONS } from '#contracts';
import { EventStore, type Appended, type Meta } from '#event-store';
import { InstantField } from '#http';
import { instant } from '#kernel';
import { AccessTable, permitted } from '#security';
import { refuseReport } from './domain/report-decisions.js';
import { reports, type Refusal } from './domain/report.js';
import { whose } from './whose.js';

export class RefuseReportDto {
  @InstantField() refusedAt!: string;
  @IsIn(REFUSAL_REASONS) reason!: Refusal['reason'];
}

export class RefuseReport extends Command<Appended> {
  constructor(readonly reportId: string, readonly data: RefuseReportDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(RefuseReport)
export class RefuseReportHandler implements ICommandHandler<RefuseReport> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable) {}

  execute({ reportId, data, meta }: RefuseReport) {
    const decision = refuseReport({ refusedAt: instant(data.refusedAt), reason: data.reason });
    return this.store.decide(reports, reportId, permitted(this.access, meta.actor, 'report:refuse', whose, decision), meta);
  }
}
