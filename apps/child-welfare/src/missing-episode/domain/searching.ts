import type { ChildLocated, CommunicationHeld, MotionFiled, NoticeGiven, NoticeWithheld } from '#contracts';
import { DomainError, type Decision, type Instant } from '#kernel';
import type { LocateAttempt } from './course.js';
import { idsOf, once, openOrEnteredLate, refuseAhead, stillOpen } from './guards.js';
import type { Known, MissingEpisode, MissingEpisodeEvent } from './missing-episode.js';

type Decide = Decision<MissingEpisode, MissingEpisodeEvent>;
type Told<E extends { readonly data: object }> = Omit<E['data'], 'episodeId' | 'youthId'>;

export const recordLocateAttempt = (attempt: LocateAttempt): Decide => (state, now) => {
  const episode = openOrEnteredLate(state, attempt.madeAt);
  refuseAhead(attempt.madeAt, now, 'attempt-in-the-future');
  return once(episode, { type: 'LocateAttemptMade', data: { ...attempt, ...idsOf(episode) }, occurredAt: attempt.madeAt });
};

/** Regular communication with police and NCMEC, 42 USC 671(a)(35)(B). */
export const holdCommunication = (communication: Told<CommunicationHeld>): Decide => (state, now) => {
  const episode = openOrEnteredLate(state, communication.heldAt);
  refuseAhead(communication.heldAt, now, 'communication-in-the-future');
  return once(episode, { type: 'CommunicationHeld', data: { ...communication, ...idsOf(episode) }, occurredAt: communication.heldAt });
};

const refuseBeforeLocated = ({ locatedAt }: Known, about: NoticeGiven['data']['about'], at: Instant): void => {
  const ofTheFind = about === 'located' || about === 'recovery-circumstances';
  if (ofTheFind && (!locatedAt || at < locatedAt)) throw new DomainError('notice-before-located', 'Nobody can be told of a child located who was not located yet');
};

/** Kept even where telling that recipient was withheld before: what was done is never hidden, the record shows both. */
export const giveNotice = (notice: Told<NoticeGiven>): Decide => (state, now) => {
  const episode = openOrEnteredLate(state, notice.givenAt);
  refuseAhead(notice.givenAt, now, 'notice-in-the-future');
  refuseBeforeLocated(episode, notice.about, notice.givenAt);
  return once(episode, { type: 'NoticeGiven', data: { ...notice, ...idsOf(episode) }, occurredAt: notice.givenAt });
};

/** Nothing goes to a suspected abductor, trafficker or abuser or to a parent whose rights ended; not telling rests on a named authority. */
export const withholdNotice = (notice: Told<NoticeWithheld>): Decide => (state, now) => {
  const episode = openOrEnteredLate(state, notice.withheldAt);
  if (notice.authority.trim() === '') throw new DomainError('authority-required', 'Name the law or order that permits not telling', 'malformed');
  refuseAhead(notice.withheldAt, now, 'notice-in-the-future');
  return once(episode, { type: 'NoticeWithheld', data: { ...notice, ...idsOf(episode) }, occurredAt: notice.withheldAt });
};

export const fileMotion = (motion: Told<MotionFiled>): Decide => (state, now) => {
  const episode = openOrEnteredLate(state, motion.filedAt);
  refuseAhead(motion.filedAt, now, 'motion-in-the-future');
  return once(episode, { type: 'MotionFiled', data: { ...motion, ...idsOf(episode) }, occurredAt: motion.filedAt });
};

/** `learnedAt`: when the agency learned of it, where that was told: what is owed for the find is owed from then. */
export const locate = ({ locatedAt, circumstance, learnedAt }: Told<ChildLocated>): Decide => (state, now) => {
  const episode = stillOpen(state);
  if (episode.locatedAt === locatedAt && (learnedAt === undefined || learnedAt === episode.locatedLearnedAt)) return [];
  if (episode.locatedAt) throw new DomainError('already-located', 'The child was located before; a new absence is a new episode');
  refuseAhead(locatedAt, now, 'located-in-the-future');
  if (episode.lastSeenAt && locatedAt < episode.lastSeenAt) throw new DomainError('located-before-last-seen', 'The child was seen missing after that time');
  if (learnedAt !== undefined) {
    refuseAhead(learnedAt, now, 'learned-in-the-future');
    if (learnedAt < locatedAt) throw new DomainError('learned-before-located', 'The agency cannot have learned that the child was found before that happened');
  }
  const learned = learnedAt === undefined ? {} : { learnedAt };
  return [{ type: 'ChildLocated', data: { ...idsOf(episode), locatedAt, circumstance, ...learned }, occurredAt: locatedAt }];
};
