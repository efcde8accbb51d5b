import type { ChildReturned, FactorsDetermined, FactorsRespondedTo, ReturnInterviewHeld, ScreenedOnReturn, ServicesArranged } from '#contracts';
import { DomainError, personal, type Decision } from '#kernel';
import { afterReturn, holds, idsOf, once, openOrEnteredLate, refuseAhead, stillOpen } from './guards.js';
import type { InterviewAnswers, MissingEpisode, MissingEpisodeEvent } from './missing-episode.js';

type Decide = Decision<MissingEpisode, MissingEpisodeEvent>;
type Told<E extends { readonly data: object }> = Omit<E['data'], 'episodeId' | 'youthId'>;

/** Told again with another `to` or `caregiverWilling`, the later word counts; the time of the return stands. */
export const returnChild = ({ returnedAt, to, caregiverWilling }: Told<ChildReturned>): Decide => (state, now) => {
  const episode = stillOpen(state);
  const { returned, locatedAt } = episode;
  if (returned && returned.returnedAt !== returnedAt) throw new DomainError('already-returned', 'The child returned at another time; a new absence is a new episode');
  if (returned?.to === to && returned.caregiverWilling === caregiverWilling) return [];
  refuseAhead(returnedAt, now, 'returned-in-the-future');
  if (!locatedAt || returnedAt < locatedAt) throw new DomainError('returned-before-located', 'A child returns once located: record when the child was located first');
  return [{ type: 'ChildReturned', data: { ...idsOf(episode), returnedAt, to, caregiverWilling }, occurredAt: returnedAt }];
};

/** What happened while away, 42 USC 671(a)(35)(A)(iii). A child who declined or was not ready was offered it, and that counts. */
export const holdReturnInterview = ({ answers, ...interview }: Told<ReturnInterviewHeld> & { readonly answers?: InterviewAnswers }): Decide => (state, now) => {
  const episode = afterReturn(state, interview.heldAt, 'interview-before-return');
  refuseAhead(interview.heldAt, now, 'interview-in-the-future');
  if (answers && interview.outcome !== 'held') throw new DomainError('answers-without-interview', 'Answers come from an interview that was held', 'malformed');
  const { interviewId } = interview;
  const held = once(episode, { type: 'ReturnInterviewHeld', data: { ...interview, ...idsOf(episode) }, occurredAt: interview.heldAt });
  return answers && held.length > 0
    ? [...held, { type: 'ReturnInterviewAnswered', data: { ...idsOf(episode), interviewId, answers: personal(answers) }, occurredAt: interview.heldAt }]
    : held;
};

/** `screening`: the one named, as child welfare has it. */
export const screenOnReturn = (screening: { readonly screeningId: string; readonly youthId: string } & Told<ScreenedOnReturn>): Decide => state => {
  const { screeningId, completedAt } = screening;
  const episode = afterReturn(state, completedAt, 'screened-before-return');
  if (screening.youthId !== episode.youthId) throw new DomainError('not-the-same-youth', 'This screening is of another youth');
  return once(episode, { type: 'ScreenedOnReturn', data: { ...idsOf(episode), screeningId, completedAt }, occurredAt: completedAt });
};

/** The primary factors of the absence, 42 USC 671(a)(35)(A)(ii): often known before the return. */
export const determineFactors = ({ determinedAt, factors }: Told<FactorsDetermined>): Decide => (state, now) => {
  const episode = openOrEnteredLate(state, determinedAt);
  refuseAhead(determinedAt, now, 'factors-in-the-future');
  return once(episode, { type: 'FactorsDetermined', data: { ...idsOf(episode), determinedAt, factors }, occurredAt: determinedAt });
};

/** In this placement or in a later one: both may be recorded. */
export const respondToFactors = (response: Told<FactorsRespondedTo>): Decide => (state, now) => {
  const episode = openOrEnteredLate(state, response.respondedAt);
  refuseAhead(response.respondedAt, now, 'response-in-the-future');
  if (!holds(episode, 'FactorsDetermined')) throw new DomainError('response-before-factors', 'Determine the factors first: the response answers them');
  return once(episode, { type: 'FactorsRespondedTo', data: { ...response, ...idsOf(episode) }, occurredAt: response.respondedAt });
};

export const arrangeServices = ({ arrangedAt, services }: Told<ServicesArranged>): Decide => (state, now) => {
  const episode = openOrEnteredLate(state, arrangedAt);
  refuseAhead(arrangedAt, now, 'services-in-the-future');
  if (services.includes('none-wanted') && services.length > 1) throw new DomainError('none-wanted-stands-alone', 'Either services were arranged or none were wanted', 'malformed');
  return once(episode, { type: 'ServicesArranged', data: { ...idsOf(episode), arrangedAt, services }, occurredAt: arrangedAt });
};

/** Questions and answers as texts of at most 4000 characters. */
export const interviewAnswers = (told: Readonly<Record<string, unknown>>): InterviewAnswers => {
  const answers = Object.entries(told);
  if (answers.length === 0 || answers.length > 100 || !answers.every(([question, answer]) => question.trim() !== '' && typeof answer === 'string' && answer.length <= 4000)) {
    throw new DomainError('answers-malformed', 'Answers are up to 100 texts of up to 4000 characters, by question', 'malformed');
  }
  return told as InterviewAnswers;
};
