import type { FilingType } from '#contracts';
import type { Category, Event, Instant, Personal } from '#kernel';

export const RETURN_REASONS = [
  'signature-missing', 'document-missing', 'document-illegible', 'information-missing', 'wrong-case', 'wrong-type', 'other',
] as const;
export const REJECTION_REASONS = ['not-permitted-to-file', 'wrong-court', 'duplicate', 'not-a-court-matter', 'not-corrected', 'other'] as const;
export type ReturnReason = (typeof RETURN_REASONS)[number];
export type RejectionReason = (typeof REJECTION_REASONS)[number];

export type FilingIds = { readonly filingId: string; readonly caseId: string; readonly youthId: string };
export type Content = {
  readonly filingType: FilingType;
  readonly urgent: boolean;
  readonly title: Personal<string>;
  /** References to where the documents are kept; the documents themselves are not. */
  readonly documents: Personal<readonly string[]>;
};
export type Draft = FilingIds & Content & {
  readonly court: string;
  readonly county: string;
  /** Whether it is filed in a case that there is; else its own id becomes the case's. */
  readonly inCase: boolean;
  /** The filer, by the subject of the filer's tokens. */
  readonly filedBy: string;
};

// These names and shapes are stored: a new shape needs an upcaster.
type FilingDrafted = Event<'FilingDrafted', Draft>;
type FilingRevised = Event<'FilingRevised', FilingIds & Partial<Content>>;
type FilingSubmitted = Event<'FilingSubmitted', FilingIds & { readonly receivedAt: Instant }>;
type FilingReviewBegun = Event<'FilingReviewBegun', FilingIds>;
type FilingAccepted = Event<'FilingAccepted', FilingIds>;
type FilingRejected = Event<'FilingRejected', FilingIds & { readonly reason: RejectionReason; readonly note?: Personal<string> }>;
type FilingReturned = Event<'FilingReturned', FilingIds & { readonly reason: ReturnReason; readonly note?: Personal<string> }>;
type FilingDocketed = Event<'FilingDocketed', FilingIds & {
  readonly court: string; readonly county: string; readonly filingType: FilingType; readonly urgent: boolean; readonly newCase: boolean;
  readonly docketedAt: Instant;
}>;
type FilingCancelled = Event<'FilingCancelled', FilingIds>;
export type FilingEvent =
  | FilingDrafted | FilingRevised | FilingSubmitted | FilingReviewBegun | FilingAccepted | FilingRejected | FilingReturned | FilingDocketed
  | FilingCancelled;

export const FILING_STATUSES = ['draft', 'submitted', 'under-review', 'accepted', 'rejected', 'returned', 'docketed', 'cancelled'] as const;
export type FilingStatus = (typeof FILING_STATUSES)[number];
export type KnownFiling = Draft & {
  readonly status: FilingStatus;
  readonly receivedAt: Instant | null;
  /** Why it was rejected or returned. */
  readonly reason: string | null;
  readonly note: Personal<string> | null;
  readonly docketedAt: Instant | null;
};
export type Filing = { readonly status: 'none' } | KnownFiling;

const STATUS_AFTER = {
  FilingReviewBegun: 'under-review', FilingAccepted: 'accepted', FilingCancelled: 'cancelled',
} as const satisfies Partial<Record<FilingEvent['type'], FilingStatus>>;

export const filings: Category<Filing, FilingEvent> = {
  name: 'court.filing',
  scope: ({ caseId }) => `court:${caseId as string}`,
  initial: { status: 'none' },
  evolve(state, event) {
    if (event.type === 'FilingDrafted') return { ...event.data, status: 'draft', receivedAt: null, reason: null, note: null, docketedAt: null };
    if (state.status === 'none') return state;
    switch (event.type) {
      case 'FilingRevised':
        return { ...state, ...event.data };
      case 'FilingSubmitted':
        return { ...state, status: 'submitted', receivedAt: event.data.receivedAt, reason: null, note: null };
      case 'FilingRejected':
        return { ...state, status: 'rejected', reason: event.data.reason, note: event.data.note ?? null };
      case 'FilingReturned':
        return { ...state, status: 'returned', reason: event.data.reason, note: event.data.note ?? null };
      case 'FilingDocketed':
        return { ...state, status: 'docketed', docketedAt: event.data.docketedAt };
      default:
        return { ...state, status: STATUS_AFTER[event.type] };
    }
  },
};
