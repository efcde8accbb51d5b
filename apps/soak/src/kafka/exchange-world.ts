import { EventStoreDBClient } from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import { INBOUND, INBOUND_DEAD_LETTERS, RECEIPTS } from '#contracts';
import { startKafka } from '#embedded-kafka';
import { startPostgres } from '#embedded-postgres';
import { createTopics, readKafkaSettings } from '#kafka';
import { Child } from '../child.js';
import { opened, startStores, type Closing, type Stores } from '../stores.js';
import { PARTNERS } from './messages.js';

const MAIN = 'apps/child-welfare/src/main.js';
const WORKER = 'apps/child-welfare/src/worker.js';
const NO_CLOCK = { offsetMs: 0, sequence: 0 };

type Broker = { readonly brokers: string; readonly restart: ((awayMs: number) => Promise<void>) | undefined };

/** The broker that KAFKA_BROKERS names, or one of the run's own that may be restarted. */
const broker = async (closing: Closing, folder: string): Promise<Broker> => {
  if (process.env.KAFKA_BROKERS) return { brokers: process.env.KAFKA_BROKERS, restart: undefined };
  const options = { folder: join(folder, 'kafka'), notice: (text: string) => void process.stderr.write(`${text}\n`) };
  let running = startKafka(options);
  closing.push(() => running.then(({ stop }) => stop(), () => undefined)); // one that did not start has stopped already
  const { brokers, port } = await running;
  return {
    brokers,
    async restart(awayMs) {
      const before = running;
      running = before.then(({ stop }) => stop()).then(() => pause(awayMs)).then(() => startKafka({ ...options, port }));
      await running;
    },
  };
};

/** Stores and a broker of the run's own, child-welfare with several workers, and the ways to disturb them. */
export class ExchangeWorld {
  /** The database does not go away while a worker starts: it would end, and be right to. */
  private turn: Promise<unknown> = Promise.resolve();

  private constructor(
    readonly log: EventStoreDBClient,
    readonly kafka: Kafka,
    /** Before every topic's name. */
    readonly prefix: string,
    readonly workers: readonly Child[],
    readonly main: Child,
    private readonly stores: Stores,
    readonly restartBroker: Broker['restart'],
    readonly close: () => Promise<void>,
  ) {}

  static open(workers: number): Promise<ExchangeWorld> {
    return opened(async (closing, close) => {
      const stores = await startStores(closing, 'child_welfare');
      const { brokers, restart } = await broker(closing, stores.folder);
      const prefix = `soak-${randomUUID().slice(0, 8)}.`;
      const env = { ...stores.env, KAFKA_BROKERS: brokers, KAFKA_PARTNERS: JSON.stringify(PARTNERS), KAFKA_TOPIC_PREFIX: prefix };
      const kafka = new Kafka({ clientId: 'soak', brokers: brokers.split(','), logLevel: logLevel.NOTHING, requestTimeout: 10_000, retry: { retries: 3, maxRetryTime: 1_000 } });
      await createTopics(kafka, readKafkaSettings(env)!, [INBOUND, INBOUND_DEAD_LETTERS, RECEIPTS]);
      const main = new Child(MAIN, env, NO_CLOCK);
      const running = Array.from({ length: workers }, () => new Child(WORKER, env, NO_CLOCK));
      closing.push(() => Promise.all([main, ...running].map(one => one.kill())));
      await Promise.all([main, ...running].map(one => one.start()));
      const log = EventStoreDBClient.connectionString(stores.server.url);
      closing.push(() => log.dispose());
      const world = new ExchangeWorld(log, kafka, prefix, running, main, stores, restart, close);
      closing.push(() => world.turn); // a database that is away comes back first, so that it can be stopped
      return world;
    });
  }

  /** A process that ended though nobody killed it. */
  get crash(): string | undefined {
    return [this.main, ...this.workers].map(({ crash }) => crash).find(found => found);
  }

  startWorker(worker: Child): Promise<void> {
    return this.exclusively(() => worker.start());
  }

  /** PostgreSQL is gone so long: the read models, the keys, and below the event store the log too. */
  databaseAway(awayMs: number): Promise<void> {
    return this.exclusively(async () => {
      const { postgres, folder } = this.stores;
      await postgres.stop();
      await pause(awayMs);
      this.stores.postgres = await startPostgres({ folder, port: postgres.port, durable: false });
    });
  }

  /** As an operator asks it of child-welfare. */
  async operate<Answer>(method: 'GET' | 'POST', path: string, body?: object): Promise<Answer> {
    const answer = await fetch(`${this.stores.url}/operations/exchange${path}`, {
      method, ...(body ? { body: JSON.stringify(body) } : {}),
      headers: { authorization: `Bearer ${await this.stores.issuer.token('operator', null)}`, ...(body ? { 'content-type': 'application/json' } : {}) },
    });
    if (!answer.ok) throw new Error(`${method} /operations/exchange${path} answered ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Answer;
  }

  private exclusively(work: () => Promise<void>): Promise<void> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined);
    return done;
  }
}
