import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn } from 'class-validator';
import { EventStore, type Appended, type Meta } from '#event-store';
import type { Recorded } from '#kernel';
import type { Inbound } from '#kafka';
import { AccessTable, permitted, type KeyOwner } from '#security';
import type { Destructions } from '#service';
import { erase } from './domain/decisions.js';
import { ERASURE_AUTHORITIES, youths, type YouthEvent } from './domain/youth.js';
import { KeyedNames } from './keyed-names.js';
import { whose } from './whose.js';

export class ErasePersonalDataDto {
  @IsIn(ERASURE_AUTHORITIES) authority!: (typeof ERASURE_AUTHORITIES)[number];
}

export class ErasePersonalData extends Command<Appended> {
  constructor(readonly youthId: string, readonly data: ErasePersonalDataDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(ErasePersonalData)
export class ErasePersonalDataHandler implements ICommandHandler<ErasePersonalData> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable) {}

  execute({ youthId, data, meta }: ErasePersonalData) {
    return this.store.decide(youths, youthId, permitted(this.access, meta.actor, 'youth:erase', whose, erase(data)), meta);
  }
}

type Erased = Extract<YouthEvent, { type: 'YouthPersonalDataErased' }>;

const waitingUnder = (identifier: string): KeyOwner => ({ youthId: identifier, scope: 'exchange' });

/** Whose key seals what a partner sent of a child and waits: its identifier's own, since the youth may not be known yet. */
export const parkingKeyOf: Inbound['parkingKeyOf'] = (pseudonyms, agency, child) => waitingUnder(new KeyedNames(pseudonyms).identifier(agency, child));

/** Only what the agency itself holds, and what waits to be told to it: other record classes keep their keys. */
export const keyDestructions: Destructions = {
  eventTypes: ['YouthPersonalDataErased'],
  ownersOf: event => {
    const { youthId, identifiers = [] } = (event as Recorded<Erased>).data;
    return [{ youthId, scope: 'agency' }, ...identifiers.map(waitingUnder)];
  },
};
