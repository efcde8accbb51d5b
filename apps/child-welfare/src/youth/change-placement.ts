import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type Appended, type Meta } from '#event-store';
import { AccessTable, permitted } from '#security';
import { changePlacement, type PlacementChange } from './domain/placement.js';
import { youths } from './domain/youth.js';
import { whose } from './whose.js';

export class ChangePlacement extends Command<Appended> {
  constructor(readonly youthId: string, readonly data: PlacementChange, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(ChangePlacement)
export class ChangePlacementHandler implements ICommandHandler<ChangePlacement> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable) {}

  execute({ youthId, data, meta }: ChangePlacement) {
    return this.store.decide(youths, youthId, permitted(this.access, meta.actor, 'youth:update', whose, changePlacement(data)), meta);
  }
}
