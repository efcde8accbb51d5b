import type { ChildReturned } from '#contracts';
import { instant, plusHours } from '#kernel';
import type { MissingEpisodeEvent } from './missing-episode.js';
import type { FirstReport } from './reporting.js';

/** One episode, for the specs of its phases. */
export const learnedAt = instant('2025-03-08T17:00:00-05:00');
export const lastSeenAt = plusHours(learnedAt, -6);
export const locatedAt = plusHours(learnedAt, 5);
export const returnedAt = plusHours(learnedAt, 8);
export const now = plusHours(learnedAt, 24);

export const ids = { episodeId: 'e1', youthId: 'y1' };
export const first: FirstReport = {
  ...ids, agency: 'US-GA', state: 'GA', county: 'GA county 1', coverage: 'placed', ageBand: 'under-18', category: 'left-without-permission',
  learnedAt, learnedBy: 'hotline', lastSeenAt,
};
export const missing: MissingEpisodeEvent = { type: 'ChildReportedMissing', data: first, occurredAt: learnedAt };
export const located: MissingEpisodeEvent = { type: 'ChildLocated', data: { ...ids, locatedAt, circumstance: 'in-hospital' }, occurredAt: locatedAt };
export const back: ChildReturned['data'] = { ...ids, returnedAt, to: 'new-placement', caregiverWilling: 'not-asked' };
export const returned: MissingEpisodeEvent = { type: 'ChildReturned', data: back, occurredAt: returnedAt };
export const closed: MissingEpisodeEvent = { type: 'EpisodeClosed', data: { ...ids, closedAt: now, reason: 'returned' }, occurredAt: now };
export const interviewed: MissingEpisodeEvent = {
  type: 'ReturnInterviewHeld', data: { interviewId: 'i1', ...ids, heldAt: returnedAt, outcome: 'declined-or-not-ready' }, occurredAt: returnedAt,
};
export const screened: MissingEpisodeEvent = { type: 'ScreenedOnReturn', data: { ...ids, screeningId: 's1', completedAt: now }, occurredAt: now };
export const factors: MissingEpisodeEvent = { type: 'FactorsDetermined', data: { ...ids, determinedAt: now, factors: ['school'] }, occurredAt: now };
export const response: MissingEpisodeEvent = {
  type: 'FactorsRespondedTo', data: { ...ids, respondedAt: now, placement: 'current', responses: ['school-support'] }, occurredAt: now,
};
export const services: MissingEpisodeEvent = { type: 'ServicesArranged', data: { ...ids, arrangedAt: now, services: ['mentoring'] }, occurredAt: now };
export const allDone = [missing, located, returned, interviewed, screened, factors, response, services];
