import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsNotEmpty, IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator';
import { COVERAGE, US_STATES, type Coverage, type UsState } from '#contracts';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example } from '#http';
import { AccessTable, permitted } from '#security';
import { AgencyIdentifiers } from './agency-identifiers.js';
import { NamedClaimDto, toClaim } from './claim.dto.js';
import { register, rehearsed, type Registration } from './domain/decisions.js';
import { claimIdentifier } from './domain/identifier.js';
import { youths, type Place } from './domain/youth.js';
import { IdentifierDto } from './identifier.dto.js';
import { KeyedNames } from './keyed-names.js';

@Example<RegisterYouthDto>({
  agency: 'US-MO', state: 'MO', county: 'MO county 5', coverage: 'placed',
  identifier: { id: 'EXAMPLE-0001', source: 'agency-record', confidence: 'confirmed' },
  claims: [
    { kind: 'name', value: 'Example Person', source: 'youth', learnedAt: '2026-02-01T10:00:00-06:00' },
    { kind: 'birth-date', value: '2010-04-30', source: 'birth-certificate', learnedAt: '2026-02-01T10:00:00-06:00' },
  ],
})
export class RegisterYouthDto {
  @IsString() @IsNotEmpty() @MaxLength(200) agency!: string;
  @IsIn(US_STATES, { context: { code: 'unknown-state' } }) state!: UsState;
  @IsString() @IsNotEmpty() @MaxLength(200) county!: string;
  @IsIn(COVERAGE) coverage!: Coverage;
  @IsOptional() @ValidateNested() @Type(() => IdentifierDto) identifier?: IdentifierDto;
  @IsOptional() @IsArray() @ArrayMaxSize(20) @ValidateNested({ each: true }) @Type(() => NamedClaimDto) claims?: NamedClaimDto[];
}

export class RegisterYouth extends Command<Appended> {
  constructor(readonly youthId: string, readonly data: RegisterYouthDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(RegisterYouth)
export class RegisterYouthHandler implements ICommandHandler<RegisterYouth> {
  constructor(
    private readonly store: EventStore, private readonly access: AccessTable,
    private readonly identifiers: AgencyIdentifiers, private readonly names: KeyedNames,
  ) {}

  async execute({ youthId, data: { agency, state, county, coverage, identifier, claims = [] }, meta }: RegisterYouth) {
    const place: Place = { agency, state, county };
    const registration = { youthId, place, coverage, claims: claims.map(toClaim) };
    await this.store.decide(youths, youthId, rehearsed(this.decision(registration, meta)), meta); // what is refused claims nothing
    const held = identifier ? await this.held(registration, identifier, meta) : registration;
    return this.store.decide(youths, held.youthId, this.decision(held, meta), meta);
  }

  /** The same registration, for the youth that holds the identifier: this one if nobody did. */
  private async held(registration: Registration, identifier: IdentifierDto, meta: Meta): Promise<Registration> {
    const key = this.names.identifier(registration.place.agency, identifier.id);
    const { holder, claim } = await this.identifiers.claim(key, claimIdentifier(registration), meta);
    return { ...registration, youthId: holder ?? registration.youthId, identifier: { ...identifier, key, claim } };
  }

  private decision(registration: Registration, { actor }: Meta) {
    const decision = register(registration, this.names.searchIndex(registration.place.agency));
    return permitted(this.access, actor, 'youth:register', () => registration.place, decision);
  }
}
