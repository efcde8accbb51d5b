import type { EpisodeRow } from './check-row.js';
import type { WrongCell } from './columns.js';
import { NotLoaded, type Loaded } from './load-episode.js';
import type { EpisodeLine } from './read-episodes.js';

const AT_ONCE = 8;

/** A child's episodes stay in the order of the file; children go side by side. */
const byChild = (episodes: readonly EpisodeLine[]): EpisodeLine[][] => {
  const children = new Map<string, EpisodeLine[]>();
  for (const episode of episodes) {
    const { agency, stateChildId } = episode.row;
    const child = JSON.stringify([agency, stateChildId]);
    children.set(child, [...(children.get(child) ?? []), episode]);
  }
  return [...children.values()];
};

/** Loads every row that the services take and names the others. Anything but a refusal ends all of it. */
export const loadAll = async (
  episodes: readonly EpisodeLine[], load: (row: EpisodeRow) => Promise<Loaded>, onRow: () => void,
): Promise<{ loaded: readonly Loaded[]; wrong: readonly WrongCell[] }> => {
  const loaded: Loaded[] = [];
  const wrong: WrongCell[] = [];
  const waiting = byChild(episodes);

  const loadOne = async ({ line, row }: EpisodeLine) => {
    try {
      loaded.push(await load(row));
    } catch (error) {
      if (!(error instanceof NotLoaded)) throw error;
      wrong.push(...error.faults.map(fault => ({ line, ...fault })));
    }
    onRow();
  };
  const work = async () => {
    try {
      for (let child = waiting.shift(); child; child = waiting.shift()) {
        for (const episode of child) await loadOne(episode);
      }
    } catch (error) {
      waiting.length = 0; // the others end with the child they are at
      throw error;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { loaded, wrong: wrong.sort((a, b) => a.line - b.line) };
};
