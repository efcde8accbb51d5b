import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Type } from 'class-transformer';
import { ArrayMinSize, IsArray, IsIn, IsOptional, IsString, IsUUID, MaxLength, ValidateNested } from 'class-validator';
import { DOCKET_CRITERIA, HEARING_KINDS, type DocketCriterion, type HearingKind } from '#contracts';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example, InstantField } from '#http';
import { instant } from '#kernel';
import { AccessTable, permitted } from '#security';
import { CASE, loadCase } from '../case/index.js';
import { CourtRecords } from '../records/index.js';
import { RuleBook } from '../rules/index.js';
import { boundsOf } from './bounds.js';
import { AFTER_WINDOW_REASONS, hearings, type AfterWindow } from './domain/hearing.js';
import { scheduleHearing } from './domain/scheduling.js';
import { whose } from './whose.js';

export class DocketDto {
  @IsString() @MaxLength(60) docket!: string;
  /** What makes the case one of this docket. */
  @IsArray() @ArrayMinSize(1) @IsIn(DOCKET_CRITERIA, { each: true, context: { code: 'unknown-criterion' } }) criteria!: DocketCriterion[];
}

@Example<ScheduleHearingDto>({
  caseId: '3f0c8a52-6c1e-4f7b-8f43-0d0a3b9a7c11', kind: 'review', startsAt: '2026-03-17T09:30:00-05:00', countedFrom: '2026-03-02T17:00:00-06:00',
  docket: { docket: 'trafficking', criteria: ['identified-victim'] },
})
export class ScheduleHearingDto {
  @IsUUID() caseId!: string;
  @IsIn(HEARING_KINDS, { context: { code: 'unknown-kind' } }) kind!: HearingKind;
  @InstantField() startsAt!: string;
  /** When the court set it, such as in open court before it is entered here; left out, now. */
  @IsOptional() @InstantField() setAt?: string;
  /** When that happened from which the state's rule counts; needed where there is one. */
  @IsOptional() @InstantField() countedFrom?: string;
  @IsOptional() @ValidateNested() @Type(() => DocketDto) docket?: DocketDto;
  /** Why it is held although the window has closed; only then. */
  @IsOptional() @IsIn(AFTER_WINDOW_REASONS, { context: { code: 'unknown-reason' } }) afterWindow?: AfterWindow;
}

export class ScheduleHearing extends Command<Appended> {
  constructor(readonly hearingId: string, readonly data: ScheduleHearingDto, readonly meta: Meta, readonly absenceReviewId: string | null = null) {
    super();
  }
}

@CommandHandler(ScheduleHearing)
export class ScheduleHearingHandler implements ICommandHandler<ScheduleHearing> {
  constructor(
    private readonly store: EventStore, private readonly access: AccessTable, private readonly records: CourtRecords, private readonly rules: RuleBook,
  ) {}

  async execute({ hearingId, data, meta, absenceReviewId }: ScheduleHearing) {
    await this.records.visible(meta.actor, CASE, data.caseId);
    const found = await loadCase(this.store, data.caseId);
    const { caseId, youthId, court, county, caseType } = found;
    this.access.check(meta.actor, 'hearing:schedule', { agency: court, county });
    const { kind, docket = null, afterWindow = null } = data;
    const [startsAt, countedFrom] = [instant(data.startsAt), data.countedFrom ? instant(data.countedFrom) : null];
    const setAt = data.setAt ? instant(data.setAt) : undefined;
    const bounds = boundsOf(this.rules, found, { kind, docket: docket && docket.docket, countedFrom, startsAt });
    const decision = scheduleHearing(
      { hearingId, caseId, youthId, court, county, caseType, kind, docket, startsAt, setAt, countedFrom, absenceReviewId, afterWindow }, bounds);
    return this.store.decide(hearings, hearingId, permitted(this.access, meta.actor, 'hearing:schedule', whose, decision), meta);
  }
}
