import type { Coverage, UsState } from '#contracts';
import { DomainError, type Category, type Event, type Instant, type Personal } from '#kernel';
import type { ClaimKind, ClaimSource, ClaimValue } from './claims.js';

export const CONFIDENCES = ['confirmed', 'probable', 'possible'] as const;
export const IDENTIFIER_SOURCES = ['agency-record', 'court-record', 'partner-message', 'import', 'other'] as const;
export const UNLINK_REASONS = ['wrong-youth', 'duplicate', 'recorded-in-error'] as const;
export const ERASURE_AUTHORITIES = ['court-order', 'retention-ended'] as const;

/** A state's own number for the youth. `key` is a keyed pseudonym of it; `claim` counts who held it (see identifier.ts). */
export type Identifier = {
  readonly key: string;
  readonly claim: number;
  readonly id: string;
  readonly source: (typeof IDENTIFIER_SOURCES)[number];
  readonly confidence: (typeof CONFIDENCES)[number];
};
export type Place = { readonly agency: string; readonly state: UsState; readonly county: string };
type Link = { readonly claim: number; readonly linked: boolean };
export type CoverageChange = { readonly coverage: Coverage; readonly from: Instant };

// These names and shapes are stored: a new shape needs an upcaster.
type ClaimData = {
  readonly youthId: string; readonly kind: ClaimKind; readonly value: Personal<ClaimValue>; readonly source: ClaimSource; readonly learnedAt: Instant;
  /** Keyed hash of name and birth date, for the exact search; null while one of them is not known. Only with those two kinds. */
  readonly searchIndex?: string | null;
};
export type YouthEvent =
  | Event<'YouthRegistered', Place & { readonly youthId: string; readonly coverage: Coverage }>
  | Event<'YouthIdentifierLinked', Omit<Identifier, 'id'> & { readonly youthId: string; readonly identifier: Personal<string> }>
  | Event<'YouthIdentifierUnlinked', { readonly youthId: string; readonly key: string; readonly claim: number; readonly reason: (typeof UNLINK_REASONS)[number] }>
  | Event<'YouthClaimMade', ClaimData>
  | Event<'YouthClaimCorrected', ClaimData>
  | Event<'YouthCoverageChanged', CoverageChange & { readonly youthId: string }>
  | Event<'YouthPersonalDataErased', { readonly youthId: string; readonly authority: (typeof ERASURE_AUTHORITIES)[number] }>;

export type RegisteredYouth = {
  readonly status: 'registered' | 'erased';
  readonly youthId: string;
  readonly place: Place;
  readonly initialCoverage: Coverage;
  readonly changes: readonly CoverageChange[];
  readonly links: Readonly<Record<string, Link>>;
  readonly claims: Readonly<Partial<Record<ClaimKind, Omit<ClaimData, 'youthId' | 'searchIndex'>>>>;
};
export type Youth = { readonly status: 'none' } | RegisteredYouth;

export const youths: Category<Youth, YouthEvent> = {
  name: 'childWelfare.youth',
  scope: 'agency',
  initial: { status: 'none' },
  evolve(state, { type, data }) {
    if (type === 'YouthRegistered') {
      const { youthId, coverage, ...place } = data;
      return { status: 'registered', youthId, place, initialCoverage: coverage, changes: [], links: {}, claims: {} };
    }
    if (state.status === 'none') return state;
    switch (type) {
      case 'YouthIdentifierLinked':
        return { ...state, links: { ...state.links, [data.key]: { claim: data.claim, linked: true } } };
      case 'YouthIdentifierUnlinked':
        return { ...state, links: { ...state.links, [data.key]: { claim: data.claim, linked: false } } };
      case 'YouthClaimMade':
      case 'YouthClaimCorrected': {
        const { kind, value, source, learnedAt } = data;
        return { ...state, claims: { ...state.claims, [kind]: { kind, value, source, learnedAt } } };
      }
      case 'YouthCoverageChanged':
        return { ...state, changes: [...state.changes, { coverage: data.coverage, from: data.from }] };
      case 'YouthPersonalDataErased':
        return { ...state, status: 'erased' };
    }
  },
};

/** The youth, or 404 `unknown-youth`. */
export const known = (youth: Youth | undefined): RegisteredYouth => {
  if (!youth || youth.status === 'none') throw new DomainError('unknown-youth', 'No such youth', 'unknown');
  return youth;
};

/** The claim under which an unlinked identifier was held, 0 (which no claim has) while it is linked. */
export const claimToRelease = (youth: RegisteredYouth, key: string): number => {
  const link = youth.links[key];
  return link && !link.linked ? link.claim : 0;
};

/** The coverage basis in force at a moment: by the latest change from before it, recorded last. */
export const coverageAt = (youth: RegisteredYouth, at: Instant): Coverage =>
  youth.changes
    .filter(({ from }) => from <= at)
    .reduce<{ coverage: Coverage; from: string }>((latest, change) => (change.from >= latest.from ? change : latest), { coverage: youth.initialCoverage, from: '' })
    .coverage;
