import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn } from 'class-validator';
import { NOTICE_CHANNELS, NOTICE_RECIPIENTS, NOTICE_SUBJECTS, type NoticeGiven } from '#contracts';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example, InstantField } from '#http';
import { instant } from '#kernel';
import { AccessTable, permitted } from '#security';
import { missingEpisodes } from './domain/missing-episode.js';
import { giveNotice } from './domain/searching.js';
import { whose } from './whose.js';

@Example<GiveNoticeDto>({ about: 'missing', to: 'guardian-ad-litem', channel: 'written', givenAt: '2026-03-02T09:30:00-05:00' })
export class GiveNoticeDto {
  @IsIn(NOTICE_SUBJECTS, { context: { code: 'unknown-subject' } }) about!: NoticeGiven['data']['about'];
  @IsIn(NOTICE_RECIPIENTS, { context: { code: 'unknown-recipient' } }) to!: NoticeGiven['data']['to'];
  @IsIn(NOTICE_CHANNELS, { context: { code: 'unknown-channel' } }) channel!: NoticeGiven['data']['channel'];
  @InstantField() givenAt!: string;
}

export class GiveNotice extends Command<Appended> {
  constructor(readonly episodeId: string, readonly data: GiveNoticeDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(GiveNotice)
export class GiveNoticeHandler implements ICommandHandler<GiveNotice> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable) {}

  execute({ episodeId, data, meta }: GiveNotice) {
    const decision = giveNotice({ noticeId: meta.commandId, about: data.about, to: data.to, channel: data.channel, givenAt: instant(data.givenAt) });
    return this.store.decide(missingEpisodes, episodeId, permitted(this.access, meta.actor, 'missing-episode:update', whose, decision), meta);
  }
}
