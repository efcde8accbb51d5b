import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsOptional, IsString, Length } from 'class-validator';
import type { Receipt } from '#contracts';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example, InstantField } from '#http';
import { instant } from '#kernel';
import { AccessTable, permitted } from '#security';
import { acknowledgeReport } from './domain/report-decisions.js';
import { reports } from './domain/report.js';
import { whose } from './whose.js';

@Example<AcknowledgeReportDto>({
  acknowledgedAt: '2026-03-01T18:25:00-05:00', caseNumber: 'EXAMPLE-26-0301', officer: 'Officer Example', badge: '0000', ori: 'MO0000000',
})
export class AcknowledgeReportDto {
  /** When the receipt was given; left out where that was not collected. */
  @IsOptional() @InstantField() acknowledgedAt?: string;
  /** Police case number, or NCMEC's report number. */
  @IsString() @Length(1, 64) caseNumber!: string;
  @IsOptional() @IsString() @Length(1, 100) officer?: string;
  @IsOptional() @IsString() @Length(1, 32) badge?: string;
  @IsOptional() @IsString() @Length(1, 16) ori?: string;
}

const receiptOf = ({ caseNumber, officer, badge, ori }: AcknowledgeReportDto): Receipt => ({ caseNumber, officer, badge, ori });

export class AcknowledgeReport extends Command<Appended> {
  constructor(readonly reportId: string, readonly data: AcknowledgeReportDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(AcknowledgeReport)
export class AcknowledgeReportHandler implements ICommandHandler<AcknowledgeReport> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable) {}

  execute({ reportId, data, meta }: AcknowledgeReport) {
    const decision = acknowledgeReport({ acknowledgedAt: data.acknowledgedAt ? instant(data.acknowledgedAt) : null, receipt: receiptOf(data) });
    return this.store.decide(reports, reportId, permitted(this.access, meta.actor, 'report:acknowledge', whose, decision), meta);
  }
}
