import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { SAFE_HARBOR_AUTHORITIES, SAFE_HARBOR_OUTCOMES, type SafeHarborOutcome } from '#contracts';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example, InstantField } from '#http';
import { instant, personal } from '#kernel';
import { AccessTable, permitted } from '#security';
import { CourtRecords } from '../records/index.js';
import { RuleBook } from '../rules/index.js';
import { checks, decideCheck, type Ruling } from './domain/check.js';
import { ALLEGATIONS, type Allegation } from './domain/provision.js';
import { listedFor } from './listed-for.js';
import { ProvisionBook } from './provision-book.js';
import { CHECK, whose } from './whose.js';

@Example<DecideCheckDto>({
  decidedBy: 'court', officer: 'Made-up Judge Example', decidedAt: '2026-03-04T10:00:00-05:00', outcomes: ['immunity-granted', 'referred-to-services'],
  provisions: ['KY-529.120'], allegation: 'prostitution',
})
export class DecideCheckDto {
  @IsIn(SAFE_HARBOR_AUTHORITIES, { context: { code: 'unknown-authority' } }) decidedBy!: Ruling['decidedBy'];
  /** Who decided, by name. */
  @IsString() @MinLength(1) @MaxLength(200) officer!: string;
  @InstantField() decidedAt!: string;
  /** What was done: several may hold. */
  @IsArray() @ArrayMinSize(1) @ArrayUnique() @IsIn(SAFE_HARBOR_OUTCOMES, { each: true, context: { code: 'unknown-outcome' } }) outcomes!: SafeHarborOutcome[];
  /** The provisions it rests on, by id. */
  @IsArray() @ArrayMaxSize(20) @ArrayUnique() @IsString({ each: true }) @MaxLength(100, { each: true }) provisions!: string[];
  /** What the child is said to have done, where the check does not tell. */
  @IsOptional() @IsIn(ALLEGATIONS, { context: { code: 'unknown-allegation' } }) allegation?: Allegation;
}

export class DecideCheck extends Command<Appended> {
  constructor(readonly checkId: string, readonly data: DecideCheckDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(DecideCheck)
export class DecideCheckHandler implements ICommandHandler<DecideCheck> {
  constructor(
    private readonly store: EventStore, private readonly access: AccessTable, private readonly records: CourtRecords, private readonly book: ProvisionBook,
    private readonly rules: RuleBook,
  ) {}

  async execute({ checkId, data, meta }: DecideCheck) {
    await this.records.visible(meta.actor, CHECK, checkId);
    const { decidedBy, officer, decidedAt, outcomes, provisions, allegation } = data;
    const ruling = { decidedBy, officer: personal(officer), decidedAt: instant(decidedAt), outcomes, provisions };
    const decision = decideCheck(ruling, check => listedFor(this.book, this.rules, { ...check, allegation: allegation ?? check.allegation }));
    return this.store.decide(checks, checkId, permitted(this.access, meta.actor, 'safe-harbor:decide', whose, decision), meta);
  }
}
