import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example, InstantField } from '#http';
import { instant } from '#kernel';
import { AccessTable, permitted } from '#security';
import { BecauseDto } from './because.dto.js';
import { pauseDuty } from './domain/duty-exceptions.js';
import { duties } from './domain/duty.js';
import { whose } from './whose.js';

@Example<PauseDutyDto>({ pausedAt: '2026-03-01T18:20:00-05:00', authority: 'Order of the juvenile court, 1 March 2026', reason: 'court-order' })
export class PauseDutyDto extends BecauseDto {
  /** From when the clock stands still. */
  @InstantField() pausedAt!: string;
}

export class PauseDuty extends Command<Appended> {
  constructor(readonly dutyId: string, readonly data: PauseDutyDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(PauseDuty)
export class PauseDutyHandler implements ICommandHandler<PauseDuty> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable) {}

  execute({ dutyId, data: { pausedAt, authority, reason }, meta }: PauseDuty) {
    const decision = pauseDuty(instant(pausedAt), { authority, reason });
    return this.store.decide(duties, dutyId, permitted(this.access, meta.actor, 'duty:pause', whose, decision), meta);
  }
}
