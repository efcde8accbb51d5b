import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn, IsString, Matches, MaxLength } from 'class-validator';
import { EventStore, type Appended, type Meta } from '#event-store';
import { AccessTable, permitted } from '#security';
import { AgencyIdentifiers } from './agency-identifiers.js';
import { unlinkIdentifier } from './domain/decisions.js';
import { claimToRelease, UNLINK_REASONS, youths } from './domain/youth.js';
import { KeyedNames } from './keyed-names.js';
import { loadYouth } from './place-of-youth.js';
import { whose } from './whose.js';

export class UnlinkIdentifierDto {
  @IsString() @Matches(/\S/) @MaxLength(100) id!: string;
  @IsIn(UNLINK_REASONS) reason!: (typeof UNLINK_REASONS)[number];
}

export class UnlinkIdentifier extends Command<Appended> {
  constructor(readonly youthId: string, readonly data: UnlinkIdentifierDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(UnlinkIdentifier)
export class UnlinkIdentifierHandler implements ICommandHandler<UnlinkIdentifier> {
  constructor(
    private readonly store: EventStore, private readonly access: AccessTable,
    private readonly identifiers: AgencyIdentifiers, private readonly names: KeyedNames,
  ) {}

  async execute({ youthId, data: { id, reason }, meta }: UnlinkIdentifier) {
    const { agency } = (await loadYouth(this.store, youthId)).place;
    const key = this.names.identifier(agency, id);
    const decision = permitted(this.access, meta.actor, 'youth:update', whose, unlinkIdentifier({ key, reason }));
    const unlinked = await this.store.decide(youths, youthId, decision, meta);
    const youth = await loadYouth(this.store, youthId);
    await this.identifiers.release(key, { youthId, claim: claimToRelease(youth, key) }, meta); // a crash before this: the repeat releases it
    return unlinked;
  }
}
