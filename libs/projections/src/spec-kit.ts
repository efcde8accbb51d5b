import { randomUUID } from 'node:crypto';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { DataSource } from 'typeorm';
import { startEventStore } from '#embedded-event-store';
import { instant, type EventMetadata, type Recorded } from '#kernel';
import { ProjectionTables, type Process, type Projection } from './index.js';

const AT = instant('2026-03-08T12:00:00Z');

const metadata: EventMetadata = {
  $correlationId: 'c', $causationId: 'c', commandId: 'c', fingerprint: 'f', occurredAt: AT, recordedAt: AT, schemaVersion: 1,
  actor: { subject: 's', role: 'r', agency: null, county: null },
};

/** Appends events to one stream; returns the last one's position. */
export const append = async (client: EventStoreDBClient, stream: string, ...types: string[]): Promise<bigint> => {
  const events = types.map(type => jsonEvent({ id: randomUUID(), type, data: { stream }, metadata }));
  const { position } = await client.appendToStream(stream, events);
  return position!.commit;
};

/** A data source with the library's tables. Its own connections bear `applicationName`. */
export const openDatabase = async (url: string, applicationName = 'spec'): Promise<DataSource> => {
  const dataSource = new DataSource({ type: 'postgres', url, applicationName, migrations: [ProjectionTables], poolErrorHandler: () => undefined });
  await dataSource.initialize();
  await dataSource.runMigrations();
  return dataSource;
};

export const openLog = async (databaseUrl: string) => {
  let server = await startEventStore({ databaseUrl });
  const client = EventStoreDBClient.connectionString(server.url);
  return {
    client,
    stop: () => server.stop(),
    async restart() {
      server = await startEventStore({ databaseUrl, port: server.port });
    },
    async close() {
      await client.dispose();
      await server.stop();
    },
  };
};

/** One row per event, refused when it comes twice, and a count per stream. Streams in `broken` cannot be applied. */
export const tally = (broken: ReadonlySet<string> = new Set(), over: Partial<Projection> = {}): Projection => ({
  name: 'tally',
  version: 1,
  eventTypes: ['Counted', 'Recounted'],
  tables: [
    'create table seen (position bigint primary key, stream text not null, revision bigint not null)',
    'create table total (stream text primary key, events integer not null)',
  ],
  parkingKey: event => event.stream,
  async apply(event, tx) {
    await tx.query('insert into seen values ($1, $2, $3)', [event.position, event.stream, event.revision]);
    await tx.query('insert into total values ($1, 1) on conflict (stream) do update set events = total.events + 1', [event.stream]);
    if (broken.has(event.stream)) await tx.query('select 1 / 0');
  },
  ...over,
});

/** Keeps what it handled in memory. */
export const recorder = (fails: (event: Recorded) => boolean = () => false, over: Partial<Process> = {}) => {
  const handled: Recorded[] = [];
  const process: Process = {
    name: 'recorder',
    eventTypes: ['Counted'],
    parkingKey: event => event.stream,
    async handle(event) {
      if (fails(event)) throw new Error(`cannot handle ${event.stream}`);
      handled.push(event);
    },
    ...over,
  };
  return { process, handled, of: (stream: string) => handled.filter(event => event.stream === stream).map(event => Number(event.revision)) };
};

/** Asks again until it is so; fails after 20 s. */
export const eventually = async (condition: () => Promise<boolean>): Promise<void> => {
  const until = performance.now() + 20_000;
  while (!(await condition())) {
    if (performance.now() > until) throw new Error('it did not come about within 20 s');
    await new Promise(resolve => setTimeout(resolve, 20));
  }
};
