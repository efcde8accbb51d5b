import { DomainError, type Category, type Decision, type Event } from '#kernel';

// These names and shapes are stored: a new shape needs an upcaster.
export type IdentifierEvent =
  | Event<'IdentifierClaimed', { readonly youthId: string; readonly claim: number }>
  | Event<'IdentifierReleased', { readonly youthId: string; readonly claim: number }>;

/** Who holds an agency identifier. `claim` counts the claims, so that a release meant for an earlier one does nothing. */
export type IdentifierState = { readonly holder: string | null; readonly claim: number };

/** One stream per agency identifier, named by a keyed pseudonym: two youths can never hold one. */
export const youthIdentifiers: Category<IdentifierState, IdentifierEvent> = {
  name: 'childWelfare.youthIdentifier',
  scope: 'agency',
  initial: { holder: null, claim: 0 },
  evolve: (state, { type, data }) => (type === 'IdentifierClaimed' ? { holder: data.youthId, claim: data.claim } : { ...state, holder: null }),
};

/** Whoever registers a youth under a held identifier means the youth that holds it. */
export const claimIdentifier = ({ youthId }: { youthId: string }): Decision<IdentifierState, IdentifierEvent> => state =>
  state.holder ? [] : [{ type: 'IdentifierClaimed', data: { youthId, claim: state.claim + 1 } }];

/** Whoever links an identifier to a youth means that youth and no other. */
export const claimIdentifierFor = ({ youthId }: { youthId: string }): Decision<IdentifierState, IdentifierEvent> => (state, now) => {
  if (state.holder && state.holder !== youthId) throw new DomainError('identifier-held-by-another-youth', 'This identifier is linked to another youth');
  return claimIdentifier({ youthId })(state, now);
};

export const releaseIdentifier = ({ youthId, claim }: { youthId: string; claim: number }): Decision<IdentifierState, IdentifierEvent> => state =>
  state.holder === youthId && state.claim === claim ? [{ type: 'IdentifierReleased', data: { youthId, claim } }] : [];
