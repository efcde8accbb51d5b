import type { EventStore } from '#event-store';
import { known } from './domain/guards.js';
import { missingEpisodes, type Known } from './domain/missing-episode.js';

/** The episode as it is now. Throws `unknown-episode`. */
export const loadEpisode = async (store: EventStore, episodeId: string): Promise<Known> =>
  known((await store.load(missingEpisodes, episodeId))?.state ?? missingEpisodes.initial);

/** The episodes that are led on in it as it now stands, and of which revision that is true; `position`: of the last event of them all. */
export const loadMerged = async (store: EventStore, episodeId: string) => {
  const loaded = await store.load(missingEpisodes, episodeId);
  const mergers = loaded && loaded.state.status !== 'none' ? Object.entries(loaded.state.merged) : [];
  const others = await Promise.all(mergers.filter(([, still]) => still).map(([id]) => store.load(missingEpisodes, id)));
  const positions = [loaded, ...others].flatMap(each => each?.position ?? []);
  return {
    merged: others.map(other => known(other?.state ?? missingEpisodes.initial)),
    revision: loaded?.revision,
    position: positions.reduce<bigint | undefined>((last, each) => (last === undefined || each > last ? each : last), undefined),
  };
};
