import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn, IsUUID } from 'class-validator';
import { EventStore, type Meta } from '#event-store';
import { Example, InstantField, toResponse } from '#http';
import { instant } from '#kernel';
import { AccessTable, permitted } from '#security';
import { loadCase, PARTY } from '../case/index.js';
import { partId } from '../part-id.js';
import { CourtRecords } from '../records/index.js';
import { RuleBook } from '../rules/index.js';
import { boundsOf } from './bounds.js';
import { noticeHearing } from './domain/course.js';
import { hearings, NOTICE_METHODS, type Notice } from './domain/hearing.js';
import { HEARING } from './kinds.js';
import { loadHearing } from './load-hearing.js';
import { whose } from './whose.js';

@Example<NoticeHearingDto>({ partyId: '3f0c8a52-6c1e-4f7b-8f43-0d0a3b9a7c11', servedAt: '2026-03-03T10:15:00-06:00', method: 'personal' })
export class NoticeHearingDto {
  @IsUUID() partyId!: string;
  @InstantField() servedAt!: string;
  @IsIn(NOTICE_METHODS, { context: { code: 'unknown-method' } }) method!: Notice['method'];
}

export class NoticeHearing extends Command<object> {
  constructor(readonly hearingId: string, readonly data: NoticeHearingDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(NoticeHearing)
export class NoticeHearingHandler implements ICommandHandler<NoticeHearing> {
  constructor(
    private readonly store: EventStore, private readonly access: AccessTable, private readonly records: CourtRecords, private readonly rules: RuleBook,
  ) {}

  async execute({ hearingId, data: { partyId, method, servedAt }, meta }: NoticeHearing) {
    await this.records.visible(meta.actor, HEARING, hearingId);
    await this.records.visible(meta.actor, PARTY, partyId);
    const hearing = await loadHearing(this.store, hearingId);
    const { parties } = await loadCase(this.store, hearing.caseId);
    const { place } = boundsOf(this.rules, hearing, { ...hearing, docket: null });
    const noticeId = partId('hearing-notice', hearingId, meta);
    const decision = noticeHearing({ noticeId, method, servedAt: instant(servedAt) }, parties[partyId], place.zone);
    const appended = await this.store.decide(hearings, hearingId, permitted(this.access, meta.actor, 'hearing:notice', whose, decision), meta);
    return toResponse(appended, { noticeId });
  }
}
