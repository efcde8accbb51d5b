import { readFileSync } from 'node:fs';
import { calculateJwkThumbprint, importJWK, SignJWT, type JWK } from 'jose';
import { v5 as uuidv5 } from 'uuid';

export const AUDIENCE = 'safe-harbor';
export const ALGORITHM = 'ES256';
const LIFETIME = '30d';

/** Each shipped agency with one of its counties, and that county's court. */
const AGENCIES = [
  ['US-MO', 'MO county 5', 'MO-circuit-5'], ['US-KY', 'KY county 5', 'KY-circuit-5'], ['US-AZ', 'AZ county 3', 'AZ-superior-3'],
  ['US-GA', 'GA county 3', 'GA-juvenile-3'], ['US-CA', 'CA county 8', 'CA-superior-8'],
] as const;
const AGENCY_ROLES = ['caseworker', 'supervisor', 'hotline-worker', 'police-liaison', 'compliance-officer', 'migration'] as const;

export type Bearer = { role: string; agency: string | null; county: string | null; subject: string };
export type IssuedToken = Bearer & { token: string };

// Name-based, so that a person who comes back with a new token is still the same person.
const SUBJECTS = '5d1f0f0e-6a0b-4a52-9c57-2f7c4f6f8a11';
const bearer = (role: string, agency: string | null, county: string | null): Bearer =>
  ({ role, agency, county, subject: uuidv5(JSON.stringify([role, agency, county]), SUBJECTS) });

export const BEARERS: readonly Bearer[] = [
  ...AGENCIES.flatMap(([agency, county, court]) => [
    bearer('caseworker', agency, county),
    ...AGENCY_ROLES.map(role => bearer(role, agency, null)),
    bearer('clerk', court, county), bearer('judge', court, null), bearer('court-administrator', court, null),
    bearer('records-custodian', agency, null),
  ]),
  bearer('attorney', null, null), bearer('public', null, null),
  bearer('operator', null, null),
];

/** The issuer's key pair with its `kid`; the public half is what the issuer shows. */
export const readKey = async (file: string): Promise<{ secret: JWK; shown: JWK }> => {
  const secret = JSON.parse(readFileSync(file, 'utf8')) as JWK;
  const { kty, crv, x, y } = secret;
  const shown = { kty, crv, x, y, kid: await calculateJwkThumbprint(secret), alg: ALGORITHM, use: 'sig' } as JWK;
  return { secret, shown };
};

/** Signs a token for every bearer. Real time: a token must not run out because the development clock was advanced. */
export const issueTokens = async (keyFile: string, issuer: string): Promise<readonly IssuedToken[]> => {
  const { secret, shown } = await readKey(keyFile);
  const key = await importJWK(secret, ALGORITHM);
  return Promise.all(BEARERS.map(async one => ({
    ...one,
    token: await new SignJWT({ role: one.role, agency: one.agency, county: one.county })
      .setProtectedHeader({ alg: ALGORITHM, kid: shown.kid })
      .setSubject(one.subject).setIssuer(issuer).setAudience(AUDIENCE).setIssuedAt().setExpirationTime(LIFETIME)
      .sign(key),
  })));
};
