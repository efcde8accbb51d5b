import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example } from '#http';
import { AccessTable, permitted } from '#security';
import { CourtRecords } from '../records/index.js';
import { DocketIndex } from './docket-index.js';
import { courtCases } from './domain/court-case.js';
import { amendCase } from './domain/opening.js';
import { CASE } from './kinds.js';
import { whose } from './whose.js';

@Example<AmendCaseDto>({ division: 'Trafficking court' })
export class AmendCaseDto {
  @IsOptional() @IsString() @MinLength(1) @MaxLength(60) docketNumber?: string;
  /** The division or specialised docket that hears it. */
  @IsOptional() @IsString() @MinLength(1) @MaxLength(100) division?: string;
}

export class AmendCase extends Command<Appended> {
  constructor(readonly caseId: string, readonly data: AmendCaseDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(AmendCase)
export class AmendCaseHandler implements ICommandHandler<AmendCase> {
  constructor(
    private readonly store: EventStore, private readonly access: AccessTable, private readonly records: CourtRecords, private readonly index: DocketIndex,
  ) {}

  async execute({ caseId, data, meta }: AmendCase) {
    await this.records.visible(meta.actor, CASE, caseId);
    return this.store.decide(courtCases, caseId, permitted(this.access, meta.actor, 'case:amend', whose, amendCase(data, this.index.of)), meta);
  }
}
