import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example } from '#http';
import { personal } from '#kernel';
import { AccessTable, permitted } from '#security';
import { CourtRecords } from '../records/index.js';
import { filings, REJECTION_REASONS, type RejectionReason } from './domain/filing.js';
import { reject } from './domain/reviewing.js';
import { FILING, whose } from './whose.js';

@Example<RejectFilingDto>({ reason: 'wrong-court', note: 'File this in the county where the child lives.' })
export class RejectFilingDto {
  @IsIn(REJECTION_REASONS, { context: { code: 'unknown-reason' } }) reason!: RejectionReason;
  /** For the filer. */
  @IsOptional() @IsString() @MinLength(1) @MaxLength(2000) note?: string;
}

export class RejectFiling extends Command<Appended> {
  constructor(readonly filingId: string, readonly data: RejectFilingDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(RejectFiling)
export class RejectFilingHandler implements ICommandHandler<RejectFiling> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable, private readonly records: CourtRecords) {}

  async execute({ filingId, data: { reason, note }, meta }: RejectFiling) {
    await this.records.visible(meta.actor, FILING, filingId);
    const decision = reject({ reason, ...(note ? { note: personal(note) } : {}) });
    return this.store.decide(filings, filingId, permitted(this.access, meta.actor, 'filing:review', whose, decision), meta);
  }
}
