import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn, IsUUID } from 'class-validator';
import { EPISODE_ERRORS, type EpisodeError } from '#contracts';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example } from '#http';
import { AccessTable, permitted } from '#security';
import { markSeparated, unmerge } from './domain/merging.js';
import { missingEpisodes } from './domain/missing-episode.js';
import { loadEpisode } from './load-episode.js';
import { whose } from './whose.js';

@Example<UnmergeEpisodesDto>({ mergedEpisodeId: '0d8a4c55-97f3-4f4b-8d38-6f5a3f2b1c90', reason: 'wrong-youth' })
export class UnmergeEpisodesDto {
  @IsUUID() mergedEpisodeId!: string;
  @IsIn(EPISODE_ERRORS, { context: { code: 'unknown-reason' } }) reason!: EpisodeError;
}

export class UnmergeEpisodes extends Command<Appended> {
  constructor(readonly episodeId: string, readonly data: UnmergeEpisodesDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(UnmergeEpisodes)
export class UnmergeEpisodesHandler implements ICommandHandler<UnmergeEpisodes> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable) {}

  async execute({ episodeId, data, meta }: UnmergeEpisodes) {
    const mergedEpisodeId = data.mergedEpisodeId.toLowerCase();
    const decision = unmerge({ mergedEpisodeId, reason: data.reason }, await loadEpisode(this.store, mergedEpisodeId));
    const appended = await this.store.decide(
      missingEpisodes, episodeId, permitted(this.access, meta.actor, 'missing-episode:merge', whose, decision), meta);
    await this.store.decide(missingEpisodes, mergedEpisodeId, markSeparated(episodeId), { ...meta, expectedRevision: undefined });
    return appended;
  }
}
