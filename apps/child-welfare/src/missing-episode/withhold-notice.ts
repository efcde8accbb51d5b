import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn, IsString, Matches, MaxLength } from 'class-validator';
import { NOTICE_RECIPIENTS, NOTICE_SUBJECTS, type NoticeWithheld } from '#contracts';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example, InstantField } from '#http';
import { instant } from '#kernel';
import { AccessTable, permitted } from '#security';
import { missingEpisodes } from './domain/missing-episode.js';
import { withholdNotice } from './domain/searching.js';
import { whose } from './whose.js';

@Example<WithholdNoticeDto>({ about: 'missing', to: 'parents', withheldAt: '2026-03-02T09:30:00-05:00', authority: 'Order terminating parental rights, Example County' })
export class WithholdNoticeDto {
  @IsIn(NOTICE_SUBJECTS, { context: { code: 'unknown-subject' } }) about!: NoticeWithheld['data']['about'];
  @IsIn(NOTICE_RECIPIENTS, { context: { code: 'unknown-recipient' } }) to!: NoticeWithheld['data']['to'];
  @InstantField() withheldAt!: string;
  /** The law or order that permits not telling. Nobody's name: it is published. */
  @IsString() @MaxLength(200) @Matches(/\S/, { context: { code: 'authority-required' } }) authority!: string;
}

export class WithholdNotice extends Command<Appended> {
  constructor(readonly episodeId: string, readonly data: WithholdNoticeDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(WithholdNotice)
export class WithholdNoticeHandler implements ICommandHandler<WithholdNotice> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable) {}

  execute({ episodeId, data, meta }: WithholdNotice) {
    const decision = withholdNotice({
      noticeId: meta.commandId, about: data.about, to: data.to, withheldAt: instant(data.withheldAt), authority: data.authority,
    });
    return this.store.decide(missingEpisodes, episodeId, permitted(this.access, meta.actor, 'missing-episode:update', whose, decision), meta);
  }
}
