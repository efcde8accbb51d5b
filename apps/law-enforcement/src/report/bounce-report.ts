import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type Appended, type Meta } from '#event-store';
import { InstantField } from '#http';
import { instant } from '#kernel';
import { AccessTable, permitted } from '#security';
import { bounceReport } from './domain/report-decisions.js';
import { reports } from './domain/report.js';
import { whose } from './whose.js';

export class BounceReportDto {
  @InstantField() bouncedAt!: string;
}

export class BounceReport extends Command<Appended> {
  constructor(readonly reportId: string, readonly data: BounceReportDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(BounceReport)
export class BounceReportHandler implements ICommandHandler<BounceReport> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable) {}

  execute({ reportId, data, meta }: BounceReport) {
    const decision = bounceReport({ bouncedAt: instant(data.bouncedAt) });
    return this.store.decide(reports, reportId, permitted(this.access, meta.actor, 'report:bounce', whose, decision), meta);
  }
}
