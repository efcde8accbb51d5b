import type { DeterminationMade, DeterminationWithdrawn } from '#contracts';
import { DomainError, personal, type Category, type Decision, type Event, type Personal } from '#kernel';

export const BASES = [
  'disclosed-by-the-youth', 'screening-result', 'police-finding', 'court-finding', 'medical-finding', 'online-evidence', 'family-or-witness-account',
  'other-authority-notice', 'other',
] as const;
export const DETERMINED_BY = ['agency', 'other-authority'] as const;
export const WITHDRAWAL_REASONS = ['recorded-in-error', 'wrong-youth', 'not-supported'] as const;

type Made = DeterminationMade['data'];
type WithdrawalReason = (typeof WITHDRAWAL_REASONS)[number];
export type Basis = { readonly codes: readonly (typeof BASES)[number][]; readonly text?: string | undefined };

// These names and shapes are stored: a new shape needs an upcaster.
export type DeterminationEvent =
  | DeterminationMade
  | DeterminationWithdrawn
  | Event<'DeterminationBasisRecorded', {
    readonly determinationId: string; readonly youthId: string; readonly codes: Basis['codes']; readonly text: Personal<string> | null;
  }>;

export type Determination =
  | { readonly status: 'none' }
  | { readonly status: 'made' | 'withdrawn'; readonly made: Made };

export const determinations: Category<Determination, DeterminationEvent> = {
  name: 'childWelfare.determination',
  scope: 'agency',
  initial: { status: 'none' },
  evolve(state, event) {
    if (event.type === 'DeterminationMade') return { status: 'made', made: event.data };
    return event.type === 'DeterminationWithdrawn' && state.status !== 'none' ? { ...state, status: 'withdrawn' } : state;
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

export const withdrawDetermination = ({ reason }: { reason: WithdrawalReason }): Decision<Determination, DeterminationEvent> => state => {
  if (state.status === 'none') throw new DomainError('unknown-determination', 'No such determination', 'unknown');
  const { determinationId, youthId } = state.made;
  return state.status === 'withdrawn' ? [] : [{ type: 'DeterminationWithdrawn', data: { determinationId, youthId, reason } }];
};
