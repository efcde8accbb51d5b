import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

export const AUDIENCE = 'safe-harbor';

export type Issuer = { readonly url: string; token(role: string, agency: string | null): Promise<string>; stop(): void };

/** An OpenID issuer on 127.0.0.1 with a key of its own. */
export const startIssuer = async (): Promise<Issuer> => {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'soak', alg: 'ES256', use: 'sig' }] };
  const server = createServer((request, response) => {
    const found = request.url === '/jwks' ? keys : { issuer: url, jwks_uri: `${url}/jwks` };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(found));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    token: (role, agency) =>
      new SignJWT({ role, agency, county: null }).setProtectedHeader({ alg: 'ES256', kid: 'soak' }).setSubject(`${role}-1`)
        .setIssuer(url).setAudience(AUDIENCE).setIssuedAt().setExpirationTime('12h').sign(privateKey),
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
};
