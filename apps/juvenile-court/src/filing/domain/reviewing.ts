import { clearOf, DomainError, type Decision, type Instant, type Personal } from '#kernel';
import type { Filing, FilingEvent, KnownFiling, RejectionReason, ReturnReason } from './filing.js';
import { atStep, idsOf, known } from './guards.js';

type Decide = Decision<Filing, FilingEvent>;

export const beginReview: Decide = state =>
  (known(state).status === 'under-review' ? [] : [{ type: 'FilingReviewBegun', data: idsOf(atStep(state, 'submitted')) }]);

export const accept: Decide = state =>
  (known(state).status === 'accepted' ? [] : [{ type: 'FilingAccepted', data: idsOf(atStep(state, 'under-review')) }]);

type Refusal<Reason> = { readonly reason: Reason; readonly note?: Personal<string> };

/** The very same was said before; anything else finds the step closed. */
const holds = (state: Filing, status: KnownFiling['status'], { reason, note }: Refusal<string>): boolean => {
  const filing = known(state);
  return filing.status === status && filing.reason === reason && clearOf(filing.note ?? undefined) === clearOf(note);
};

export const reject = (refusal: Refusal<RejectionReason>): Decide => state =>
  (holds(state, 'rejected', refusal) ? [] : [{ type: 'FilingRejected', data: { ...idsOf(atStep(state, 'under-review')), ...refusal } }]);

/** For correction: the filer revises it and submits it again. */
export const sendBack = (refusal: Refusal<ReturnReason>): Decide => state =>
  (holds(state, 'returned', refusal) ? [] : [{ type: 'FilingReturned', data: { ...idsOf(atStep(state, 'under-review')), ...refusal } }]);

/** What may be docketed, and when: thrown before a case is opened for it. */
export const docketable = (state: Filing): KnownFiling => atStep(state, 'accepted', 'docketed');

export const docket = (docketedAt?: Instant): Decide => (state, now) => {
  const filing = docketable(state);
  if (filing.status === 'docketed' && (!docketedAt || docketedAt === filing.docketedAt)) return [];
  atStep(state, 'accepted');
  if (docketedAt && docketedAt > now) throw new DomainError('docketed-in-the-future', 'This cannot have been docketed yet');
  if (docketedAt && filing.receivedAt && docketedAt < filing.receivedAt) {
    throw new DomainError('docketed-before-received', 'This cannot have been docketed before the court received it');
  }
  const { court, county, filingType, urgent, inCase } = filing;
  const at = docketedAt ?? now;
  return [{ type: 'FilingDocketed', data: { ...idsOf(filing), court, county, filingType, urgent, newCase: !inCase, docketedAt: at }, occurredAt: at }];
};
