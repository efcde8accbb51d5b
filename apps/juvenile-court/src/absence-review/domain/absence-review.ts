import type { HearingKind, MissingCategory } from '#contracts';
import type { Day } from '#calendar';
import type { Category, Event, Instant } from '#kernel';

export type OverCause = 'returned' | 'located' | 'recorded-in-error' | 'merged' | 'episode-closed' | 'reviewed-in-another-case';
/** Why no hearing is proposed: no state's rule is assumed. */
export type WhyNot = 'no-open-case' | 'state-not-configured' | 'category-not-covered' | 'case-type-not-covered';

/** Whose absences are reviewed where: in one case, or, where the child has none, by the court of the county. */
export type ReviewIds = { readonly reviewId: string; readonly youthId: string; readonly caseId: string | null };
export type Place = { readonly court: string | null; readonly state: string; readonly county: string };
export type Noted = { readonly episodeId: string; readonly category: MissingCategory; readonly learnedAt: Instant };
type RuleNamed = { readonly id: string; readonly pack: string; readonly example: boolean; readonly citation: string; readonly verifiedOn: string | null };

/** What the state's rule makes of an absence; the day is the first that is lawful when it is proposed. */
export type Proposal = {
  readonly kind: HearingKind;
  readonly countedFrom: Instant;
  readonly day: Day;
  readonly earliest: Day;
  readonly latest: Day | null;
  /** The window has closed, or leaves no time to tell anybody. */
  readonly late: boolean;
  readonly noticeBy: Day;
  /** The last day on which it can be set with everybody told in time. */
  readonly settableUntil: Day | null;
  readonly rules: readonly RuleNamed[];
};
/** Made ready to sign, for the day of the hearing or, before it is set, of the proposal. */
export type ReadyNotice = { readonly partyId: string; readonly role: string };

// These names and shapes are stored: a new shape needs an upcaster.
type AbsenceNoted = Event<'AbsenceNoted', ReviewIds & Place & Noted>;
/** `place`: told only where the absence was reviewed for lack of a case, and belongs to another county. */
type AbsenceRestated = Event<'AbsenceRestated', ReviewIds & Noted & { readonly place?: Place }>;
type AbsentChildLocated = Event<'AbsentChildLocated', ReviewIds & { readonly episodeId: string; readonly locatedAt: Instant }>;
type AbsenceOver = Event<'AbsenceOver', ReviewIds & { readonly episodeId: string; readonly cause: OverCause; readonly at: Instant }>;
type AbsenceHearingProposed = Event<'AbsenceHearingProposed', ReviewIds & Proposal>;
type AbsenceHearingNotProposed = Event<'AbsenceHearingNotProposed', ReviewIds & { readonly why: WhyNot }>;
type AbsenceProposalWithdrawn = Event<'AbsenceProposalWithdrawn', ReviewIds & { readonly cause: OverCause | 'corrected' }>;
type AbsenceNoticesPrepared = Event<'AbsenceNoticesPrepared', ReviewIds & { readonly day: Day; readonly notices: readonly ReadyNotice[] }>;
type AbsenceNoticeSigned = Event<'AbsenceNoticeSigned', ReviewIds & { readonly partyId: string; readonly day: Day; readonly signedAt: Instant }>;
type AbsenceHearingSet = Event<'AbsenceHearingSet', ReviewIds & { readonly hearingId: string; readonly day: Day }>;
type AbsenceHearingOver = Event<'AbsenceHearingOver', ReviewIds & { readonly hearingId: string; readonly outcome: 'held' | 'vacated' }>;
export type AbsenceReviewEvent =
  | AbsenceNoted | AbsenceRestated | AbsentChildLocated | AbsenceOver | AbsenceHearingProposed | AbsenceHearingNotProposed | AbsenceProposalWithdrawn
  | AbsenceNoticesPrepared | AbsenceNoticeSigned | AbsenceHearingSet | AbsenceHearingOver;

