import { CLAIM_KIND_OF, type YouthRegisteredMessage } from '#contracts';
import type { NamedClaimDto } from '../youth/index.js';

type Claims = YouthRegisteredMessage['claims'];
type Field = keyof typeof CLAIM_KIND_OF;

export const claimsOf = (told: Claims = {}): NamedClaimDto[] =>
  Object.entries(told).flatMap(([field, claim]) => (claim ? [{ kind: CLAIM_KIND_OF[field as Field], ...claim }] : []));

const learnedAtOf = (kind: unknown) => {
  const field = (Object.keys(CLAIM_KIND_OF) as Field[]).find(name => CLAIM_KIND_OF[name] === kind);
  return field ? `/data/claims/${field}/learnedAt` : '/data/claims';
};

/** Where a refused claim stands in the message. */
export const CLAIM_POINTERS = {
  'not-a-name': '/data/claims/name/value',
  'not-a-date': '/data/claims/birthDate/value',
  'born-in-the-future': '/data/claims/birthDate/value',
  'unknown-sex-code': '/data/claims/sex/value',
  'unknown-race-code': '/data/claims/race/value',
  'race-codes-exclude-each-other': '/data/claims/race/value',
  'unknown-ethnicity-code': '/data/claims/ethnicity/value',
  'unknown-membership-code': '/data/claims/tribalMembership/value',
  'not-a-tribal-code': '/data/claims/tribalMembership/value',
  'tribes-without-membership': '/data/claims/tribalMembership/value',
  'learned-in-the-future': ({ claim }: Readonly<Record<string, unknown>>) => learnedAtOf(claim),
};
