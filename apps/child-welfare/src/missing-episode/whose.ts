import type { Resource } from '#security';
import type { MissingEpisode } from './domain/missing-episode.js';

/** Whose an episode is: what the access table's conditions test. */
export const whose = (state: MissingEpisode): Resource | undefined => (state.status === 'none' ? undefined : state);
