import { DomainError, type Instant } from '#kernel';
import type { Hearing, HearingIds, SetHearing } from './hearing.js';

export const known = (state: Hearing): SetHearing => {
  if (state.status === 'none') throw new DomainError('unknown-hearing', 'No such hearing', 'unknown');
  return state;
};

export const idsOf = ({ hearingId, caseId, youthId }: SetHearing): HearingIds => ({ hearingId, caseId, youthId });

/** Still to come: neither held nor vacated. */
export const ahead = (state: Hearing): SetHearing => {
  const hearing = known(state);
  if (hearing.status === 'held') throw new DomainError('hearing-held', 'This hearing was held');
  if (hearing.status === 'vacated') throw new DomainError('hearing-vacated', 'The court vacated this hearing');
  return hearing;
};

export const refuseAhead = (at: Instant, now: Instant, code: string): void => {
  if (at > now) throw new DomainError(code, 'This cannot have happened yet: the time lies in the future');
};
