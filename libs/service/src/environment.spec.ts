import { readEnvironment } from './environment.js';

const key = Buffer.alloc(32, 7).toString('base64url');
const whole = {
  PORT: '3001', EVENTSTORE_URL: 'esdb://127.0.0.1:2113?tls=false', DATABASE_URL: 'postgres://u:secret@h/d', KEYRING_URL: 'postgres://u:secret@h/k',
  KEY_ENCRYPTION_KEY: key, PSEUDONYM_SECRET: key, OIDC_ISSUER: 'http://127.0.0.1:3010',
};

const complaint = (source: Record<string, string>) => {
  try {
    readEnvironment(source);
  } catch (error) {
    return (error as Error).message;
  }
  return '';
};

describe('the environment', () => {
  it('is read', () => expect(readEnvironment(whole)).toMatchObject({ port: 3001, clock: 'system', oidcAudience: 'safe-harbor' }));
  it('names every missing variable at once', () =>
    expect(complaint({})).toMatch(/EVENTSTORE_URL is not set[^]*DATABASE_URL is not set[^]*KEYRING_URL[^]*KEY_ENCRYPTION_KEY[^]*OIDC_ISSUER/));
  it('names a wrong one and the fix', () => expect(complaint({ ...whole, EVENTSTORE_URL: 'http://x' })).toContain('EVENTSTORE_URL must start with esdb://'));
  it('never shows a value', () => expect(complaint({ ...whole, DATABASE_URL: 'secret', KEY_ENCRYPTION_KEY: 'secret' })).not.toContain('secret'));
  it('knows two clocks', () => expect(complaint({ ...whole, CLOCK: 'mine' })).toContain('CLOCK must be system or local-stack'));
});
