import type { ContinuanceReason, DocketCriterion, HearingKind } from '#contracts';
import type { Day } from '#calendar';
import type { Category, Event, Instant } from '#kernel';
import type { RuleRef } from './rule.js';

export const NOTICE_METHODS = ['personal', 'substituted', 'mail', 'certified-mail', 'electronic', 'in-court', 'publication'] as const;
export const VACATING_REASONS = ['child-returned', 'child-located', 'absence-in-error', 'matter-resolved', 'set-in-error', 'no-longer-needed'] as const;
export type VacatingReason = (typeof VACATING_REASONS)[number];
export const AFTER_WINDOW_REASONS = ['learned-late', 'court-closed', 'no-earlier-date', 'party-not-reachable'] as const;
export type AfterWindow = (typeof AFTER_WINDOW_REASONS)[number];
export const HELD_OUTCOMES = ['completed', 'continued-in-part', 'child-absent', 'no-party-appeared'] as const;

export type HearingIds = { readonly hearingId: string; readonly caseId: string; readonly youthId: string };
/** What nobody could check, since the state's packs do not say it. */
export type Unchecked = 'court-days' | 'window' | 'notice';

/** One date for the hearing, and what bounds it. */
export type Setting = {
  readonly startsAt: Instant;
  /** In the court's zone. */
  readonly day: Day;
  readonly setAt: Instant;
  readonly window: { readonly earliest: Day; readonly latest: Day | null } | null;
  readonly noticeBy: Day | null;
  readonly rule: RuleRef | null;
  readonly unchecked: readonly Unchecked[];
  /** Why it is held although its window has closed. */
  readonly afterWindow: AfterWindow | null;
};
export type OnDocket = { readonly docket: string; readonly criteria: readonly DocketCriterion[] };
export type Scheduled = HearingIds & Setting & {
  readonly court: string;
  readonly county: string;
  readonly kind: HearingKind;
  readonly docket: OnDocket | null;
  /** When what the rule counts from happened. */
  readonly countedFrom: Instant | null;
  readonly absenceReviewId: string | null;
};
export type Notice = { readonly noticeId: string; readonly partyId: string; readonly servedAt: Instant; readonly method: (typeof NOTICE_METHODS)[number] };
export type Held = { readonly heldAt: Instant; readonly outcome: (typeof HELD_OUTCOMES)[number] };

// These names and shapes are stored: a new shape needs an upcaster.
type HearingScheduled = Event<'HearingScheduled', Scheduled>;
type HearingNoticed = Event<'HearingNoticed', HearingIds & Notice & { readonly day: Day }>;
type HearingContinued = Event<'HearingContinued', HearingIds & Setting & { readonly reason: ContinuanceReason; readonly from: Day }>;
type HearingHeld = Event<'HearingHeld', HearingIds & Held>;
type HearingVacatingProposed = Event<'HearingVacatingProposed', HearingIds & { readonly reason: VacatingReason; readonly proposedAt: Instant }>;
type HearingVacatingDropped = Event<'HearingVacatingDropped', HearingIds & { readonly reason: 'missing-again' | 'court-keeps-it' }>;
type HearingVacated = Event<'HearingVacated', HearingIds & { readonly reason: VacatingReason; readonly vacatedAt: Instant }>;
export type HearingEvent =
  | HearingScheduled | HearingNoticed | HearingContinued | HearingHeld | HearingVacatingProposed | HearingVacatingDropped | HearingVacated;

export type SetHearing = Scheduled & {
  readonly status: 'scheduled' | 'held' | 'vacated';
  readonly notices: Readonly<Record<string, Notice & { readonly day: Day }>>;
  readonly continuances: number;
  readonly vacatingProposed: VacatingReason | null;
  readonly held: Held | null;
  readonly vacated: VacatingReason | null;
};
export type Hearing = { readonly status: 'none' } | SetHearing;

export const hearings: Category<Hearing, HearingEvent> = {
  name: 'court.hearing',
  scope: ({ caseId }) => `court:${caseId as string}`,
  initial: { status: 'none' },
  evolve(state, event) {
    if (event.type === 'HearingScheduled') return { ...event.data, status: 'scheduled', notices: {}, continuances: 0, vacatingProposed: null, held: null, vacated: null };
    if (state.status === 'none') return state;
    switch (event.type) {
      case 'HearingNoticed':
        return { ...state, notices: { ...state.notices, [event.data.noticeId]: event.data } };
      case 'HearingContinued': {
        const { reason: _, from: __, ...setting } = event.data;
        return { ...state, ...setting, continuances: state.continuances + 1 };
      }
      case 'HearingHeld':
        return { ...state, status: 'held', vacatingProposed: null, held: { heldAt: event.data.heldAt, outcome: event.data.outcome } };
      case 'HearingVacatingProposed':
        return { ...state, vacatingProposed: event.data.reason };
      case 'HearingVacatingDropped':
        return { ...state, vacatingProposed: null };
      case 'HearingVacated':
        return { ...state, status: 'vacated', vacatingProposed: null, vacated: event.data.reason };
    }
  },
};
