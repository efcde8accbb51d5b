import { isUsState, type Coverage } from '#contracts';
import { clearOf, DomainError, personal, type Decision } from '#kernel';
import { refuseImpossibleClaim, type Claim, type ClaimKind } from './claims.js';
import {
  coverageAt, known, youths, type CoverageChange, type ERASURE_AUTHORITIES, type Identifier, type Place, type RegisteredYouth, type UNLINK_REASONS,
  type Youth, type YouthEvent,
} from './youth.js';

/** Keyed hash of a name and a birth date, computed outside the domain. */
export type SearchIndex = (name: string, birthDate: string) => string;
type Decide = Decision<Youth, YouthEvent>;

const refuseErased = (youth: RegisteredYouth): void => {
  if (youth.status === 'erased') throw new DomainError('personal-data-erased', 'The personal data of this youth was erased');
};

/** Each decision sees what the ones before it decided. */
export const inSequence = (...decisions: readonly Decide[]): Decide => (initial, now) => {
  let state = initial;
  return decisions.flatMap(decision => {
    const events = decision(state, now);
    state = events.reduce(youths.evolve, state);
    return events;
  });
};

/** `holder`: the youth that the claim was found to be for. */
export const linkIdentifier = ({ id, key, ...identifier }: Identifier, holder: string | null): Decide => state => {
  const youth = known(state);
  const link = youth.links[key];
  if (link?.linked) return [];
  refuseErased(youth);
  // Unlinked but its claim not yet released, or released since: linking now would leave a link without a claim.
  if (link?.claim === identifier.claim || holder !== youth.youthId) throw new DomainError('identifier-being-released', 'This identifier is being unlinked: complete that first');
  return [{ type: 'YouthIdentifierLinked', data: { youthId: youth.youthId, key, ...identifier, identifier: personal(id) } }];
};

export const unlinkIdentifier = ({ key, reason }: { key: string; reason: (typeof UNLINK_REASONS)[number] }): Decide => state => {
  const youth = known(state);
  const link = youth.links[key];
  if (!link) throw new DomainError('identifier-not-linked', 'This identifier was never linked to the youth');
  return link.linked ? [{ type: 'YouthIdentifierUnlinked', data: { youthId: youth.youthId, key, claim: link.claim, reason } }] : [];
};

export const makeClaim = (claim: Claim, searchIndex: SearchIndex): Decide => (state, now) => {
  const youth = known(state);
  refuseErased(youth);
  refuseImpossibleClaim(claim, now);
  const { kind, source, learnedAt } = claim;
  const earlier = youth.claims[kind];
  const sameValue = JSON.stringify(clearOf(earlier?.value)) === JSON.stringify(claim.value);
  if (sameValue && earlier?.source === source && earlier.learnedAt === learnedAt) return [];
  const of = (wanted: ClaimKind) => (kind === wanted ? claim.value : clearOf(youth.claims[wanted]?.value)) as string | undefined;
  const [name, birthDate] = [of('name'), of('birth-date')];
  const searchable = kind === 'name' || kind === 'birth-date' ? { searchIndex: name && birthDate ? searchIndex(name, birthDate) : null } : {};
  const data = { youthId: youth.youthId, kind, value: personal(claim.value), source, learnedAt, ...searchable };
  return [{ type: earlier ? 'YouthClaimCorrected' : 'YouthClaimMade', data, occurredAt: learnedAt }];
};

export const changeCoverage = ({ coverage, from }: CoverageChange): Decide => (state, now) => {
  const youth = known(state);
  if (from > now) throw new DomainError('from-in-the-future', 'A coverage basis is recorded once it holds');
  return coverageAt(youth, from) === coverage ? [] : [{ type: 'YouthCoverageChanged', data: { youthId: youth.youthId, coverage, from }, occurredAt: from }];
};

/** Several claims and the basis at once: all of it or nothing. */
export const correctYouth = ({ claims, coverage }: { claims: readonly Claim[]; coverage: CoverageChange | undefined }, searchIndex: SearchIndex): Decide =>
  inSequence(...claims.map(claim => makeClaim(claim, searchIndex)), ...(coverage ? [changeCoverage(coverage)] : []));

export const erase = ({ authority }: { authority: (typeof ERASURE_AUTHORITIES)[number] }): Decide => state => {
  const { status, youthId, links } = known(state);
  const identifiers = Object.keys(links).filter(key => links[key]!.linked);
  return status === 'erased' ? [] : [{ type: 'YouthPersonalDataErased', data: { youthId, authority, identifiers } }];
};

export type Registration = {
  readonly youthId: string;
  readonly place: Omit<Place, 'state'> & { readonly state: string };
  readonly coverage: Coverage;
  readonly identifier?: Identifier;
  readonly claims: readonly Claim[];
};

/** A registered youth is registered once; only a link that its claim was made for is completed. Of an erased one nothing is taken. */
export const register = ({ youthId, place: { agency, state, county }, coverage, identifier, claims }: Registration, searchIndex: SearchIndex): Decide =>
  (youth, now) => {
    if (!isUsState(state)) throw new DomainError('unknown-state', 'Not the postal code of a state, the District or a territory', 'malformed');
    const links = identifier ? [linkIdentifier(identifier, youthId)] : [];
    const made = claims.map(claim => makeClaim(claim, searchIndex));
    const registered: Decide = () => [{ type: 'YouthRegistered', data: { youthId, agency, state, county, coverage } }];
    if (youth.status !== 'none') refuseErased(youth);
    return inSequence(...(youth.status === 'none' ? [registered, ...links, ...made] : links))(youth, now);
  };

/** Refuses what the decision would refuse, and decides nothing: for what must be known before something else is written. */
export const rehearsed = (decision: Decide): Decide => (youth, now) => {
  decision(youth, now);
  return [];
};
