import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example } from '#http';
import { personal } from '#kernel';
import { AccessTable, permitted } from '#security';
import { CourtRecords } from '../records/index.js';
import { filings, RETURN_REASONS, type ReturnReason } from './domain/filing.js';
import { sendBack } from './domain/reviewing.js';
import { FILING, whose } from './whose.js';

@Example<ReturnFilingDto>({ reason: 'signature-missing', note: 'The last page is not signed.' })
export class ReturnFilingDto {
  @IsIn(RETURN_REASONS, { context: { code: 'unknown-reason' } }) reason!: ReturnReason;
  /** For the filer. */
  @IsOptional() @IsString() @MinLength(1) @MaxLength(2000) note?: string;
}

export class ReturnFiling extends Command<Appended> {
  constructor(readonly filingId: string, readonly data: ReturnFilingDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(ReturnFiling)
export class ReturnFilingHandler implements ICommandHandler<ReturnFiling> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable, private readonly records: CourtRecords) {}

  async execute({ filingId, data: { reason, note }, meta }: ReturnFiling) {
    await this.records.visible(meta.actor, FILING, filingId);
    const decision = sendBack({ reason, ...(note ? { note: personal(note) } : {}) });
    return this.store.decide(filings, filingId, permitted(this.access, meta.actor, 'filing:review', whose, decision), meta);
  }
}
