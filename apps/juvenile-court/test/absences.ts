import { instant } from '#kernel';
import type { TestService } from '#testing';
import { COUNTY } from './court.js';
import { publish } from './published.js';

export type Episode = { readonly episodeId: string; readonly youthId: string };
export const LEARNED = instant('2026-03-01T23:00:00Z');

/** What child welfare says of a missing child. */
export const tellingOf = (service: () => TestService) => {
  const tell = (type: string, data: Record<string, unknown>) => publish(service(), 'childWelfare.missingEpisode', { type, data });
  return {
    tell,
    missing: (episode: Episode, over: object = {}) => tell('ChildReportedMissing', {
      ...episode, agency: 'US-MO', state: 'MO', county: COUNTY, coverage: 'placed', category: 'left-without-permission', learnedAt: LEARNED, learnedBy: 'agency',
      lastSeenAt: null, ...over,
    }),
    corrected: (episode: Episode, over: object) => tell('EpisodeCorrected', {
      ...episode, agency: 'US-MO', state: 'MO', county: COUNTY, coverage: 'placed', ageBand: 'under-18', category: 'left-without-permission', learnedAt: LEARNED,
      cause: 'learned-at', ...over,
    }),
    returned: (episode: Episode, returnedAt = service().clock.now()) =>
      tell('ChildReturned', { ...episode, returnedAt, to: 'new-placement', caregiverWilling: 'not-asked' }),
  };
};