export type Absence = Noted & {
  readonly locatedAt: Instant | null;
  readonly over: OverCause | null;
  readonly overAt: Instant | null;
  /** Led on in another: what is told of it from then on is kept, in case they prove to be two. */
  readonly merged: boolean;
  /** A hearing was held while the child was away: no other is owed for it. */
  readonly heard: boolean;
};
export type Review = ReviewIds & Place & {
  readonly status: 'known';
  readonly absences: Readonly<Record<string, Absence>>;
  readonly proposal: Proposal | null;
  readonly why: WhyNot | null;
  readonly hearing: { readonly hearingId: string; readonly day: Day } | null;
  /** Hearings that were held or vacated, by their ids. */
  readonly hearingsOver: readonly string[];
  readonly notices: { readonly day: Day; readonly ready: readonly ReadyNotice[]; readonly signed: readonly string[] } | null;
};
export type AbsenceReview = { readonly status: 'none' } | Review;

const withAbsence = (state: Review, episodeId: string, change: Partial<Absence>): Review => {
  const absence = state.absences[episodeId];
  return absence ? { ...state, absences: { ...state.absences, [episodeId]: { ...absence, ...change } } } : state;
};

const heardOf = (absences: Review['absences']): Review['absences'] =>
  Object.fromEntries(Object.entries(absences).map(([id, absence]) => [id, absence.over === null ? { ...absence, heard: true } : absence]));

const noted = (state: AbsenceReview, { data }: AbsenceNoted): Review => {
  const { episodeId, category, learnedAt, ...ids } = data;
  const base: Review = state.status === 'known' ? { ...state, ...ids } : { ...ids, status: 'known', absences: {}, proposal: null, why: null, hearing: null, hearingsOver: [], notices: null };
  const absence: Absence = { episodeId, category, learnedAt, locatedAt: null, over: null, overAt: null, merged: false, heard: false };
  return { ...base, absences: { ...base.absences, [episodeId]: absence } };
};

export const absenceReviews: Category<AbsenceReview, AbsenceReviewEvent> = {
  name: 'court.absenceReview',
  scope: ({ caseId, reviewId }) => `court:${(caseId ?? reviewId) as string}`,
  initial: { status: 'none' },
  evolve(state, event) {
    if (event.type === 'AbsenceNoted') return noted(state, event);
    if (state.status === 'none') return state;
    switch (event.type) {
      case 'AbsenceRestated': {
        const { episodeId, category, learnedAt, place } = event.data;
        const before = state.absences[episodeId];
        const heard = before?.heard === true && learnedAt <= before.learnedAt; // learned of anew, it is another's to hear
        return { ...withAbsence(state, episodeId, { category, learnedAt, heard }), ...place };
      }
      case 'AbsentChildLocated':
        return withAbsence(state, event.data.episodeId, { locatedAt: event.data.locatedAt });
      case 'AbsenceOver': {
        const { episodeId, cause: over, at: overAt } = event.data;
        return withAbsence(state, episodeId, { over, overAt, ...(over === 'merged' ? { merged: true } : {}) });
      }
      case 'AbsenceHearingProposed': {
        const { reviewId: _, youthId: __, caseId: ___, ...proposal } = event.data;
        return { ...state, proposal, why: null };
      }
      case 'AbsenceHearingNotProposed':
        return { ...state, proposal: null, why: event.data.why };
      case 'AbsenceProposalWithdrawn':
        return { ...state, proposal: null, notices: null };
      case 'AbsenceNoticesPrepared': {
        const { day, notices } = event.data;
        return { ...state, notices: { day, ready: notices, signed: state.notices?.day === day ? state.notices.signed : [] } };
      }
      case 'AbsenceNoticeSigned':
        return state.notices ? { ...state, notices: { ...state.notices, signed: [...state.notices.signed, event.data.partyId] } } : state;
      case 'AbsenceHearingSet':
        return { ...state, hearing: { hearingId: event.data.hearingId, day: event.data.day }, proposal: null };
      case 'AbsenceHearingOver': {
        const absences = event.data.outcome === 'held' ? heardOf(state.absences) : state.absences;
        return { ...state, absences, hearing: null, hearingsOver: [...state.hearingsOver, event.data.hearingId], notices: null };
      }
    }
  },
};
