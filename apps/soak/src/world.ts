import { EventStoreDBClient } from '@eventstore/db-client';
import { DataSource } from 'typeorm';
import { EventStore, PersonalDataCodec } from '#event-store';
import { Clock, instant, type Instant } from '#kernel';
import { ProjectionReader } from '#projections';
import { KeyRing } from '#security';
import { Child } from './child.js';
import { opened, startStores, type Closing } from './stores.js';

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

  static open(at: number): Promise<World> {
    return opened((closing, close) => World.start(at, closing, close));
  }

  private static async start(at: number, closing: Closing, close: () => Promise<void>): Promise<World> {
    const { server, issuer, keyEncryptionKey, env: common, url } = await startStores(closing, 'compliance');
    const env = { ...common, CLOCK: 'local-stack' };
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
      { main, url, keys, close }, (role, agency) => issuer.token(role, agency));
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
