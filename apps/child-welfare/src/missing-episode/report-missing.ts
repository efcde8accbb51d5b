import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { LEARNED_BY, MISSING_CATEGORIES, type MissingCategory } from '#contracts';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example, InstantField } from '#http';
import { instant, personal } from '#kernel';
import { AccessTable, permitted } from '#security';
import { placeOfYouth } from '../youth/index.js';
import { missingEpisodes } from './domain/missing-episode.js';
import { reportMissing, type FirstReport } from './domain/reporting.js';
import { whose } from './whose.js';

@Example<ReportMissingDto>({
  youthId: '7d3e3c9c-6f2b-4a3e-9a5b-0f6f3c1f2a10', category: 'left-without-permission', learnedAt: '2026-03-01T17:00:00-05:00', learnedBy: 'hotline',
  lastSeenAt: '2026-03-01T07:30:00-05:00', lastSeenPlace: 'Bus stop at 100 Example Street',
})
export class ReportMissingDto {
  @IsUUID() youthId!: string;
  @IsIn(MISSING_CATEGORIES, { context: { code: 'unknown-category' } }) category!: MissingCategory;
  /** When the agency received the information; an offset is required: a local time cannot start a legal clock. */
  @InstantField() learnedAt!: string;
  @IsIn(LEARNED_BY, { context: { code: 'unknown-source' } }) learnedBy!: FirstReport['learnedBy'];
  @IsOptional() @InstantField() lastSeenAt?: string;
  @IsOptional() @IsString() @MaxLength(500) lastSeenPlace?: string;
}

export class ReportMissing extends Command<Appended> {
  constructor(readonly episodeId: string, readonly data: ReportMissingDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(ReportMissing)
export class ReportMissingHandler implements ICommandHandler<ReportMissing> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable) {}

  async execute({ episodeId, data, meta }: ReportMissing) {
    const learnedAt = instant(data.learnedAt);
    const place = await placeOfYouth(this.store, data.youthId, learnedAt);
    this.access.check(meta.actor, 'missing-episode:report', place);
    const report = reportMissing({
      ...place,
      episodeId,
      youthId: data.youthId,
      category: data.category,
      learnedAt,
      learnedBy: data.learnedBy,
      lastSeenAt: data.lastSeenAt ? instant(data.lastSeenAt) : null,
      ...(data.lastSeenPlace ? { lastSeenPlace: personal(data.lastSeenPlace) } : {}),
    });
    return this.store.decide(missingEpisodes, episodeId, permitted(this.access, meta.actor, 'missing-episode:report', whose, report), meta);
  }
}
