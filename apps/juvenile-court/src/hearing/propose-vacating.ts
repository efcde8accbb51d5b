import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn } from 'class-validator';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example } from '#http';
import { AccessTable, permitted } from '#security';
import { CourtRecords } from '../records/index.js';
import { proposeVacating } from './domain/course.js';
import { hearings, VACATING_REASONS, type VacatingReason } from './domain/hearing.js';
import { HEARING } from './kinds.js';
import { whose } from './whose.js';

@Example<ProposeVacatingDto>({ reason: 'child-returned' })
export class ProposeVacatingDto {
  @IsIn(VACATING_REASONS, { context: { code: 'unknown-reason' } }) reason!: VacatingReason;
}

export class ProposeVacating extends Command<Appended> {
  constructor(readonly hearingId: string, readonly data: ProposeVacatingDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(ProposeVacating)
export class ProposeVacatingHandler implements ICommandHandler<ProposeVacating> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable, private readonly records: CourtRecords) {}

  async execute({ hearingId, data: { reason }, meta }: ProposeVacating) {
    await this.records.visible(meta.actor, HEARING, hearingId);
    return this.store.decide(hearings, hearingId, permitted(this.access, meta.actor, 'hearing:propose-vacating', whose, proposeVacating(reason)), meta);
  }
}
