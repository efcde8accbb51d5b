import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn } from 'class-validator';
import { CORRECTION_REASONS } from '#contracts';
import { EventStore, type Appended, type Meta } from '#event-store';
import { InstantField } from '#http';
import { instant } from '#kernel';
import { AccessTable, permitted } from '#security';
import { correctReport, type Correction } from './domain/report-decisions.js';
import { reports } from './domain/report.js';
import { whose } from './whose.js';

export class CorrectReportDto {
  /** When it was really made. */
  @InstantField() madeAt!: string;
  @IsIn(CORRECTION_REASONS) reason!: Correction['reason'];
}

export class CorrectReport extends Command<Appended> {
  constructor(readonly reportId: string, readonly data: CorrectReportDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(CorrectReport)
export class CorrectReportHandler implements ICommandHandler<CorrectReport> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable) {}

  execute({ reportId, data, meta }: CorrectReport) {
    const decision = correctReport({ madeAt: instant(data.madeAt), reason: data.reason });
    return this.store.decide(reports, reportId, permitted(this.access, meta.actor, 'report:correct', whose, decision), meta);
  }
}
