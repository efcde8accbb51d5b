import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example, InstantField } from '#http';
import { instant } from '#kernel';
import { AccessTable, permitted } from '#security';
import { BecauseDto } from './because.dto.js';
import { waiveDuty } from './domain/duty-exceptions.js';
import { duties } from './domain/duty.js';
import { whose } from './whose.js';

@Example<WaiveDutyDto>({ waivedAt: '2026-03-01T18:20:00-05:00', authority: 'Order of the juvenile court, 1 March 2026', reason: 'court-order' })
export class WaiveDutyDto extends BecauseDto {
  /** When it was excused: after the deadline that undoes no miss. */
  @InstantField() waivedAt!: string;
}

export class WaiveDuty extends Command<Appended> {
  constructor(readonly dutyId: string, readonly data: WaiveDutyDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(WaiveDuty)
export class WaiveDutyHandler implements ICommandHandler<WaiveDuty> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable) {}

  execute({ dutyId, data: { waivedAt, authority, reason }, meta }: WaiveDuty) {
    const decision = waiveDuty(instant(waivedAt), { authority, reason });
    return this.store.decide(duties, dutyId, permitted(this.access, meta.actor, 'duty:waive', whose, decision), meta);
  }
}
