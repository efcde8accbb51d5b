import type { EventStore } from '#event-store';
import { known } from './domain/guards.js';
import { missingEpisodes, type Known } from './domain/missing-episode.js';

/** The episode as it is now. Throws `unknown-episode`. */
export const loadEpisode = async (store: EventStore, episodeId: string): Promise<Known> =>
  known((await store.load(missingEpisodes, episodeId))?.state ?? missingEpisodes.initial);
