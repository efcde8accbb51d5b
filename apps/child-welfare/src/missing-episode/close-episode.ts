import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn } from 'class-validator';
import { CLOSING_REASONS, type ClosingReason } from '#contracts';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example, InstantField } from '#http';
import { instant } from '#kernel';
import { AccessTable, permitted } from '#security';
import { close } from './domain/closing.js';
import { missingEpisodes } from './domain/missing-episode.js';
import { loadMerged } from './load-episode.js';
import { OpenDuties } from './open-duties.reads.js';
import { whose } from './whose.js';

@Example<CloseEpisodeDto>({ closedAt: '2026-03-09T16:00:00-04:00', reason: 'returned' })
export class CloseEpisodeDto {
  @InstantField() closedAt!: string;
  /** Without a return only where the child was located and will not return. */
  @IsIn(CLOSING_REASONS, { context: { code: 'unknown-reason' } }) reason!: ClosingReason;
}

export class CloseEpisode extends Command<Appended> {
  constructor(readonly episodeId: string, readonly data: CloseEpisodeDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(CloseEpisode)
export class CloseEpisodeHandler implements ICommandHandler<CloseEpisode> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable, private readonly duties: OpenDuties) {}

  /** The duties are those of one revision: if it is no longer the last when it closes, more may be owed. */
  async execute({ episodeId, data, meta }: CloseEpisode) {
    const { merged, revision, position } = await loadMerged(this.store, episodeId);
    await this.duties.caughtUp(position);
    const owed = await this.duties.of(episodeId, merged.map(other => other.episodeId));
    const decision = permitted(this.access, meta.actor, 'missing-episode:close', whose, close(
      { closedAt: instant(data.closedAt), reason: data.reason }, owed, merged));
    return this.store.decide(missingEpisodes, episodeId, decision, { ...meta, expectedRevision: meta.expectedRevision ?? revision });
  }
}
