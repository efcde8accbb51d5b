import type { Request } from 'express';
import { DomainError, instant, type Instant } from '#kernel';
import { Unauthenticated } from '#security';

const BEARER = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i;
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,128}$/;
const REVISION = /^(?:W\/)?"(0|[1-9]\d{0,17})"$/;
const POSITION = /^\d{1,19}$/;
const PURPOSE = /^[a-z][a-z0-9-]{1,63}$/;

const malformed = (code: string, message: string) => new DomainError(code, message, 'malformed');

export const bearerOf = (request: Request): string => {
  const header = request.get('Authorization');
  if (!header) throw new Unauthenticated('token-missing');
  const token = BEARER.exec(header)?.[1];
  if (!token) throw new Unauthenticated('token-invalid');
  return token;
};

export const idempotencyKeyOf = (request: Request): string | undefined => {
  const key = request.get('Idempotency-Key');
  if (key !== undefined && !IDEMPOTENCY_KEY.test(key)) {
    throw malformed('malformed-idempotency-key', 'Idempotency-Key takes 1 to 128 visible ASCII characters');
  }
  return key;
};

export const revisionOf = (request: Request): bigint | undefined => {
  const header = request.get('If-Match');
  if (header === undefined) return undefined;
  const revision = REVISION.exec(header)?.[1];
  if (revision === undefined) throw malformed('malformed-if-match', 'If-Match takes one ETag as it was given, such as "5"');
  return BigInt(revision);
};

export const minPositionOf = (request: Request): bigint | undefined => {
  const header = request.get('Min-Position');
  if (header === undefined) return undefined;
  if (!POSITION.test(header)) throw malformed('malformed-min-position', 'Min-Position takes a Position as it was given, such as 1024');
  return BigInt(header);
};

/** A code: free text could tell of the person it is about, and is kept in the audit log. */
export const purposeOf = (request: Request): string | undefined => {
  const header = request.get('Purpose');
  if (header !== undefined && !PURPOSE.test(header)) throw malformed('malformed-purpose', 'Purpose takes a code such as case-management');
  return header;
};

export const claimedRecordedAtOf = (request: Request, now: Instant): Instant | undefined => {
  const header = request.get('Claimed-Recorded-At');
  if (header === undefined) return undefined;
  const claimed = instant(header);
  if (claimed > now) throw malformed('claimed-in-the-future', 'Claimed-Recorded-At lies in the future');
  return claimed;
};
