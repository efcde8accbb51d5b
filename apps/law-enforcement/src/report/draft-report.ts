import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, IsUUID, ValidateNested } from 'class-validator';
import { RECIPIENTS, SUBJECT_KINDS, type ReportRecipient, type SubjectKind } from '#contracts';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example } from '#http';
import { AccessTable, permitted } from '#security';
import { draftReport } from './domain/report-decisions.js';
import { PACKET_ELEMENTS, reports, type PacketElement } from './domain/report.js';
import { KnownSubjects } from './known-subjects.js';

/** Which parts of the packet are at hand. */
class PacketDto {
  @IsOptional() @IsBoolean() photo?: boolean;
  /** Height, weight, sex, ethnicity, race, hair and eye color. */
  @IsOptional() @IsBoolean() physicalDescription?: boolean;
  /** Pregnancy, prescription medications, suicidal tendencies, vulnerability to being trafficked, other risks. */
  @IsOptional() @IsBoolean() endangerment?: boolean;
}

@Example<DraftReportDto>({
  subjectKind: 'missing-episode', subjectId: '3b0c7f4e-54d4-4a0c-8c36-0d6f2f6b9c11', recipient: 'police', packet: { photo: true, physicalDescription: true },
})
export class DraftReportDto {
  @IsIn(SUBJECT_KINDS) subjectKind!: SubjectKind;
  @IsUUID() subjectId!: string;
  @IsIn(RECIPIENTS) recipient!: ReportRecipient;
  @IsOptional() @ValidateNested() @Type(() => PacketDto) packet?: PacketDto;
}

const atHand = ({ photo, physicalDescription, endangerment }: PacketDto): readonly PacketElement[] => {
  const present = { photo, 'physical-description': physicalDescription, 'endangerment-information': endangerment };
  return PACKET_ELEMENTS.filter(element => present[element]);
};

export class DraftReport extends Command<Appended> {
  constructor(readonly reportId: string, readonly data: DraftReportDto, readonly meta: Meta, readonly position?: bigint) {
    super();
  }
}

@CommandHandler(DraftReport)
export class DraftReportHandler implements ICommandHandler<DraftReport> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable, private readonly subjects: KnownSubjects) {}

  async execute({ reportId, data: { subjectKind, subjectId, recipient, packet = {} }, meta, position }: DraftReport) {
    const subject = await this.subjects.get(subjectKind, subjectId, position);
    const decision = draftReport({ reportId, subject, recipient, packet: atHand(packet) });
    return this.store.decide(reports, reportId, permitted(this.access, meta.actor, 'report:draft', () => subject, decision), meta);
  }
}
