import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsUUID } from 'class-validator';
import { EventStore, type Appended, type Meta } from '#event-store';
import { Example } from '#http';
import { AccessTable, permitted } from '#security';
import { markMerged, merge, rehearsed } from './domain/merging.js';
import { missingEpisodes } from './domain/missing-episode.js';
import { loadEpisode } from './load-episode.js';
import { whose } from './whose.js';

@Example<MergeEpisodesDto>({ mergedEpisodeId: '0d8a4c55-97f3-4f4b-8d38-6f5a3f2b1c90' })
export class MergeEpisodesDto {
  /** The other record of the same absence, of this or of another agency. */
  @IsUUID() mergedEpisodeId!: string;
}

export class MergeEpisodes extends Command<Appended> {
  constructor(readonly episodeId: string, readonly data: MergeEpisodesDto, readonly meta: Meta) {
    super();
  }
}

@CommandHandler(MergeEpisodes)
export class MergeEpisodesHandler implements ICommandHandler<MergeEpisodes> {
  constructor(private readonly store: EventStore, private readonly access: AccessTable) {}

  async execute({ episodeId, data, meta }: MergeEpisodes) {
    const mergedEpisodeId = data.mergedEpisodeId.toLowerCase();
    const decision = permitted(this.access, meta.actor, 'missing-episode:merge', whose, merge(await loadEpisode(this.store, mergedEpisodeId)));
    await this.store.decide(missingEpisodes, episodeId, rehearsed(decision), meta); // what is refused marks nothing
    const leading = await loadEpisode(this.store, episodeId);
    await this.store.decide(missingEpisodes, mergedEpisodeId, markMerged(leading), { ...meta, expectedRevision: undefined });
    return this.store.decide(missingEpisodes, episodeId, decision, meta);
  }
}
