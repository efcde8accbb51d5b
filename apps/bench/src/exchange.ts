import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { Kafka, logLevel, type EachBatchPayload } from 'kafkajs';
import { INBOUND, INBOUND_DEAD_LETTERS, RECEIPTS, type ReceiptData } from '#contracts';
import { missingForKafka, startKafka } from '#embedded-kafka';
import { createTopics, readKafkaSettings } from '#kafka';
import { projectRoot } from '#service';
import type { BenchStores } from './stores.js';

const SOURCE = 'urn:bench:mo:ccwis';
const WORKER = 'dist/apps/child-welfare/src/worker.js';
const SENT_AT_ONCE = 200;
const AT = '2025-03-08T18:00:00-06:00';

const told: readonly (readonly [name: string, data: object])[] = [
  ['youth-registered', { county: 'MO county 1', coverage: 'placed', claims: { name: { value: 'Synthetic Child', source: 'youth', learnedAt: AT } } }],
  ['placement-changed', { changedAt: AT, coverage: 'placed', setting: 'foster-family-home' }],
  ['concern-received', { receivedAt: AT, receivedBy: 'caseworker', channel: 'telephone', trafficking: 'sex', indicators: [{ group: 'individual', code: 'says-so' }] }],
  ['missing-reported', { episode: 'ep-1', category: 'left-without-permission', learnedAt: AT, learnedBy: 'hotline' }],
  ['report-made', { episode: 'ep-1', recipient: 'police', madeAt: AT, channel: 'telephone', receipt: { caseNumber: 'SYNTHETIC-1' } }],
];

/** Five messages a child, told of all children side by side. */
const messages = (count: number) => {
  const children = Math.ceil(count / told.length);
  return Array.from({ length: count }, (_, index) => {
    const [key, [name, data]] = [`child-${index % children}`, told[Math.floor(index / children)]!];
    const event = { specversion: '1.0', id: `bench-${index}`, source: SOURCE, type: `partner.child-welfare.${name}.v1`, partitionkey: key, data };
    return { key, value: JSON.stringify(event), headers: { 'content-type': 'application/cloudevents+json' } };
  });
};

type Setting = { readonly kafka: Kafka; readonly topic: string; readonly count: number };

/** Seconds from the first batch until every message was given to `work`. */
const consumed = async ({ kafka, topic, count }: Setting, work: (payload: EachBatchPayload) => Promise<void>): Promise<number> => {
  const consumer = kafka.consumer({ groupId: `bench-${randomUUID()}`, maxWaitTimeInMs: 500 });
  let [begun, done] = [0, 0];
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  const seconds = await new Promise<number>((resolve, reject) => {
    consumer.run({
      autoCommit: false, partitionsConsumedConcurrently: INBOUND.partitions,
      async eachBatch(payload) {
        begun ||= performance.now();
        await work(payload);
        done += payload.batch.messages.length;
        if (done >= count) resolve((performance.now() - begun) / 1_000);
      },
    }).catch(reject);
  });
  await consumer.disconnect();
  return seconds;
};

const commitEachBatch = async ({ batch, resolveOffset, commitOffsetsIfNecessary, uncommittedOffsets }: EachBatchPayload): Promise<void> => {
  resolveOffset(batch.lastOffset());
  await commitOffsetsIfNecessary(uncommittedOffsets());
};

const commitEachMessage = async ({ batch, resolveOffset, commitOffsetsIfNecessary, uncommittedOffsets }: EachBatchPayload): Promise<void> => {
  for (const { offset } of batch.messages) {
    resolveOffset(offset);
    await commitOffsetsIfNecessary(uncommittedOffsets());
  }
};

/** Seconds from the first receipt to the last, by the worker's own clock. */
const ingested = async ({ kafka, topic, count }: Setting, env: Readonly<Record<string, string>>): Promise<number> => {
  const worker = fork(join(projectRoot(), WORKER), { env: { ...env, PATH: process.env.PATH ?? '' }, stdio: ['ignore', 2, 2, 'ipc'] });
  const ended = once(worker, 'exit');
  const times: number[] = [];
  const receipts = (async () => consumed({ kafka, topic, count }, async ({ batch }) => {
    for (const { value, timestamp } of batch.messages) {
      const { status, rejection } = JSON.parse(String(value)) as ReceiptData;
      if (status !== 'accepted') throw new Error(`A message was ${status}: ${rejection?.code}`);
      times.push(Number(timestamp));
    }
  }))();
  await Promise.race([receipts, ended.then(() => Promise.reject(new Error('The worker ended by itself')))]);
  worker.disconnect();
  await ended;
  return (Math.max(...times) - Math.min(...times)) / 1_000;
};

export type Measured = { readonly eachBatch: number; readonly eachMessage: number; readonly ingested: number };

/** The same messages on the same broker: by consumers that only commit, and by child-welfare. In seconds; or why Kafka cannot be had. */
export const measureExchange = async (stores: BenchStores, count: number): Promise<Measured | string> => {
  const missing = process.env.KAFKA_BROKERS ? undefined : missingForKafka();
  if (missing) return missing.replaceAll('\n', ' ');
  const notice = (text: string) => void process.stderr.write(`${text}\n`);
  const own = process.env.KAFKA_BROKERS ? undefined : await startKafka({ folder: join(stores.folder, 'kafka'), notice });
  const brokers = own?.brokers ?? process.env.KAFKA_BROKERS!;
  try {
    await stores.postgres.createDatabase('child_welfare');
    const prefix = `bench-${randomUUID().slice(0, 8)}.`;
    const env = {
      EVENTSTORE_URL: stores.eventStoreUrl, DATABASE_URL: stores.postgres.url('child_welfare'), KEYRING_URL: stores.postgres.url('keys'),
      KEY_ENCRYPTION_KEY: Buffer.from(stores.keyEncryptionKey).toString('base64url'), PSEUDONYM_SECRET: Buffer.alloc(32, 4).toString('base64url'),
      OIDC_ISSUER: 'http://127.0.0.1:1', LOG_LEVEL: 'error', KAFKA_BROKERS: brokers, KAFKA_TOPIC_PREFIX: prefix,
      KAFKA_PARTNERS: JSON.stringify({ [SOURCE]: { agency: 'US-MO', state: 'MO' } }),
    };
    const kafka = new Kafka({ clientId: 'bench', brokers: brokers.split(','), logLevel: logLevel.NOTHING });
    await createTopics(kafka, readKafkaSettings(env)!, [INBOUND, INBOUND_DEAD_LETTERS, RECEIPTS]);
    const inbound = { kafka, topic: prefix + INBOUND.name, count };
    const producer = kafka.producer();
    await producer.connect();
    const all = messages(count);
    for (let from = 0; from < count; from += SENT_AT_ONCE) await producer.send({ topic: inbound.topic, messages: all.slice(from, from + SENT_AT_ONCE) });
    await producer.disconnect();
    return {
      eachBatch: await consumed(inbound, commitEachBatch), eachMessage: await consumed(inbound, commitEachMessage),
      ingested: await ingested({ ...inbound, topic: prefix + RECEIPTS.name }, env),
    };
  } finally {
    await own?.stop();
  }
};
