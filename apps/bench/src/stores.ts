import { EventStoreDBClient } from '@eventstore/db-client';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { startEventStore } from '#embedded-event-store';
import { removePostgres, startPostgres } from '#embedded-postgres';
import { EventStore, eventStoreClient, PersonalDataCodec } from '#event-store';
import { SystemClock } from '#kernel';
import { ProjectionTables } from '#projections';
import { KeyRing } from '#security';

/** Durable stores of the run's own, emptied at its end. */
export const openStores = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'safe-harbor-bench-'));
  const postgres = await startPostgres({ folder });
  for (const name of ['log', 'keys', 'rows']) await postgres.createDatabase(name);
  const server = await startEventStore({ databaseUrl: postgres.url('log') });
  const client = EventStoreDBClient.connectionString(server.url);
  const ours = eventStoreClient(server.url);
  const keyEncryptionKey = new Uint8Array(32).fill(3);
  const keys = await KeyRing.open({ databaseUrl: postgres.url('keys'), keyEncryptionKey });
  const dataSource = await new DataSource({ type: 'postgres', url: postgres.url('rows'), migrations: [ProjectionTables] }).initialize();
  await dataSource.runMigrations();
  return {
    client, dataSource, folder, postgres, keyEncryptionKey,
    eventStoreUrl: server.url,
    store: new EventStore(ours, new SystemClock(), new PersonalDataCodec(keys)),
    async close() {
      await Promise.all([client.dispose(), ours.dispose()]);
      await keys.close();
      await dataSource.destroy();
      await server.stop();
      await postgres.stop();
      await removePostgres(folder);
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

export type BenchStores = Awaited<ReturnType<typeof openStores>>;
