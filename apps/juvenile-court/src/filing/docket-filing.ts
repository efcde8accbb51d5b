import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example, InstantField } from '#http';
import { instant } from '#kernel';
import { AccessTable, permitted } from '#security';
import { CourtRecords } from '../records/index.js';
import { filings } from './domain/filing.js';
import { docket } from './domain/reviewing.js';
import { DocketedCases } from './docketed-cases.js';
import { FILING, whose } from './whose.js';

@Example<DocketFilingDto>({ docketNumber: '26-JU-00017', docketedAt: '2026-03-02T14:05:00-06:00' })
export class DocketFilingDto {
  /** The number of the case it opens; one filed in a case has that case's. */
  @IsOptional() @IsString() @MinLength(1) @MaxLength(60) docketNumber?: string;
  /** Left out, now. */
  @IsOptional() @InstantField() docketedAt?: string;
}

export class DocketFiling extends Command<Appended> {
  constructor(readonly filingId: string, readonly data: DocketFilingDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(DocketFiling)
export class DocketFilingHandler implements ICommandHandler<DocketFiling> {
  constructor(
    private readonly store: EventStore, private readonly access: AccessTable, private readonly records: CourtRecords,
    private readonly cases: DocketedCases,
  ) {}

  async execute({ filingId, data, meta }: DocketFiling) {
    await this.records.visible(meta.actor, FILING, filingId);
    const docketedAt = data.docketedAt ? instant(data.docketedAt) : undefined;
    await this.cases.ready(filingId, { docketedAt, docketNumber: data.docketNumber }, meta);
    return this.store.decide(filings, filingId, permitted(this.access, meta.actor, 'filing:review', whose, docket(docketedAt)), meta);
  }
}
