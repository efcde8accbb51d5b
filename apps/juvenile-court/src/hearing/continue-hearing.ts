import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn, IsOptional } from 'class-validator';
import { CONTINUANCE_REASONS, type ContinuanceReason } from '#contracts';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example, InstantField } from '#http';
import { instant } from '#kernel';
import { AccessTable, permitted } from '#security';
import { loadCase } from '../case/index.js';
import { CourtRecords } from '../records/index.js';
import { RuleBook } from '../rules/index.js';
import { boundsOf } from './bounds.js';
import { AFTER_WINDOW_REASONS, hearings, type AfterWindow } from './domain/hearing.js';
import { continueHearing } from './domain/scheduling.js';
import { HEARING } from './kinds.js';
import { loadHearing } from './load-hearing.js';
import { whose } from './whose.js';

@Example<ContinueHearingDto>({ startsAt: '2026-03-24T09:30:00-05:00', reason: 'counsel-unavailable' })
export class ContinueHearingDto {
  @InstantField() startsAt!: string;
  /** When the court set it, such as in open court before it is entered here; left out, now. */
  @IsOptional() @InstantField() setAt?: string;
  @IsIn(CONTINUANCE_REASONS, { context: { code: 'unknown-reason' } }) reason!: ContinuanceReason;
  @IsOptional() @IsIn(AFTER_WINDOW_REASONS, { context: { code: 'unknown-reason' } }) afterWindow?: AfterWindow;
}

export class ContinueHearing extends Command<Appended> {
  constructor(readonly hearingId: string, readonly data: ContinueHearingDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(ContinueHearing)
export class ContinueHearingHandler implements ICommandHandler<ContinueHearing> {
  constructor(
    private readonly store: EventStore, private readonly access: AccessTable, private readonly records: CourtRecords, private readonly rules: RuleBook,
  ) {}

  async execute({ hearingId, data, meta }: ContinueHearing) {
    await this.records.visible(meta.actor, HEARING, hearingId);
    const hearing = await loadHearing(this.store, hearingId);
    const { caseType } = await loadCase(this.store, hearing.caseId);
    const { reason, afterWindow = null } = data;
    const startsAt = instant(data.startsAt);
    const setAt = data.setAt ? instant(data.setAt) : undefined;
    const bounds = boundsOf(this.rules, hearing, { ...hearing, docket: hearing.docket?.docket ?? null, startsAt });
    const decision = continueHearing({ startsAt, setAt, reason, afterWindow, caseType }, bounds);
    return this.store.decide(hearings, hearingId, permitted(this.access, meta.actor, 'hearing:continue', whose, decision), meta);
  }
}
