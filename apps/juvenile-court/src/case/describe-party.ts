import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsBoolean, IsIn, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example } from '#http';
import { personal } from '#kernel';
import { AccessTable, permitted } from '#security';
import { CourtRecords } from '../records/index.js';
import { courtCases } from './domain/court-case.js';
import { describeParty } from './domain/parties.js';
import { PARTY_ROLES, type PartyDetails } from './domain/party.js';
import { CASE, PARTY } from './kinds.js';
import { whose } from './whose.js';

@Example<DescribePartyDto>({ address: '200 Example Avenue, Springfield', addressProtected: true })
export class DescribePartyDto {
  @IsOptional() @IsIn(PARTY_ROLES, { context: { code: 'unknown-role' } }) role?: PartyDetails['role'];
  @IsOptional() @IsString() @MinLength(1) @MaxLength(200) name?: string;
  @IsOptional() @IsString() @MinLength(1) @MaxLength(500) address?: string;
  @IsOptional() @IsBoolean() addressProtected?: boolean;
  @IsOptional() @IsBoolean() noticeRequired?: boolean;
}

export class DescribeParty extends Command<Appended> {
  constructor(readonly caseId: string, readonly partyId: string, readonly data: DescribePartyDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(DescribeParty)
export class DescribePartyHandler implements ICommandHandler<DescribeParty> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable, private readonly records: CourtRecords) {}

  async execute({ caseId, partyId, data, meta }: DescribeParty) {
    await this.records.visible(meta.actor, CASE, caseId);
    await this.records.visible(meta.actor, PARTY, partyId, caseId);
    const { name, address, ...details } = data;
    const decision = describeParty(partyId, {
      ...details, ...(name ? { name: personal(name) } : {}), ...(address ? { address: personal(address) } : {}),
    });
    return this.store.decide(courtCases, caseId, permitted(this.access, meta.actor, 'party:manage', whose, decision), meta);
  }
}
