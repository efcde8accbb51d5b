import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type Appended, type Meta } from '#event-store';
import { AccessTable, permitted } from '#security';
import { toClaim, type NamedClaimDto } from './claim.dto.js';
import { makeClaim } from './domain/decisions.js';
import { youths } from './domain/youth.js';
import { KeyedNames } from './keyed-names.js';
import { loadYouth } from './place-of-youth.js';
import { whose } from './whose.js';

/** Makes the claim, or corrects the one of its kind. */
export class MakeClaim extends Command<Appended> {
  constructor(readonly youthId: string, readonly data: NamedClaimDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(MakeClaim)
export class MakeClaimHandler implements ICommandHandler<MakeClaim> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable, private readonly names: KeyedNames) {}

  async execute({ youthId, data, meta }: MakeClaim) {
    const { agency } = (await loadYouth(this.store, youthId)).place;
    const decision = makeClaim(toClaim(data), this.names.searchIndex(agency));
    return this.store.decide(youths, youthId, permitted(this.access, meta.actor, 'youth:update', whose, decision), meta);
  }
}
