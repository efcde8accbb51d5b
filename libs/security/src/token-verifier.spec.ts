import { createServer, type Server } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { TokenVerifier } from './index.js';

let server: Server;
let issuer: string;
let keys: Awaited<ReturnType<typeof generateKeyPair>>;
let discovery: object;
let away = false;

beforeAll(async () => {
  keys = await generateKeyPair('RS256');
  const jwks = { keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'k', alg: 'RS256' }] };
  server = createServer((request, response) => {
    response.statusCode = away ? 503 : 200;
    response.end(JSON.stringify(request.url === '/jwks' ? jwks : discovery));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
});
beforeEach(() => {
  away = false;
  discovery = { issuer, jwks_uri: `${issuer}/jwks` };
});
afterAll(() => void server.close());

type Claims = Record<string, unknown>;
const token = (claims: Claims = {}, signer = keys.privateKey, alg = 'RS256') =>
  new SignJWT({ sub: 's-1', iss: issuer, aud: 'safe-harbor', role: 'worker', exp: 4_102_444_800, ...claims })
    .setProtectedHeader({ alg, kid: 'k' }).sign(signer);
const verifier = () => new TokenVerifier({ issuer, audience: 'safe-harbor' });
const codeOf = async (bearer: string, by = verifier()) => {
  try {
    await by.verify(bearer);
    return 'accepted';
  } catch (error) {
    return (error as { code?: string }).code ?? (error as Error).name;
  }
};

describe('a token', () => {
  it('tells who acts', async () =>
    expect(await verifier().verify(await token({ agency: 'MO-CD', county: 'St. Louis' }))).toEqual({ subject: 's-1', role: 'worker', agency: 'MO-CD', county: 'St. Louis' }));
  it('may name no agency and county', async () =>
    expect(await verifier().verify(await token({ county: null }))).toEqual({ subject: 's-1', role: 'worker', agency: null, county: null }));
  it('is refused when it has ended', async () => expect(await codeOf(await token({ exp: 1_000 }))).toBe('token-expired'));
  it.each<[string, Claims]>([
    ['another issuer', { iss: 'https://else.example' }], ['another audience', { aud: 'else' }], ['no audience', { aud: undefined }],
    ['no end', { exp: undefined }], ['no subject', { sub: undefined }], ['an empty subject', { sub: '' }], ['no role', { role: undefined }],
    ['a list of roles', { role: ['worker'] }], ['an agency that is no text', { agency: 5 }], ['a subject like a name', { sub: 'Jane Roe' }],
    ['a start in the future', { nbf: 4_102_444_700 }],
  ])('is refused with %s', async (_, claims) => expect(await codeOf(await token(claims))).toBe('token-invalid'));
  it('is refused when another key signed it', async () =>
    expect(await codeOf(await token({}, (await generateKeyPair('RS256')).privateKey))).toBe('token-invalid'));
  it('is refused when nobody signed it', async () =>
    expect(await codeOf(new UnsecuredJWT({ sub: 's', role: 'worker', exp: 4_102_444_800 }).setIssuer(issuer).setAudience('safe-harbor').encode())).toBe('token-invalid'));
  it('is refused when a shared secret signed it', async () =>
    expect(await codeOf(await token({}, Buffer.alloc(32, 1) as never, 'HS256'))).toBe('token-invalid'));
  it('cannot be judged while the issuer is away, and can again when it is back', async () => {
    const patient = verifier();
    away = true;
    discovery = {};
    expect(await codeOf(await token(), patient)).toBe('IssuerUnavailable');
    discovery = { issuer, jwks_uri: `${issuer}/jwks` };
    expect(await codeOf(await token(), patient)).toBe('IssuerUnavailable');
    away = false;
    expect(await codeOf(await token(), patient)).toBe('accepted');
  });
  it('is not judged by an issuer that says it is another', async () => {
    discovery = { issuer: 'https://else.example', jwks_uri: `${issuer}/jwks` };
    expect(await codeOf(await token())).toBe('IssuerUnavailable');
  });
  it('needs no discovery where the keys are told', async () => {
    discovery = {};
    expect(await codeOf(await token(), new TokenVerifier({ issuer, audience: 'safe-harbor', jwksUri: `${issuer}/jwks` }))).toBe('accepted');
  });
});
