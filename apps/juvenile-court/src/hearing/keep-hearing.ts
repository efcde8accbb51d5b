import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type Appended, type Meta } from '#event-store';
import { AccessTable, permitted } from '#security';
import { CourtRecords } from '../records/index.js';
import { dropVacating } from './domain/course.js';
import { hearings } from './domain/hearing.js';
import { HEARING } from './kinds.js';
import { whose } from './whose.js';

/** The court declines to vacate: the proposal is gone and the hearing stands. */
export class KeepHearing extends Command<Appended> {
  constructor(readonly hearingId: string, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(KeepHearing)
export class KeepHearingHandler implements ICommandHandler<KeepHearing> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable, private readonly records: CourtRecords) {}

  async execute({ hearingId, meta }: KeepHearing) {
    await this.records.visible(meta.actor, HEARING, hearingId);
    return this.store.decide(hearings, hearingId, permitted(this.access, meta.actor, 'hearing:vacate', whose, dropVacating('court-keeps-it')), meta);
  }
}
