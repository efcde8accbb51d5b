import type { DeterminationCorrected, DeterminationMade, DeterminationWithdrawn, HhsNotified } from '#contracts';
import { DomainError, personal, type Category, type Decision, type Event, type Instant, type Personal } from '#kernel';

export const BASES = [
  'disclosed-by-the-youth', 'screening-result', 'police-finding', 'court-finding', 'medical-finding', 'online-evidence', 'family-or-witness-account',
  'other-authority-notice', 'other',
] as const;
export const DETERMINED_BY = ['agency', 'other-authority'] as const;
export const FOREIGN_NATIONAL = ['yes', 'no', 'not-asked'] as const;
export const WITHDRAWAL_REASONS = ['recorded-in-error', 'wrong-youth', 'not-supported'] as const;

export type Made = DeterminationMade['data'];
/** As the last correction states it. */
export type Restated = Made & Pick<DeterminationCorrected['data'], 'coveredFrom'>;
type WithdrawalReason = (typeof WITHDRAWAL_REASONS)[number];
export type Basis = { readonly codes: readonly (typeof BASES)[number][]; readonly text?: string | undefined };

// These names and shapes are stored: a new shape needs an upcaster.
export type DeterminationEvent =
  | DeterminationMade
  | DeterminationCorrected
  | DeterminationWithdrawn
  | HhsNotified
  | Event<'DeterminationBasisRecorded', {
    readonly determinationId: string; readonly youthId: string; readonly codes: Basis['codes']; readonly text: Personal<string> | null;
  }>;

export type Determination =
  | { readonly status: 'none' }
  | { readonly status: 'made' | 'withdrawn'; readonly made: Restated; readonly hhsNotifiedAt: Instant | null };

export const determinations: Category<Determination, DeterminationEvent> = {
  name: 'childWelfare.determination',
  scope: 'agency',
  initial: { status: 'none' },
  evolve(state, event) {
    if (event.type === 'DeterminationMade') return { status: 'made', made: event.data, hhsNotifiedAt: null };
    if (state.status === 'none') return state;
    switch (event.type) {
      case 'DeterminationCorrected': {
        const { cause: _, ...basis } = event.data;
        return { ...state, made: { ...state.made, coveredFrom: undefined, ...basis } };
      }
      case 'DeterminationWithdrawn':
        return { ...state, status: 'withdrawn' };
      case 'HhsNotified':
        return { ...state, hhsNotifiedAt: event.data.notifiedAt };
      case 'DeterminationBasisRecorded':
        return state;
    }
  },
};

/** Only an identified sex trafficking victim opens the 24-hour report, 42 USC 671(a)(34)(A): for compliance to decide, not here. */
export const makeDetermination = (made: Made, { codes, text }: Basis): Decision<Determination, DeterminationEvent> => (state, now) => {
  if (state.status !== 'none') return [];
  if (made.receivedAt > now) throw new DomainError('received-in-the-future', 'The agency cannot have received this yet');
  const { determinationId, youthId, receivedAt } = made;
  return [
    { type: 'DeterminationMade', data: made, occurredAt: receivedAt },
    { type: 'DeterminationBasisRecorded', data: { determinationId, youthId, codes, text: text ? personal(text) : null }, occurredAt: receivedAt },
  ];
};

export const known = (state: Determination): Exclude<Determination, { status: 'none' }> => {
  if (state.status === 'none') throw new DomainError('unknown-determination', 'No such determination', 'unknown');
  return state;
};

export const withdrawDetermination = ({ reason }: { reason: WithdrawalReason }): Decision<Determination, DeterminationEvent> => state => {
  const { status, made: { determinationId, youthId } } = known(state);
  return status === 'withdrawn' ? [] : [{ type: 'DeterminationWithdrawn', data: { determinationId, youthId, reason } }];
};

/** HHS is told of a foreign-national child who may be a victim, of sex or labor trafficking, 22 USC 7105(b)(1)(G). */
export const notifyHhs = ({ notifiedAt }: { notifiedAt: Instant }): Decision<Determination, DeterminationEvent> => (state, now) => {
  const { status, made: { determinationId, youthId, receivedAt }, hhsNotifiedAt } = known(state);
  if (hhsNotifiedAt === notifiedAt) return [];
  if (hhsNotifiedAt) throw new DomainError('already-notified', 'HHS was notified at another time');
  if (status === 'withdrawn') throw new DomainError('determination-withdrawn', 'This determination was withdrawn');
  if (notifiedAt > now) throw new DomainError('notified-in-the-future', 'HHS cannot have been notified yet');
  if (notifiedAt < receivedAt) throw new DomainError('notified-before-received', 'HHS cannot have been notified before the agency received the information');
  return [{ type: 'HhsNotified', data: { determinationId, youthId, notifiedAt }, occurredAt: notifiedAt }];
};
