import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn } from 'class-validator';
import { EventStore, type Appended, type Meta } from '#event-store';
import type { Recorded } from '#kernel';
import type { Process } from '#projections';
import { AccessTable, permitted, type KeyRing } from '#security';
import { erase } from './domain/decisions.js';
import { ERASURE_AUTHORITIES, youths, type YouthEvent } from './domain/youth.js';
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

/** The event decides it, this does it: at least once, and a destroyed key stays destroyed. Other record classes keep theirs. */
export const keyDestruction = (keyRing: KeyRing): Process => ({
  name: 'key-destruction',
  eventTypes: ['YouthPersonalDataErased'],
  parkingKey: event => (event as Recorded<YouthEvent>).data.youthId,
  handle: event => keyRing.destroy({ youthId: (event as Recorded<YouthEvent>).data.youthId, scope: youths.scope }),
});
