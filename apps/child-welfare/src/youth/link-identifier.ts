import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type Appended, type Meta } from '#event-store';
import { AccessTable, permitted } from '#security';
import { AgencyIdentifiers } from './agency-identifiers.js';
import { linkIdentifier, rehearsed } from './domain/decisions.js';
import { claimIdentifierFor } from './domain/identifier.js';
import { youths, type Identifier } from './domain/youth.js';
import type { IdentifierDto } from './identifier.dto.js';
import { KeyedNames } from './keyed-names.js';
import { loadYouth } from './place-of-youth.js';
import { whose } from './whose.js';

export class LinkIdentifier extends Command<Appended> {
  constructor(readonly youthId: string, readonly data: IdentifierDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(LinkIdentifier)
export class LinkIdentifierHandler implements ICommandHandler<LinkIdentifier> {
  constructor(
    private readonly store: EventStore, private readonly access: AccessTable,
    private readonly identifiers: AgencyIdentifiers, private readonly names: KeyedNames,
  ) {}

  async execute({ youthId, data, meta }: LinkIdentifier) {
    const { agency } = (await loadYouth(this.store, youthId)).place;
    const key = this.names.identifier(agency, data.id);
    await this.store.decide(youths, youthId, rehearsed(this.decision({ ...data, key, claim: 0 }, youthId, meta)), meta); // what is refused claims nothing
    const { holder, claim } = await this.identifiers.claim(key, claimIdentifierFor({ youthId }), meta);
    return this.store.decide(youths, youthId, this.decision({ ...data, key, claim }, holder, meta), meta);
  }

  private decision(identifier: Identifier, holder: string | null, { actor }: Meta) {
    return permitted(this.access, actor, 'youth:update', whose, linkIdentifier(identifier, holder));
  }
}
