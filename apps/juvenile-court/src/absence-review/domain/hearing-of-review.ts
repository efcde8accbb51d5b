import type { Day } from '#calendar';
import { DomainError, type Decision, type Instant } from '#kernel';
import type { AbsenceReview, AbsenceReviewEvent, ReadyNotice, Review } from './absence-review.js';
import { andOwed, idsOf, type Proposer } from './absences.js';

type Decide = Decision<AbsenceReview, AbsenceReviewEvent>;

export const known = (state: AbsenceReview): Review => {
  if (state.status === 'none') throw new DomainError('unknown-absence-review', 'No such absence review', 'unknown');
  return state;
};

/** What a hearing is set from. */
export const proposalOf = (state: AbsenceReview) => {
  const { proposal, hearing, why, caseId } = known(state);
  if (hearing) throw new DomainError('hearing-already-set', 'The hearing of this absence is set: continue it instead', 'refused', { hearingId: hearing.hearingId });
  if (!proposal || !caseId) throw new DomainError('no-hearing-proposed', 'No rule proposes a hearing of this absence', 'refused', { why });
  return { proposal, caseId };
};

/** A child without a case has nobody to be told yet. */
export const caseOf = ({ caseId }: Review): string => {
  if (!caseId) throw new DomainError('unknown-notice', 'No such notice is ready', 'unknown');
  return caseId;
};

export const hearingSet = ({ hearingId, day }: { hearingId: string; day: Day }): Decide => state => {
  if (state.status === 'none' || (state.hearing?.hearingId === hearingId && state.hearing.day === day)) return [];
  return [{ type: 'AbsenceHearingSet', data: { ...idsOf(state), hearingId, day } }];
};

/** Put off to another day. */
export const hearingMoved = (moved: { hearingId: string; day: Day }): Decide => (state, now) =>
  (state.status === 'known' && state.hearing?.hearingId === moved.hearingId ? hearingSet(moved)(state, now) : []);

/** Vacated while the child is still away, what the rule asks for is owed again; held, it is not. */
export const hearingOver = ({ hearingId, outcome }: { hearingId: string; outcome: 'held' | 'vacated' }, propose: Proposer): Decide => (state, now) => {
  if (state.status === 'none' || state.hearing?.hearingId !== hearingId) return [];
  const over: AbsenceReviewEvent = { type: 'AbsenceHearingOver', data: { ...idsOf(state), hearingId, outcome } };
  return andOwed(state, [over], propose, now);
};

const sameParties = (a: readonly ReadyNotice[], b: readonly ReadyNotice[]) =>
  a.length === b.length && a.every(({ partyId, role }) => b.some(other => other.partyId === partyId && other.role === role));

/** For whoever must be told and may be told, as the case now has it. */
export const prepareNotices = (recipients: readonly ReadyNotice[]): Decide => state => {
  if (state.status === 'none') return [];
  const day = state.hearing?.day ?? state.proposal?.day;
  if (!day || (state.notices?.day === day && sameParties(state.notices.ready, recipients))) return [];
  return [{ type: 'AbsenceNoticesPrepared', data: { ...idsOf(state), day, notices: recipients } }];
};

/** Only for a day that is set, and only to a party who may still be told. */
export const signNotice = (partyId: string, withheld: { readonly since: Instant } | null): Decide => (state, now) => {
  const { hearing, notices, ...review } = known(state);
  if (!hearing) throw new DomainError('hearing-not-set', 'Set the hearing first: a notice names its day');
  if (withheld) throw new DomainError('party-may-not-be-told', 'This party may not be told', 'refused', { partyId });
  if (notices?.day !== hearing.day || !notices.ready.some(notice => notice.partyId === partyId)) throw new DomainError('unknown-notice', 'No such notice is ready', 'unknown');
  return notices.signed.includes(partyId) ? [] : [{ type: 'AbsenceNoticeSigned', data: { ...idsOf(review), partyId, day: hearing.day, signedAt: now } }];
};
