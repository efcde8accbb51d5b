import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { Actor } from '#kernel';

export type TestIssuer = { readonly url: string; token(actor: Actor): Promise<string>; stop(): Promise<void> };

export const AUDIENCE = 'safe-harbor';

/** An OpenID issuer on 127.0.0.1 with a key of its own: tokens are verified as in production. */
export const startIssuer = async (): Promise<TestIssuer> => {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'test', alg: 'ES256', use: 'sig' }] };
  const server = createServer((request, response) => {
    const found = request.url === '/jwks' ? keys : { issuer: url, jwks_uri: `${url}/jwks` };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(found));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    token: ({ subject, role, agency, county }) =>
      new SignJWT({ role, agency, county }).setProtectedHeader({ alg: 'ES256', kid: 'test' }).setSubject(subject)
        .setIssuer(url).setAudience(AUDIENCE).setIssuedAt().setExpirationTime('1h').sign(privateKey),
    stop: () => new Promise<void>(resolve => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
};
