import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importJWK, jwtVerify } from 'jose';
import { Home } from './home.js';
import { AUDIENCE, BEARERS, issueTokens, readKey } from './tokens.js';

const THIRTY_DAYS_S = 30 * 24 * 3600;

describe('development tokens', () => {
  const folder = mkdtempSync(join(tmpdir(), 'safe-harbor-home-'));
  const home = Home.open(folder);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('carry role, agency and county, and live 30 days', async () => {
    const file = home.secrets().issuerKeyFile;
    const tokens = await issueTokens(file, 'http://issuer');
    const key = await importJWK((await readKey(file)).shown);
    const { token, ...bearer } = tokens[0]!;
    const { payload } = await jwtVerify(token, key, { issuer: 'http://issuer', audience: AUDIENCE });
    expect(payload).toMatchObject({ sub: bearer.subject, role: 'caseworker', agency: 'US-MO', county: 'MO county 5' });
    expect(payload.exp! - payload.iat!).toBe(THIRTY_DAYS_S);
  });

  it('never show the secret half of the key', async () => expect((await readKey(home.secrets().issuerKeyFile)).shown).not.toHaveProperty('d'));

  it('exist for every role of every agency, each with a subject of its own', () => {
    expect(new Set(BEARERS.map(({ subject }) => subject)).size).toBe(BEARERS.length);
    for (const agency of ['US-MO', 'US-KY', 'US-AZ', 'US-GA', 'US-CA']) {
      expect(BEARERS.filter(one => one.agency === agency && one.county === null).map(({ role }) => role))
        .toEqual(['caseworker', 'supervisor', 'hotline-worker', 'police-liaison', 'compliance-officer', 'migration', 'records-custodian']);
    }
  });

  it('come from secrets that are made once', () => expect(Home.open(folder).secrets()).toEqual(home.secrets()));
});
