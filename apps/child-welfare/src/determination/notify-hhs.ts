import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example, InstantField } from '#http';
import { instant } from '#kernel';
import { AccessTable, permitted } from '#security';
import { determinations, notifyHhs } from './domain/determination.js';
import { whose } from './whose.js';

@Example<NotifyHhsDto>({ notifiedAt: '2026-03-02T18:20:00-05:00' })
export class NotifyHhsDto {
  @InstantField() notifiedAt!: string;
}

export class NotifyHhs extends Command<Appended> {
  constructor(readonly determinationId: string, readonly data: NotifyHhsDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(NotifyHhs)
export class NotifyHhsHandler implements ICommandHandler<NotifyHhs> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable) {}

  execute({ determinationId, data, meta }: NotifyHhs) {
    const decision = permitted(this.access, meta.actor, 'determination:notify', whose, notifyHhs({ notifiedAt: instant(data.notifiedAt) }));
    return this.store.decide(determinations, determinationId, decision, meta);
  }
}
