import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Type } from 'class-transformer';
import { IsIn, IsOptional, ValidateNested } from 'class-validator';
import { v5 as uuidFrom } from 'uuid';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example, InstantField } from '#http';
import { AccessTable } from '#security';
import { AFTER_WINDOW_REASONS, DocketDto, hearings, ScheduleHearing, type AfterWindow } from '../hearing/index.js';
import { CourtRecords } from '../records/index.js';
import { absenceReviews, type Review } from './domain/absence-review.js';
import { known, proposalOf } from './domain/hearing-of-review.js';
import { ABSENCE_REVIEW } from './kinds.js';

@Example<SetAbsenceHearingDto>({ startsAt: '2026-03-12T09:30:00-05:00' })
export class SetAbsenceHearingDto {
  @InstantField() startsAt!: string;
  @IsOptional() @ValidateNested() @Type(() => DocketDto) docket?: DocketDto;
  /** Why it is held although the window has closed; only then. */
  @IsOptional() @IsIn(AFTER_WINDOW_REASONS, { context: { code: 'unknown-reason' } }) afterWindow?: AfterWindow;
}

export class SetAbsenceHearing extends Command<Appended> {
  constructor(readonly reviewId: string, readonly data: SetAbsenceHearingDto, readonly meta: Meta) {
    super();
  }
}

/** The clerk sets the hearing that the rule proposes; the count begins where the proposal says, not where the clerk does. */
@CommandHandler(SetAbsenceHearing)
export class SetAbsenceHearingHandler implements ICommandHandler<SetAbsenceHearing> {
  constructor(
    private readonly store: EventStore, private readonly access: AccessTable, private readonly records: CourtRecords, private readonly commands: CommandBus,
  ) {}

  async execute({ reviewId, data, meta }: SetAbsenceHearing) {
    await this.records.visible(meta.actor, ABSENCE_REVIEW, reviewId);
    const review = known((await this.store.load(absenceReviews, reviewId))?.state ?? absenceReviews.initial);
    this.access.check(meta.actor, 'absence-review:set-hearing', { agency: review.court, county: review.county });
    const hearingIds = [...review.hearingsOver, ...(review.hearing ? [review.hearing.hearingId] : [])];
    const set = await Promise.all(hearingIds.map(hearingId => this.store.earlier(hearings, hearingId, meta)));
    return set.find(Boolean) ?? this.set(reviewId, review, data, meta);
  }

  private set(reviewId: string, review: Review, data: SetAbsenceHearingDto, meta: Meta) {
    const { proposal: { kind, countedFrom }, caseId } = proposalOf(review);
    const hearingId = uuidFrom(`hearing|${countedFrom}|${review.hearingsOver.length}`, reviewId); // of two clerks who set it at once, one is told
    return this.commands.execute(new ScheduleHearing(hearingId, { ...data, caseId, kind, countedFrom }, meta, reviewId));
  }
}
