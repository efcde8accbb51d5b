import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example, InstantField } from '#http';
import { instant } from '#kernel';
import { AccessTable, permitted } from '#security';
import { BecauseDto } from './because.dto.js';
import { resumeDuty } from './domain/duty-exceptions.js';
import { duties } from './domain/duty.js';
import { whose } from './whose.js';

@Example<ResumeDutyDto>({ resumedAt: '2026-03-02T09:00:00-05:00', authority: 'Order of the juvenile court, 2 March 2026', reason: 'order-lifted' })
export class ResumeDutyDto extends BecauseDto {
  /** From when the clock runs on. */
  @InstantField() resumedAt!: string;
}

export class ResumeDuty extends Command<Appended> {
  constructor(readonly dutyId: string, readonly data: ResumeDutyDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(ResumeDuty)
export class ResumeDutyHandler implements ICommandHandler<ResumeDuty> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable) {}

  execute({ dutyId, data: { resumedAt, authority, reason }, meta }: ResumeDuty) {
    const decision = resumeDuty(instant(resumedAt), { authority, reason });
    return this.store.decide(duties, dutyId, permitted(this.access, meta.actor, 'duty:resume', whose, decision), meta);
  }
}
