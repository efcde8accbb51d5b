import type { ChildLocated, ChildReportedMissing, Coverage, EpisodeRecordedInError, MissingCategory, UsState, WhereaboutsLost } from '#contracts';
import { DomainError, type Category, type Event, type Instant, type Personal } from '#kernel';

/** Stored with ChildReportedMissing when told: where the child was last seen. */
type LastSeenDescribed = Event<'LastSeenDescribed', { episodeId: string; youthId: string; place: Personal<string> }>;

/** One entry of the locate log: expeditious efforts to locate, 42 USC 671(a)(35)(A)(i). */
type LocateAttemptMade = Event<'LocateAttemptMade', LocateAttempt & { episodeId: string; youthId: string }>;

export const CONTACTED = ['family', 'friend', 'caregiver', 'school', 'employer', 'provider', 'court', 'online', 'place-visited', 'other'] as const;
export const ATTEMPT_RESULTS = ['no-contact', 'no-information', 'information', 'seen', 'located'] as const;

export type LocateAttempt = {
  attemptId: string;
  madeAt: Instant;
  contacted: (typeof CONTACTED)[number];
  result: (typeof ATTEMPT_RESULTS)[number];
  note?: Personal<string>;
};

export type MissingEpisodeEvent =
  ChildReportedMissing | LastSeenDescribed | WhereaboutsLost | LocateAttemptMade | ChildLocated | EpisodeRecordedInError;

type Known = {
  episodeId: string; youthId: string; agency: string; state: UsState; county: string;
  category: MissingCategory; learnedAt: Instant; lastSeenAt: Instant | null; attempts: readonly string[];
};

export type MissingEpisode =
  | { status: 'none' }
  | (Known & { status: 'missing' })
  | (Known & { status: 'located'; locatedAt: Instant })
  | (Known & { status: 'in-error' });

export const missingEpisodes: Category<MissingEpisode, MissingEpisodeEvent> = {
  name: 'childWelfare.missingEpisode',
  scope: 'agency',
  initial: { status: 'none' },
  evolve(state, event) {
    if (event.type === 'ChildReportedMissing') return { ...event.data, status: 'missing', attempts: [] };
    if (state.status === 'none') return state;
    switch (event.type) {
      case 'WhereaboutsLost':
        return { ...state, category: 'whereabouts-unknown', learnedAt: event.data.learnedAt };
      case 'ChildLocated':
        return { ...state, status: 'located', locatedAt: event.data.locatedAt };
      case 'EpisodeRecordedInError':
        return { ...state, status: 'in-error' };
      case 'LocateAttemptMade':
        return { ...state, attempts: [...state.attempts, event.data.attemptId] };
      case 'LastSeenDescribed':
        return state;
    }
  },
};

export type FirstReport = {
  episodeId: string; youthId: string; agency: string; state: UsState; county: string; coverage: Coverage;
  category: MissingCategory; learnedAt: Instant; learnedBy: ChildReportedMissing['data']['learnedBy'];
  lastSeenAt: Instant | null; lastSeenPlace?: Personal<string>;
};

export const reportMissing = ({ lastSeenPlace, ...report }: FirstReport) => (state: MissingEpisode, now: Instant): MissingEpisodeEvent[] => {
  if (state.status !== 'none') return [];
  if (report.learnedAt > now) throw new DomainError('learned-in-the-future', 'The agency cannot have learned of this yet');
  if (report.lastSeenAt && report.lastSeenAt > report.learnedAt) {
    throw new DomainError('last-seen-after-learned', 'The child was seen after the agency learned that the child was missing: one of the two times is wrong');
  }
  const { episodeId, youthId } = report;
  return [
    { type: 'ChildReportedMissing', data: report, occurredAt: report.learnedAt },
    ...(lastSeenPlace ? [{ type: 'LastSeenDescribed' as const, data: { episodeId, youthId, place: lastSeenPlace } }] : []),
  ];
};

/** A child who was absent with whereabouts known can no longer be found: only now do the federal clocks start. */
export const loseWhereabouts = ({ learnedAt }: { learnedAt: Instant }) => (state: MissingEpisode, now: Instant): MissingEpisodeEvent[] => {
  const { episodeId, youthId, category, ...episode } = stillMissing(state);
  if (category !== 'absent-whereabouts-known') return [];
  if (learnedAt > now) throw new DomainError('learned-in-the-future', 'The agency cannot have learned of this yet');
  if (learnedAt < episode.learnedAt) throw new DomainError('lost-before-reported', 'Whereabouts cannot be lost before the absence was known');
  return [{ type: 'WhereaboutsLost', data: { episodeId, youthId, learnedAt }, occurredAt: learnedAt }];
};

export const recordLocateAttempt = (attempt: LocateAttempt) => (state: MissingEpisode, now: Instant): MissingEpisodeEvent[] => {
  const { episodeId, youthId, attempts } = recorded(state);
  if (attempts.includes(attempt.attemptId)) return [];
  if (attempt.madeAt > now) throw new DomainError('attempt-in-the-future', 'An attempt to find the child cannot lie ahead');
  return [{ type: 'LocateAttemptMade', data: { ...attempt, episodeId, youthId }, occurredAt: attempt.madeAt }];
};

export const locate = ({ locatedAt, circumstance }: Pick<ChildLocated['data'], 'locatedAt' | 'circumstance'>) =>
  (state: MissingEpisode, now: Instant): MissingEpisodeEvent[] => {
    if (state.status === 'located' && state.locatedAt === locatedAt) return [];
    const { episodeId, youthId, lastSeenAt } = stillMissing(state);
    if (locatedAt > now) throw new DomainError('located-in-the-future', 'The child cannot have been located yet');
    if (lastSeenAt && locatedAt < lastSeenAt) throw new DomainError('located-before-last-seen', 'The child was seen missing after that time');
    return [{ type: 'ChildLocated', data: { episodeId, youthId, locatedAt, circumstance }, occurredAt: locatedAt }];
  };

export const recordInError = ({ reason }: Pick<EpisodeRecordedInError['data'], 'reason'>) => (state: MissingEpisode): MissingEpisodeEvent[] => {
  if (state.status === 'in-error') return [];
  const { episodeId, youthId } = recorded(state);
  return [{ type: 'EpisodeRecordedInError', data: { episodeId, youthId, reason } }];
};

const recorded = (state: MissingEpisode): Exclude<MissingEpisode, { status: 'none' | 'in-error' }> => {
  if (state.status === 'none') throw new DomainError('unknown-episode', 'No such missing-from-care episode', 'unknown');
  if (state.status === 'in-error') throw new DomainError('episode-recorded-in-error', 'This episode was recorded in error');
  return state;
};

const stillMissing = (state: MissingEpisode): Known & { status: 'missing' } => {
  const known = recorded(state);
  if (known.status === 'located') throw new DomainError('already-located', 'The child was located before; a new absence is a new episode');
  return known;
};
