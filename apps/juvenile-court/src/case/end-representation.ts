import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example, InstantField } from '#http';
import { instant } from '#kernel';
import { AccessTable, permitted } from '#security';
import { CourtRecords } from '../records/index.js';
import { courtCases } from './domain/court-case.js';
import { endRepresentation } from './domain/representing.js';
import { CASE } from './kinds.js';
import { whose } from './whose.js';

@Example<EndRepresentationDto>({ endedAt: '2026-06-02T09:00:00-05:00' })
export class EndRepresentationDto {
  @InstantField() endedAt!: string;
}

export class EndRepresentation extends Command<Appended> {
  constructor(readonly caseId: string, readonly representationId: string, readonly data: EndRepresentationDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(EndRepresentation)
export class EndRepresentationHandler implements ICommandHandler<EndRepresentation> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable, private readonly records: CourtRecords) {}

  async execute({ caseId, representationId, data, meta }: EndRepresentation) {
    await this.records.visible(meta.actor, CASE, caseId);
    const decision = endRepresentation(representationId, instant(data.endedAt));
    const appended = await this.store.decide(courtCases, caseId, permitted(this.access, meta.actor, 'representation:record', whose, decision), meta);
    await this.records.caughtUp(appended.position); // the attorney sees nothing more before it is answered
    return appended;
  }
}
