import { DomainError, type Instant } from '#kernel';
import type { CaseIds } from './case-ids.js';
import type { CourtCase, OpenedCase } from './court-case.js';
import type { Party } from './party.js';

export const opened = (state: CourtCase): OpenedCase => {
  if (state.status === 'none') throw new DomainError('unknown-case', 'No such case', 'unknown');
  return state;
};

export const idsOf = ({ caseId, youthId }: OpenedCase): CaseIds => ({ caseId, youthId });

export const partyOf = ({ parties }: OpenedCase, partyId: string): Party => {
  const party = parties[partyId];
  if (!party) throw new DomainError('unknown-party', 'No such party', 'unknown');
  return party;
};

export const refuseAhead = (at: Instant, now: Instant, code: string): void => {
  if (at > now) throw new DomainError(code, 'This cannot have happened yet: the time lies in the future');
};

/** Nothing is kept from anybody without naming the law or order it rests on. */
export const requireAuthority = (authority: string): void => {
  if (authority.trim() === '') throw new DomainError('authority-required', 'Name the law or order it rests on', 'malformed');
};
