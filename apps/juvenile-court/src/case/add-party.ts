import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsBoolean, IsIn, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example, toResponse } from '#http';
import { personal } from '#kernel';
import { AccessTable, permitted } from '#security';
import { partId } from '../part-id.js';
import { CourtRecords } from '../records/index.js';
import { courtCases } from './domain/court-case.js';
import { addParty } from './domain/parties.js';
import { PARTY_ROLES, type PartyDetails } from './domain/party.js';
import { CASE } from './kinds.js';
import { whose } from './whose.js';

@Example<AddPartyDto>({
  role: 'parent', name: 'Pat Example', address: '100 Example Street, Springfield', addressProtected: true, noticeRequired: true,
})
export class AddPartyDto {
  @IsIn(PARTY_ROLES, { context: { code: 'unknown-role' } }) role!: PartyDetails['role'];
  @IsString() @MinLength(1) @MaxLength(200) name!: string;
  @IsOptional() @IsString() @MinLength(1) @MaxLength(500) address?: string;
  @IsBoolean() addressProtected!: boolean;
  @IsBoolean() noticeRequired!: boolean;
}

export class AddParty extends Command<object> {
  constructor(readonly caseId: string, readonly data: AddPartyDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(AddParty)
export class AddPartyHandler implements ICommandHandler<AddParty> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable, private readonly records: CourtRecords) {}

  async execute({ caseId, data, meta }: AddParty) {
    await this.records.visible(meta.actor, CASE, caseId);
    const { name, address, ...details } = data;
    const partyId = partId('party', caseId, meta);
    const decision = addParty(partyId, { ...details, name: personal(name), address: address ? personal(address) : null });
    const appended: Appended = await this.store.decide(courtCases, caseId, permitted(this.access, meta.actor, 'party:manage', whose, decision), meta);
    return toResponse(appended, { partyId });
  }
}
