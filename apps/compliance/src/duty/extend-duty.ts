import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example, InstantField } from '#http';
import { instant } from '#kernel';
import { AccessTable, permitted } from '#security';
import { BecauseDto } from './because.dto.js';
import { extendDuty } from './domain/duty-exceptions.js';
import { duties } from './domain/duty.js';
import { whose } from './whose.js';

@Example<ExtendDutyDto>({ deadline: '2026-03-04T17:00:00-05:00', authority: 'Order of the juvenile court, 1 March 2026', reason: 'court-order' })
export class ExtendDutyDto extends BecauseDto {
  /** The new last moment that is on time. Once the deadline has passed it moves no more. */
  @InstantField() deadline!: string;
}

export class ExtendDuty extends Command<Appended> {
  constructor(readonly dutyId: string, readonly data: ExtendDutyDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(ExtendDuty)
export class ExtendDutyHandler implements ICommandHandler<ExtendDuty> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable) {}

  execute({ dutyId, data: { deadline, authority, reason }, meta }: ExtendDuty) {
    const decision = extendDuty(instant(deadline), { authority, reason });
    return this.store.decide(duties, dutyId, permitted(this.access, meta.actor, 'duty:extend', whose, decision), meta);
  }
}
