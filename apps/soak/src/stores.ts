import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEventStore } from '#embedded-event-store';
import { freePort, removePostgres, startPostgres } from '#embedded-postgres';
import { AUDIENCE, startIssuer } from './issuer.js';

/** What was started, each with how to stop it: stopped in the reverse order. */
export type Closing = (() => unknown)[];

/** Starts what a run needs; what was started is stopped again when the rest does not start, or on Ctrl-C. */
export const opened = async <T>(start: (closing: Closing, close: () => Promise<void>) => Promise<T>): Promise<T> => {
  const closing: Closing = [];
  const close = async () => {
    for (let stop = closing.pop(); stop; stop = closing.pop()) await stop();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close().finally(() => process.exit(1)));
  try {
    return await start(closing, close);
  } catch (error) {
    await close();
    throw error;
  }
};

/** PostgreSQL, the event store and an issuer of the run's own, and what a process of the product needs to use them. */
export const startStores = async (closing: Closing, database: string) => {
  const folder = mkdtempSync(join(tmpdir(), 'safe-harbor-soak-'));
  closing.push(() => rmSync(folder, { recursive: true, force: true }), () => removePostgres(folder));
  // without fsync: the product's processes are killed, the database at most stopped
  const stores = { folder, postgres: await startPostgres({ folder, durable: false }) };
  closing.push(() => stores.postgres.stop());
  for (const name of ['log', 'keys', database]) await stores.postgres.createDatabase(name);
  const server = await startEventStore({ databaseUrl: stores.postgres.url('log') });
  const issuer = await startIssuer();
  closing.push(() => server.stop(), () => issuer.stop());
  const keyEncryptionKey = randomBytes(32);
  const port = await freePort();
  const env = {
    PORT: String(port), EVENTSTORE_URL: server.url, DATABASE_URL: stores.postgres.url(database), KEYRING_URL: stores.postgres.url('keys'),
    KEY_ENCRYPTION_KEY: keyEncryptionKey.toString('base64url'), PSEUDONYM_SECRET: randomBytes(32).toString('base64url'),
    OIDC_ISSUER: issuer.url, OIDC_AUDIENCE: AUDIENCE, LOG_LEVEL: 'error',
  };
  return Object.assign(stores, { server, issuer, keyEncryptionKey, env, url: `http://127.0.0.1:${port}` });
};

export type Stores = Awaited<ReturnType<typeof startStores>>;
