import type { EpisodesUnmerged } from '#contracts';
import { DomainError, type Decision } from '#kernel';
import { idsOf, known, leadsOthers, recorded, stillOpen } from './guards.js';
import type { Known, MissingEpisode, MissingEpisodeEvent } from './missing-episode.js';

type Decide = Decision<MissingEpisode, MissingEpisodeEvent>;

const END_OF_TIME = '9999';
const absence = ({ lastSeenAt, learnedAt, returned }: Known) => ({ from: lastSeenAt ?? learnedAt, to: returned?.returnedAt ?? END_OF_TIME });
const overlap = (one: Known, other: Known) => absence(one).from <= absence(other).to && absence(other).from <= absence(one).to;

const refuseUnmergeable = (leading: Known, merged: Known): void => {
  if (leading.episodeId === merged.episodeId) throw new DomainError('merge-with-itself', 'An episode cannot be merged with itself');
  if (leading.youthId !== merged.youthId) throw new DomainError('not-the-same-youth', 'These are episodes of two youths');
  if (leading.mergedInto) throw new DomainError('episode-merged', 'This episode is led on in another one: merge into that');
  if (merged.mergedInto && merged.mergedInto !== leading.episodeId) throw new DomainError('already-merged', 'The other episode is led on in a third one');
  if (leadsOthers(merged)) throw new DomainError('leads-others', 'Others are led on in that episode: un-merge them first');
  if (!overlap(leading, merged)) throw new DomainError('episodes-do-not-overlap', 'The child had returned between them: these are two absences');
};

/** Two records of one absence. Both stay as they are, each with its own obligor; this one is led on. */
export const merge = (other: MissingEpisode): Decide => state => {
  const leading = stillOpen(state);
  const merged = recorded(other);
  refuseUnmergeable(leading, merged);
  if (leading.merged[merged.episodeId]) return [];
  const sameObligor = leading.agency === merged.agency;
  return [{ type: 'EpisodesMerged', data: { ...idsOf(leading), mergedEpisodeId: merged.episodeId, sameObligor } }];
};

/** On the merged episode, before the merge that it allows: of two merges at once only one finds it free. */
export const markMerged = (leading: Known): Decide => state => {
  const merged = recorded(state);
  refuseUnmergeable(leading, merged);
  return merged.mergedInto ? [] : [{ type: 'EpisodeMergedInto', data: { ...idsOf(merged), intoEpisodeId: leading.episodeId } }];
};

/** They were two absences after all: each stands as if they had never been merged. */
export const unmerge = ({ mergedEpisodeId, reason }: Omit<EpisodesUnmerged['data'], 'episodeId' | 'youthId'>, other: Known): Decide => state => {
  const leading = known(state);
  const merged = leading.merged[mergedEpisodeId];
  if (merged === undefined && other.mergedInto !== leading.episodeId) throw new DomainError('not-merged', 'That episode was never merged into this one');
  return merged ? [{ type: 'EpisodesUnmerged', data: { ...idsOf(leading), mergedEpisodeId, reason } }] : [];
};

export const markSeparated = (fromEpisodeId: string): Decide => state => {
  const merged = known(state);
  return merged.mergedInto === fromEpisodeId ? [{ type: 'EpisodeSeparated', data: { ...idsOf(merged), fromEpisodeId } }] : [];
};

/** Refuses what the decision would refuse, and decides nothing: for what must be known before something else is written. */
export const rehearsed = (decision: Decide): Decide => (state, now) => {
  decision(state, now);
  return [];
};
