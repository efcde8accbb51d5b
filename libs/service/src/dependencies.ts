import type { EventEmitter } from 'node:events';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { DataSource } from 'typeorm';
import { EventStore, eventStoreClient, PersonalDataCodec } from '#event-store';
import { SystemClock, type Clock } from '#kernel';
import { DeadLetterTable, ExchangeTables, type KafkaSettings } from '#kafka';
import { ProjectionTables } from '#projections';
import { AuditLogMigration1767225600000, KeyRing, Pseudonyms, TokenVerifier } from '#security';
import { destroyAgain } from './destructions.js';
import type { Environment } from './environment.js';
import { LocalStackClock } from './local-stack-clock.js';
import type { Service } from './service.js';
import { SnakeNames } from './snake-names.js';
import { sessionOptions } from './sessions.js';

/** The stores and secrets one process of a service works with, opened and ready. */
export type Dependencies = {
  readonly client: EventStoreDBClient;
  readonly dataSource: DataSource;
  readonly keyRing: KeyRing;
  readonly pseudonyms: Pseudonyms;
  readonly tokens: TokenVerifier;
  readonly clock: Clock;
  readonly store: EventStore;
  /** Undefined where Kafka is not configured. */
  readonly kafka: KafkaSettings | undefined;
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
    migrations: [AuditLogMigration1767225600000, ProjectionTables, ExchangeTables, DeadLetterTable, ...(service.migrations ?? [])],
    namingStrategy: new SnakeNames(),
    poolSize: 20,
    // a database that stops just as a connection stands would end the process: TypeORM listens for errors a moment too late
    extra: { ...sessionOptions(), onConnect: (connection: EventEmitter) => void connection.on('error', () => undefined) },
    logging: false,
  });
  await dataSource.initialize();
  await migrate(dataSource);
  const keyRing = await KeyRing.open({ databaseUrl: environment.keyRingUrl, keyEncryptionKey: environment.keyEncryptionKey });
  const client = eventStoreClient(environment.eventStoreUrl);
  if (service.destructions) await destroyAgain(service.destructions, client, keyRing);
  return {
    client, dataSource, keyRing, clock, kafka: environment.kafka,
    pseudonyms: new Pseudonyms(environment.pseudonymSecret),
    tokens: new TokenVerifier({ issuer: environment.oidcIssuer, audience: environment.oidcAudience }),
    store: new EventStore(client, clock, new PersonalDataCodec(keyRing)),
    async close() {
      await Promise.allSettled([client.dispose(), keyRing.close(), dataSource.destroy()]);
    },
  };
};
