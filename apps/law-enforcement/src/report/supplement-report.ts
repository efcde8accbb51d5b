import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ArrayNotEmpty, ArrayUnique, IsArray, IsIn } from 'class-validator';
import { EventStore, type Appended, type Meta } from '#event-store';
import { InstantField } from '#http';
import { instant } from '#kernel';
import { AccessTable, permitted } from '#security';
import { supplementReport } from './domain/report-decisions.js';
import { PACKET_ELEMENTS, reports, type PacketElement } from './domain/report.js';
import { whose } from './whose.js';

export class SupplementReportDto {
  @InstantField() supplementedAt!: string;
  @IsArray() @ArrayNotEmpty() @ArrayUnique() @IsIn(PACKET_ELEMENTS, { each: true }) elements!: PacketElement[];
}

export class SupplementReport extends Command<Appended> {
  constructor(readonly reportId: string, readonly data: SupplementReportDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(SupplementReport)
export class SupplementReportHandler implements ICommandHandler<SupplementReport> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable) {}

  execute({ reportId, data, meta }: SupplementReport) {
    const decision = supplementReport({ supplementedAt: instant(data.supplementedAt), elements: data.elements });
    return this.store.decide(reports, reportId, permitted(this.access, meta.actor, 'report:supplement', whose, decision), meta);
  }
}
