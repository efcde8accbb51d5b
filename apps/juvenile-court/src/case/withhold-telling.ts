import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example, InstantField } from '#http';
import { instant } from '#kernel';
import { AccessTable, permitted } from '#security';
import { CourtRecords } from '../records/index.js';
import { courtCases } from './domain/court-case.js';
import { withholdTelling } from './domain/parties.js';
import { WITHHOLDING_REASONS, type Withholding } from './domain/party.js';
import { CASE, PARTY } from './kinds.js';
import { whose } from './whose.js';

@Example<WithholdTellingDto>({ reason: 'suspected-trafficker', authority: 'Order of protection, entered 2 March 2026', since: '2026-03-02T09:00:00-06:00' })
export class WithholdTellingDto {
  @IsIn(WITHHOLDING_REASONS, { context: { code: 'unknown-reason' } }) reason!: Withholding['reason'];
  /** The law or order that permits not telling; never a person's name. */
  @IsString() @MaxLength(200) authority!: string;
  /** Left out: from now on. */
  @IsOptional() @InstantField() since?: string;
}

export class WithholdTelling extends Command<Appended> {
  constructor(readonly caseId: string, readonly partyId: string, readonly data: WithholdTellingDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(WithholdTelling)
export class WithholdTellingHandler implements ICommandHandler<WithholdTelling> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable, private readonly records: CourtRecords) {}

  async execute({ caseId, partyId, data: { reason, authority, since }, meta }: WithholdTelling) {
    await this.records.visible(meta.actor, CASE, caseId);
    await this.records.visible(meta.actor, PARTY, partyId, caseId);
    const decision = withholdTelling(partyId, { reason, authority, ...(since ? { since: instant(since) } : {}) });
    const appended = await this.store.decide(courtCases, caseId, permitted(this.access, meta.actor, 'party:withhold', whose, decision), meta);
    await this.records.caughtUp(appended.position); // the party's attorney sees nothing more before it is answered
    return appended;
  }
}
