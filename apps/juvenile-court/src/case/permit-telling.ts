import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsString, MaxLength } from 'class-validator';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example } from '#http';
import { AccessTable, permitted } from '#security';
import { CourtRecords } from '../records/index.js';
import { courtCases } from './domain/court-case.js';
import { permitTelling } from './domain/parties.js';
import { CASE, PARTY } from './kinds.js';
import { whose } from './whose.js';

@Example<PermitTellingDto>({ authority: 'Order of protection ended 2 June 2026' })
export class PermitTellingDto {
  /** Why telling is no longer withheld; never a person's name. */
  @IsString() @MaxLength(200) authority!: string;
}

export class PermitTelling extends Command<Appended> {
  constructor(readonly caseId: string, readonly partyId: string, readonly data: PermitTellingDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(PermitTelling)
export class PermitTellingHandler implements ICommandHandler<PermitTelling> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable, private readonly records: CourtRecords) {}

  async execute({ caseId, partyId, data, meta }: PermitTelling) {
    await this.records.visible(meta.actor, CASE, caseId);
    await this.records.visible(meta.actor, PARTY, partyId, caseId);
    const decision = permitTelling(partyId, data.authority);
    return this.store.decide(courtCases, caseId, permitted(this.access, meta.actor, 'party:withhold', whose, decision), meta);
  }
}
