import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Type } from 'class-transformer';
import { ArrayNotEmpty, ArrayUnique, IsArray, IsDefined, IsIn, IsOptional, IsString, IsUUID, MaxLength, ValidateNested } from 'class-validator';
import { DETERMINATIONS, type DeterminationOutcome } from '#contracts';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example, InstantField } from '#http';
import { instant } from '#kernel';
import { AccessTable, permitted } from '#security';
import { placeOfYouth } from '../youth/index.js';
import { BASES, DETERMINED_BY, FOREIGN_NATIONAL, determinations, makeDetermination, type Basis } from './domain/determination.js';

export class BasisDto implements Basis {
  @IsArray() @ArrayNotEmpty() @ArrayUnique() @IsIn(BASES, { each: true }) codes!: (typeof BASES)[number][];
  @IsOptional() @IsString() @MaxLength(4000) text?: string;
}

@Example<MakeDeterminationDto>({
  youthId: '7d3e3c9c-6f2b-4a3e-9a5b-0f6f3c1f2a10', outcome: 'identified-victim', trafficking: 'sex', determinedBy: 'agency', receivedAt: '2026-03-02T14:00:00-05:00',
  basis: { codes: ['disclosed-by-the-youth', 'screening-result'] },
})
export class MakeDeterminationDto {
  @IsUUID() youthId!: string;
  @IsIn(DETERMINATIONS) outcome!: DeterminationOutcome;
  @IsIn(['sex', 'labor']) trafficking!: 'sex' | 'labor';
  @IsIn(DETERMINED_BY) determinedBy!: (typeof DETERMINED_BY)[number];
  /** When the agency received the information; an offset is required: a local time cannot start a legal clock. */
  @InstantField() receivedAt!: string;
  /** Whether the notice to HHS may be owed. The status itself stays with whoever helps the child with it. */
  @IsOptional() @IsIn(FOREIGN_NATIONAL) foreignNational?: (typeof FOREIGN_NATIONAL)[number];
  @IsDefined() @ValidateNested() @Type(() => BasisDto) basis!: BasisDto;
}

export class MakeDetermination extends Command<Appended> {
  constructor(readonly determinationId: string, readonly data: MakeDeterminationDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(MakeDetermination)
export class MakeDeterminationHandler implements ICommandHandler<MakeDetermination> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable) {}

  async execute({ determinationId, data: { basis, ...data }, meta }: MakeDetermination) {
    const receivedAt = instant(data.receivedAt);
    const place = await placeOfYouth(this.store, data.youthId, receivedAt); // the report is due when covered and identified both hold
    const decision = makeDetermination({ ...data, ...place, determinationId, receivedAt }, basis);
    return this.store.decide(determinations, determinationId, permitted(this.access, meta.actor, 'determination:make', () => place, decision), meta);
  }
}
