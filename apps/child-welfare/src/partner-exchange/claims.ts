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

/** Where a refused claim stands in the message, where its code does not say it. */
export const CLAIM_POINTERS = {
  'learned-in-the-future': ({ claim }: Readonly<Record<string, unknown>>) => learnedAtOf(claim),
};
