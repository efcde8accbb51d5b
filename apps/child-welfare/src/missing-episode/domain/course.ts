import type {
  CommunicationHeld, FactorsDetermined, FactorsRespondedTo, MotionFiled, NoticeGiven, NoticeWithheld, ReturnInterviewHeld, ScreenedOnReturn,
  ServicesArranged,
} from '#contracts';
import type { Event, Instant, Personal } from '#kernel';

export const CONTACTED = ['family', 'friend', 'caregiver', 'school', 'employer', 'provider', 'court', 'online', 'place-visited', 'other'] as const;
export const ATTEMPT_RESULTS = ['no-contact', 'no-information', 'information', 'seen', 'located'] as const;

export type LocateAttempt = {
  attemptId: string;
  madeAt: Instant;
  contacted: (typeof CONTACTED)[number];
  result: (typeof ATTEMPT_RESULTS)[number];
  note?: Personal<string>;
};

/** One entry of the locate log: expeditious efforts to locate, 42 USC 671(a)(35)(A)(i). */
type LocateAttemptMade = Event<'LocateAttemptMade', LocateAttempt & { episodeId: string; youthId: string }>;

/** What is done in the course of an episode and may be done several times. */
export type CourseEvent =
  | LocateAttemptMade | CommunicationHeld | NoticeGiven | NoticeWithheld | MotionFiled
  | ReturnInterviewHeld | ScreenedOnReturn | FactorsDetermined | FactorsRespondedTo | ServicesArranged;

/** Tells one entry from another. A note is left out: its key may have been destroyed since. */
export const entryOf = ({ type, data }: CourseEvent): string =>
  JSON.stringify([type, ...Object.entries(data).filter(([name]) => name !== 'note').sort(([a], [b]) => (a < b ? -1 : 1))]);
