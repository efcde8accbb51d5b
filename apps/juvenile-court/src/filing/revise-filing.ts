import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ArrayMaxSize, ArrayUnique, IsArray, IsBoolean, IsIn, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { FILING_TYPES, type FilingType } from '#contracts';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example } from '#http';
import { personal } from '#kernel';
import { AccessTable, permitted } from '#security';
import { CourtRecords } from '../records/index.js';
import { filings } from './domain/filing.js';
import { revise } from './domain/preparing.js';
import { FILING, whose } from './whose.js';

@Example<ReviseFilingDto>({ urgent: true, documents: ['document-store/example/1', 'document-store/example/2'] })
export class ReviseFilingDto {
  @IsOptional() @IsIn(FILING_TYPES, { context: { code: 'unknown-type' } }) filingType?: FilingType;
  @IsOptional() @IsBoolean() urgent?: boolean;
  @IsOptional() @IsString() @MinLength(1) @MaxLength(300) title?: string;
  @IsOptional() @IsArray() @ArrayMaxSize(50) @ArrayUnique() @IsString({ each: true }) @MaxLength(300, { each: true }) documents?: string[];
}

export class ReviseFiling extends Command<Appended> {
  constructor(readonly filingId: string, readonly data: ReviseFilingDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(ReviseFiling)
export class ReviseFilingHandler implements ICommandHandler<ReviseFiling> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable, private readonly records: CourtRecords) {}

  async execute({ filingId, data: { title, documents, ...rest }, meta }: ReviseFiling) {
    await this.records.visible(meta.actor, FILING, filingId);
    const content = { ...rest, ...(title ? { title: personal(title) } : {}), ...(documents ? { documents: personal(documents) } : {}) };
    const decision = revise(meta.actor.subject, content);
    return this.store.decide(filings, filingId, permitted(this.access, meta.actor, 'filing:prepare', whose, decision), meta);
  }
}
