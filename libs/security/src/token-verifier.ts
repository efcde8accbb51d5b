import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import type { Actor } from '#kernel';

/** The request does not prove who sends it. Codes: `token-missing`, `token-invalid`, `token-expired`. */
export class Unauthenticated extends Error {
  constructor(readonly code: 'token-missing' | 'token-invalid' | 'token-expired') {
    super('A valid bearer token is needed');
    this.name = 'Unauthenticated';
  }
}

/** The issuer's keys cannot be fetched, so no token can be judged now. */
export class IssuerUnavailable extends Error {
  constructor(cause: unknown) {
    super('The keys of the token issuer cannot be fetched', { cause });
    this.name = 'IssuerUnavailable';
  }
}

// Only signatures by a private key: with a shared secret every service could issue tokens.
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'];
const FETCH_WITHIN_MS = 5_000;
const CODE = /^[\x21-\x7e]{1,128}$/;
const NAME = /^[\x21-\x7e](?:[\x20-\x7e]{0,126}[\x21-\x7e])?$/; // of a county: with spaces within

const text = (claim: unknown, form: RegExp): string => {
  if (typeof claim !== 'string' || !form.test(claim)) throw new Unauthenticated('token-invalid');
  return claim;
};

const nameOrNull = (claim: unknown): string | null => (claim === undefined || claim === null ? null : text(claim, NAME));

/** Judges OIDC bearer tokens. Their `sub` must be opaque: it is stored with every event. */
export class TokenVerifier {
  private keys?: JWTVerifyGetKey;

  /** Without `jwksUri` it is read from the issuer's `/.well-known/openid-configuration`, at the first token. */
  constructor(private readonly options: { issuer: string; audience: string; jwksUri?: string }) {}

  /** The actor a token speaks for: claims `sub` and `role`, and `agency` and `county` where there are any. Throws Unauthenticated or IssuerUnavailable. */
  async verify(bearer: string): Promise<Actor> {
    const keys = (this.keys ??= await this.findKeys());
    try {
      const { payload } = await jwtVerify(bearer, keys, {
        issuer: this.options.issuer, audience: this.options.audience, algorithms: ALGORITHMS, requiredClaims: ['sub', 'exp'],
      });
      return {
        subject: text(payload.sub, CODE), role: text(payload.role, CODE), agency: nameOrNull(payload.agency), county: nameOrNull(payload.county),
      };
    } catch (error) {
      if (error instanceof Unauthenticated) throw error;
      if (error instanceof errors.JWTExpired) throw new Unauthenticated('token-expired');
      const judged = error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout) && error.code !== 'ERR_JOSE_GENERIC';
      throw judged ? new Unauthenticated('token-invalid') : new IssuerUnavailable(error);
    }
  }

  private async findKeys(): Promise<JWTVerifyGetKey> {
    return createRemoteJWKSet(new URL(this.options.jwksUri ?? (await this.discover())), { timeoutDuration: FETCH_WITHIN_MS });
  }

  private async discover(): Promise<string> {
    try {
      const url = `${this.options.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
      const response = await fetch(url, { signal: AbortSignal.timeout(FETCH_WITHIN_MS), redirect: 'manual' });
      const { issuer, jwks_uri } = (await response.json()) as { issuer?: unknown; jwks_uri?: unknown };
      if (issuer !== this.options.issuer || typeof jwks_uri !== 'string') throw new Error('The issuer describes itself as another one');
      return jwks_uri;
    } catch (error) {
      throw new IssuerUnavailable(error);
    }
  }
}
