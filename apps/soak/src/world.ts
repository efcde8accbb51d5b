import { EventStoreDBClient } from '@eventstore/db-client';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { startEventStore } from '#embedded-event-store';
import { freePort, removePostgres, startPostgres } from '#embedded-postgres';
import { EventStore, PersonalDataCodec } from '#event-store';
import { Clock, instant, type Instant } from '#kernel';
import { ProjectionReader } from '#projections';
import { KeyRing } from '#security';
import { Child } from './child.js';
import { AUDIENCE, startIssuer } from './issuer.js';

const WORKERS = 2;

/** Says what it is told: the moment at which the next input is entered. */
export class EntryClock extends Clock {
  at: Instant = instant(0);

  now(): Instant {
    return this.at;
  }
}

/** Stores of the run's own, compliance over them with two workers, and the clock that all of them live by. */
export class World {
  private offsetMs = 0;
  private sequence = 0;

  private constructor(
    readonly client: EventStoreDBClient,
    readonly reader: ProjectionReader,
    readonly workers: readonly Child[],
    private readonly parts: { readonly main: Child; readonly url: string; readonly keys: KeyRing; close(): Promise<void> },
    readonly token: (role: string, agency: string) => Promise<string>,
  ) {}

  /** What was started is stopped again when the rest does not start. */
  static async open(at: number): Promise<World> {
    const closing: (() => unknown)[] = [];
    const close = async () => {
      for (let stop = closing.pop(); stop; stop = closing.pop()) await stop();
    };
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close().finally(() => process.exit(1)));
    try {
      return await World.start(at, closing, close);
    } catch (error) {
      await close();
      throw error;
    }
  }

  private static async start(at: number, closing: (() => unknown)[], close: () => Promise<void>): Promise<World> {
    const folder = mkdtempSync(join(tmpdir(), 'safe-harbor-soak-'));
    closing.push(() => rmSync(folder, { recursive: true, force: true }), () => removePostgres(folder));
    const postgres = await startPostgres({ folder, durable: false }); // workers are killed, never the database
    closing.push(() => postgres.stop());
    for (const name of ['log', 'keys', 'compliance']) await postgres.createDatabase(name);
    const server = await startEventStore({ databaseUrl: postgres.url('log') });
    const issuer = await startIssuer();
    closing.push(() => server.stop(), () => issuer.stop());
    const keyEncryptionKey = randomBytes(32);
    const port = await freePort();
    const env = {
      PORT: String(port), EVENTSTORE_URL: server.url, DATABASE_URL: postgres.url('compliance'), KEYRING_URL: postgres.url('keys'),
      KEY_ENCRYPTION_KEY: keyEncryptionKey.toString('base64url'), PSEUDONYM_SECRET: randomBytes(32).toString('base64url'),
      OIDC_ISSUER: issuer.url, OIDC_AUDIENCE: AUDIENCE, CLOCK: 'local-stack', LOG_LEVEL: 'error',
    };
    const child = (entry: string) => new Child(`apps/compliance/src/${entry}.js`, env, { offsetMs: at - Date.now(), sequence: 0 });
    const main = child('main');
    const workers = Array.from({ length: WORKERS }, () => child('worker'));
    closing.push(() => Promise.all([main, ...workers].map(one => one.kill())));
    await Promise.all([main, ...workers].map(one => one.start()));

    const client = EventStoreDBClient.connectionString(server.url);
    const keys = await KeyRing.open({ databaseUrl: env.KEYRING_URL, keyEncryptionKey });
    const dataSource = await new DataSource({ type: 'postgres', url: env.DATABASE_URL }).initialize();
    closing.push(() => client.dispose(), () => keys.close(), () => dataSource.destroy());
    const world = new World(client, new ProjectionReader({ client, dataSource }), workers,
      { main, url: `http://127.0.0.1:${port}`, keys, close }, (role, agency) => issuer.token(role, agency));
    await world.moveTo(at);
    return world;
  }

  now(): number {
    return Date.now() + this.offsetMs;
  }

  /** Puts every clock there, unless it is past already: time never runs backwards. Resolves when all live by it. */
  async moveTo(at: number): Promise<void> {
    if (at <= this.now() && this.sequence > 0) return;
    this.offsetMs = at - Date.now();
    const setting = { offsetMs: this.offsetMs, sequence: ++this.sequence };
    await Promise.all([this.parts.main, ...this.workers].map(one => one.setClock(setting)));
  }

  /** A store to enter inputs through, at the moments its own clock is told. */
  entering(): { readonly store: EventStore; readonly clock: EntryClock } {
    const clock = new EntryClock();
    return { clock, store: new EventStore(this.client, clock, new PersonalDataCodec(this.parts.keys)) };
  }

  async get(token: string, path: string, headers: Readonly<Record<string, string>> = {}): Promise<{ status: number; body: unknown }> {
    const answer = await fetch(`${this.parts.url}${path}`, { headers: { authorization: `Bearer ${token}`, ...headers } });
    return { status: answer.status, body: await answer.json() };
  }

  close(): Promise<void> {
    return this.parts.close();
  }
}
