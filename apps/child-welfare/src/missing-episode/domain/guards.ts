import { DomainError, type Instant } from '#kernel';
import { entryOf, type CourseEvent } from './course.js';
import type { Known, MissingEpisode } from './missing-episode.js';

export const holds = ({ course }: Known, type: CourseEvent['type']): boolean => course.some(entry => entry.startsWith(`["${type}"`));

/** The event, unless it is recorded already. */
export const once = <E extends CourseEvent>({ course }: Known, event: E): readonly E[] => (course.includes(entryOf(event)) ? [] : [event]);

export const idsOf = ({ episodeId, youthId }: Known) => ({ episodeId, youthId });

export const leadsOthers = ({ merged }: Known): boolean => Object.values(merged).includes(true);

export const refuseAhead = (at: Instant, now: Instant, code: string): void => {
  if (at > now) throw new DomainError(code, 'This cannot have happened yet: the time lies in the future');
};

export const known = (state: MissingEpisode): Known => {
  if (state.status === 'none') throw new DomainError('unknown-episode', 'No such missing-from-care episode', 'unknown');
  return state;
};

export const recorded = (state: MissingEpisode): Known => {
  const episode = known(state);
  if (episode.status === 'in-error') throw new DomainError('episode-recorded-in-error', 'This episode was recorded in error');
  return episode;
};

/** A closed episode takes corrections, and what was done before it closed and is entered late. */
export const stillOpen = (state: MissingEpisode): Known => {
  const episode = recorded(state);
  if (episode.status === 'closed') throw new DomainError('episode-closed', 'This episode is closed: only a correction opens it again');
  return episode;
};

export const openOrEnteredLate = (state: MissingEpisode, at: Instant): Known => {
  const episode = recorded(state);
  if (episode.closedAt && at > episode.closedAt) throw new DomainError('episode-closed', 'This episode was closed before that time');
  return episode;
};

export const afterReturn = (state: MissingEpisode, at: Instant, code: string): Known => {
  const episode = stillOpen(state);
  if (!episode.returned || at < episode.returned.returnedAt) throw new DomainError(code, 'The child is asked, screened and helped after the return: record that first');
  return episode;
};
