import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn } from 'class-validator';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example, InstantField } from '#http';
import { instant } from '#kernel';
import { AccessTable, permitted } from '#security';
import { CourtRecords } from '../records/index.js';
import { RuleBook } from '../rules/index.js';
import { boundsOf } from './bounds.js';
import { holdHearing } from './domain/course.js';
import { HELD_OUTCOMES, hearings } from './domain/hearing.js';
import { HEARING } from './kinds.js';
import { loadHearing } from './load-hearing.js';
import { whose } from './whose.js';

@Example<HoldHearingDto>({ heldAt: '2026-03-17T09:35:00-05:00', outcome: 'completed' })
export class HoldHearingDto {
  @InstantField() heldAt!: string;
  @IsIn(HELD_OUTCOMES, { context: { code: 'unknown-outcome' } }) outcome!: (typeof HELD_OUTCOMES)[number];
}

export class HoldHearing extends Command<Appended> {
  constructor(readonly hearingId: string, readonly data: HoldHearingDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(HoldHearing)
export class HoldHearingHandler implements ICommandHandler<HoldHearing> {
  constructor(
    private readonly store: EventStore, private readonly access: AccessTable, private readonly records: CourtRecords, private readonly rules: RuleBook,
  ) {}

  async execute({ hearingId, data: { heldAt, outcome }, meta }: HoldHearing) {
    await this.records.visible(meta.actor, HEARING, hearingId);
    const hearing = await loadHearing(this.store, hearingId);
    const { place } = boundsOf(this.rules, hearing, { ...hearing, docket: null });
    const decision = holdHearing({ heldAt: instant(heldAt), outcome }, place.zone);
    return this.store.decide(hearings, hearingId, permitted(this.access, meta.actor, 'hearing:hold', whose, decision), meta);
  }
}
