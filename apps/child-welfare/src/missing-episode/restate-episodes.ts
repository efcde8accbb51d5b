import { Injectable } from '@nestjs/common';
import { EventStore } from '#event-store';
import type { Recorded } from '#kernel';
import type { Process } from '#projections';
import { derivedMeta } from '../derived-meta.js';
import { basisOfYouth } from '../youth/index.js';
import { restate } from './domain/correcting.js';
import { missingEpisodes, overAt } from './domain/missing-episode.js';
import { MissingEpisodeReads } from './missing-episode.reads.js';

type YouthsEvent = { readonly youthId: string };

/**
 * What is learnt of a youth's age or coverage reaches every episode, closed ones too, whose clock started before it was known; so does
 * coverage that begins while the child is missing.
 * The episodes' own events are looked at as well: one may have been recorded at the same moment as the claim.
 */
@Injectable()
export class RestateEpisodes implements Process {
  readonly name = 'restate-episodes';
  readonly eventTypes = [
    'YouthClaimMade', 'YouthClaimCorrected', 'YouthCoverageChanged', 'ChildReportedMissing', 'WhereaboutsLost', 'EpisodeCorrected', 'ChildLocated',
  ];
  readonly concurrency = 4;

  constructor(private readonly store: EventStore, private readonly reads: MissingEpisodeReads) {}

  parkingKey(event: Recorded): string {
    return (event.data as YouthsEvent).youthId;
  }

  async handle(event: Recorded): Promise<void> {
    const { youthId } = event.data as YouthsEvent;
    for (const episodeId of await this.reads.idsOfYouth(youthId, event.position)) await this.restate(episodeId, youthId, event);
  }

  private async restate(episodeId: string, youthId: string, event: Recorded): Promise<void> {
    const episode = (await this.store.load(missingEpisodes, episodeId))?.state;
    if (!episode || episode.status === 'none') return;
    const basis = await basisOfYouth(this.store, youthId, episode.learnedAt, overAt(episode));
    await this.store.decide(missingEpisodes, episodeId, restate(basis, episode.learnedAt), derivedMeta(this.name, episodeId, event));
  }
}
