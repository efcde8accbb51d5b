import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type Appended, type Meta } from '#event-store';
import { AccessTable, permitted } from '#security';
import { toClaim, type NamedClaimDto } from './claim.dto.js';
import { correctYouth } from './domain/decisions.js';
import { youths, type CoverageChange } from './domain/youth.js';
import { KeyedNames } from './keyed-names.js';
import { loadYouth } from './place-of-youth.js';
import { whose } from './whose.js';

export class CorrectYouth extends Command<Appended> {
  constructor(readonly youthId: string, readonly data: { claims: readonly NamedClaimDto[]; coverage: CoverageChange | undefined }, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(CorrectYouth)
export class CorrectYouthHandler implements ICommandHandler<CorrectYouth> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable, private readonly names: KeyedNames) {}

  async execute({ youthId, data: { claims, coverage }, meta }: CorrectYouth) {
    const { agency } = (await loadYouth(this.store, youthId)).place;
    const decision = correctYouth({ claims: claims.map(toClaim), coverage }, this.names.searchIndex(agency));
    return this.store.decide(youths, youthId, permitted(this.access, meta.actor, 'youth:update', whose, decision), meta);
  }
}
