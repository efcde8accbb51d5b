import { randomUUID } from 'node:crypto';
import { jsonEvent, type EventStoreDBClient } from '@eventstore/db-client';
import { DataSource } from 'typeorm';
import { startEventStore } from '#embedded-event-store';
import { eventStoreClient } from '#event-store';
import { instant, type EventMetadata, type Recorded } from '#kernel';
import { ProcessRunner, ProjectionReader, ProjectionRunner, ProjectionTables, type Process, type ProcessDeps, type Projection } from './index.js';

const WAIT_MS = 20_000;
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
  const client = eventStoreClient(server.url);
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

/** For each test a log, a database, and whatever runs on them; all of it ended after the test. */
export const useStores = (freshDatabase: () => Promise<string>) => {
  const lines: string[] = [];
  const endings: (() => Promise<unknown>)[] = [];
  const kit = {
    lines,
    databaseUrl: '',
    log: undefined as unknown as Awaited<ReturnType<typeof openLog>>,
    client: undefined as unknown as EventStoreDBClient,
    dataSource: undefined as unknown as DataSource,
    reader: undefined as unknown as ProjectionReader,
    async anotherDataSource(applicationName?: string) {
      const dataSource = await openDatabase(kit.databaseUrl, applicationName);
      endings.push(async () => dataSource.isInitialized && dataSource.destroy());
      return dataSource;
    },
    deps: (projection: Projection) => ({ client: kit.client, dataSource: kit.dataSource, projection, log: (line: string) => void lines.push(line) }),
    run(projection: Projection, over: Partial<ConstructorParameters<typeof ProjectionRunner>[0]> = {}) {
      return started(new ProjectionRunner({ ...kit.deps(projection), ...over }));
    },
    runProcess(process: Process, over: Partial<ProcessDeps> = {}) {
      return started(new ProcessRunner({ client: kit.client, dataSource: kit.dataSource, process, log: line => void lines.push(line), ...over }));
    },
    append: (stream: string, ...types: string[]) => append(kit.client, stream, ...types),
    caughtUp: (name: string, position: bigint) => kit.reader.caughtUp(name, position, WAIT_MS),
    /** Events counted per stream. */
    async totals(): Promise<Record<string, number>> {
      const rows: { stream: string; events: number }[] = await kit.reader.read('tally', tx => tx.query('select * from total'));
      return Object.fromEntries(rows.map(row => [row.stream, row.events]));
    },
  };
  const started = <T extends { start(): void; stop(): Promise<void> }>(runner: T): T => {
    endings.push(() => runner.stop());
    runner.start();
    return runner;
  };
  beforeEach(async () => {
    lines.length = 0;
    kit.databaseUrl = await freshDatabase();
    kit.log = await openLog(await freshDatabase());
    kit.client = kit.log.client;
    kit.dataSource = await openDatabase(kit.databaseUrl);
    kit.reader = new ProjectionReader(kit);
    endings.push(() => kit.log.close(), async () => kit.dataSource.isInitialized && kit.dataSource.destroy());
  });
  afterEach(async () => {
    for (const end of endings.splice(0).reverse()) await end();
  });
  return kit;
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
