import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn } from 'class-validator';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example } from '#http';
import { AccessTable, permitted } from '#security';
import { CourtRecords } from '../records/index.js';
import { vacateHearing } from './domain/course.js';
import { hearings, VACATING_REASONS, type VacatingReason } from './domain/hearing.js';
import { HEARING } from './kinds.js';
import { whose } from './whose.js';

@Example<VacateHearingDto>({ reason: 'child-returned' })
export class VacateHearingDto {
  @IsIn(VACATING_REASONS, { context: { code: 'unknown-reason' } }) reason!: VacatingReason;
}

export class VacateHearing extends Command<Appended> {
  constructor(readonly hearingId: string, readonly data: VacateHearingDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(VacateHearing)
export class VacateHearingHandler implements ICommandHandler<VacateHearing> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable, private readonly records: CourtRecords) {}

  async execute({ hearingId, data: { reason }, meta }: VacateHearing) {
    await this.records.visible(meta.actor, HEARING, hearingId);
    return this.store.decide(hearings, hearingId, permitted(this.access, meta.actor, 'hearing:vacate', whose, vacateHearing(reason)), meta);
  }
}
