import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn } from 'class-validator';
import { CHANNELS, REPORTERS } from '#contracts';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example, InstantField } from '#http';
import { instant } from '#kernel';
import { AccessTable, permitted } from '#security';
import { makeReport } from './domain/report-decisions.js';
import { reports, type Attempt } from './domain/report.js';
import { whose } from './whose.js';

@Example<MakeReportDto>({ madeAt: '2026-03-01T18:20:00-05:00', channel: 'telephone', madeBy: 'agency' })
export class MakeReportDto {
  /** When the call was taken or the form accepted. */
  @InstantField() madeAt!: string;
  @IsIn(CHANNELS) channel!: Attempt['channel'];
  @IsIn(REPORTERS) madeBy!: Attempt['madeBy'];
}

export class MakeReport extends Command<Appended> {
  constructor(readonly reportId: string, readonly data: MakeReportDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(MakeReport)
export class MakeReportHandler implements ICommandHandler<MakeReport> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable) {}

  execute({ reportId, data, meta }: MakeReport) {
    const decision = makeReport({ madeAt: instant(data.madeAt), channel: data.channel, madeBy: data.madeBy });
    return this.store.decide(reports, reportId, permitted(this.access, meta.actor, 'report:make', whose, decision), meta);
  }
}
