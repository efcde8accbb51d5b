import { EventStoreDBClient } from '@eventstore/db-client';
import { DataSource } from 'typeorm';
import { EventStore, PersonalDataCodec } from '#event-store';
import { SystemClock, type Clock } from '#kernel';
import { ProjectionTables } from '#projections';
import { AuditLogMigration1767225600000, KeyRing, Pseudonyms, TokenVerifier } from '#security';
import type { Environment } from './environment.js';
import { LocalStackClock } from './local-stack-clock.js';
import type { Service } from './service.js';
import { SnakeNames } from './snake-names.js';

/** The stores and secrets one process of a service works with, opened and ready. */
export type Dependencies = {
  readonly client: EventStoreDBClient;
  readonly dataSource: DataSource;
  readonly keyRing: KeyRing;
  readonly pseudonyms: Pseudonyms;
  readonly tokens: TokenVerifier;
  readonly clock: Clock;
  readonly store: EventStore;
  close(): Promise<void>;
};

const MIGRATION_LOCK = 'safe-harbor-migrations';

/** Both processes of a service start together; one of them migrates, the other waits. */
const migrate = async (dataSource: DataSource) => {
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query('select pg_advisory_lock(hashtext($1))', [MIGRATION_LOCK]);
    await dataSource.runMigrations({ transaction: 'each' });
    await lock.query('select pg_advisory_unlock(hashtext($1))', [MIGRATION_LOCK]);
  } finally {
    await lock.release();
  }
};

/** Opens everything a process needs; what fails, fails here and by name, not at the first request. */
export const openDependencies = async (service: Service, environment: Environment, givenClock?: Clock): Promise<Dependencies> => {
  const clock = givenClock ?? (environment.clock === 'local-stack' ? await LocalStackClock.fromParent() : new SystemClock());
  const dataSource = new DataSource({
    type: 'postgres',
    url: environment.databaseUrl,
    entities: [...service.entities],
    migrations: [AuditLogMigration1767225600000, ProjectionTables, ...(service.migrations ?? [])],
    namingStrategy: new SnakeNames(),
    poolSize: 20,
    logging: false,
  });
  await dataSource.initialize();
  await migrate(dataSource);
  const keyRing = await KeyRing.open({ databaseUrl: environment.keyRingUrl, keyEncryptionKey: environment.keyEncryptionKey });
  const client = EventStoreDBClient.connectionString(environment.eventStoreUrl);
  return {
    client, dataSource, keyRing, clock,
    pseudonyms: new Pseudonyms(environment.pseudonymSecret),
    tokens: new TokenVerifier({ issuer: environment.oidcIssuer, audience: environment.oidcAudience }),
    store: new EventStore(client, clock, new PersonalDataCodec(keyRing)),
    async close() {
      await Promise.allSettled([client.dispose(), keyRing.close(), dataSource.destroy()]);
    },
  };
};
