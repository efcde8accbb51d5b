import type { Coverage, FosterHomeType, Setting, UsState } from '#contracts';
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
/** `county`: the office that answers from then on; null where it stays the same. Only a foster family home has types. */
export type Placement = {
  readonly setting: Setting; readonly fosterHomeTypes: readonly FosterHomeType[]; readonly since: Instant; readonly county: string | null;
};

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
  | Event<'PlacementChanged', Placement & { readonly youthId: string; readonly agency: string }>
  | Event<'YouthPersonalDataErased', {
    readonly youthId: string; readonly authority: (typeof ERASURE_AUTHORITIES)[number];
    /** Keys of the identifiers linked then: what partners sent under them and waits is sealed under them. */
    readonly identifiers?: readonly string[];
  }>;

export type RegisteredYouth = {
  readonly status: 'registered' | 'erased';
  readonly youthId: string;
  /** As it is now: of all placements the latest says which county office answers. */
  readonly place: Place;
  readonly initialCounty: string;
  readonly initialCoverage: Coverage;
  readonly changes: readonly CoverageChange[];
  readonly placements: readonly Placement[];
  readonly links: Readonly<Record<string, Link>>;
  readonly claims: Readonly<Partial<Record<ClaimKind, Omit<ClaimData, 'youthId' | 'searchIndex'>>>>;
};
export type Youth = { readonly status: 'none' } | RegisteredYouth;

const END_OF_TIME = '9999' as Instant;

export const youths: Category<Youth, YouthEvent> = {
  name: 'childWelfare.youth',
  scope: 'agency',
  initial: { status: 'none' },
  evolve(state, { type, data }) {
    if (type === 'YouthRegistered') {
      const { youthId, coverage, ...place } = data;
      return { status: 'registered', youthId, place, initialCounty: place.county, initialCoverage: coverage, changes: [], placements: [], links: {}, claims: {} };
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
      case 'PlacementChanged': {
        const { youthId: _, agency: __, ...placement } = data;
        const placements = [...state.placements, placement];
        return { ...state, placements, place: { ...state.place, county: countyAt({ ...state, placements }, END_OF_TIME) } };
      }
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

/** Why the agency answers for the youth, and in which moment it came to where that was later than asked. */
export type CoverageSince = { readonly coverage: Coverage; readonly coveredFrom?: Instant };

/** The basis in force at a moment; where there was none, the first one that began later and before `until`. */
export const coverageSince = (youth: RegisteredYouth, at: Instant, until: Instant | null = null): CoverageSince => {
  const coverage = coverageAt(youth, at);
  if (coverage !== 'none') return { coverage };
  const begun = youth.changes.map(({ from }) => from).filter(from => from > at && (until === null || from < until) && coverageAt(youth, from) !== 'none').sort()[0];
  return begun ? { coverage: coverageAt(youth, begun), coveredFrom: begun } : { coverage };
};

/** The county office that answered at a moment. */
export const countyAt = ({ initialCounty, placements }: Pick<RegisteredYouth, 'initialCounty' | 'placements'>, at: Instant): string =>
  placements
    .filter(({ since }) => since <= at)
    .reduce<{ county: string; since: string }>(
      (latest, { county, since }) => (county !== null && since >= latest.since ? { county, since } : latest), { county: initialCounty, since: '' })
    .county;
