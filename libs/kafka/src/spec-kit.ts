import { randomUUID } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';
import { Kafka, logLevel, type IHeaders } from 'kafkajs';
import Type from 'typebox';
import { DataSource } from 'typeorm';
import { DomainError, SystemClock } from '#kernel';
import { KeyRing, Pseudonyms } from '#security';
import { sessionOptions } from '#service';
import {
  createTopics, DeadLetterTable, ExchangeTables, Ingester, kafkaClient, Producer, type Handled, type Handler, type Inbound,
  type InboundMessage, type KafkaSettings,
} from './index.js';

export const SOURCE = 'urn:example:mo:ccwis';
const TYPE = 'partner.test.note.v1';
const topic = (name: string) => ({ name, description: '', partitions: 3, retentionMs: 3_600_000, maxMessageBytes: 4_194_304, personalData: true });

const schema = Type.Object({
  n: Type.Integer(), at: Type.Optional(Type.String({ format: 'date-time' })), text: Type.Optional(Type.String()),
}, { additionalProperties: false });

export const inbound: Inbound = {
  topic: topic('inbound'), deadLetters: topic('inbound.dlt'), receipts: topic('receipts'), group: 'group', maxValueBytes: 1_048_576,
  messages: new Map([[TYPE, { type: TYPE, schema }]]),
  parkingKeyOf: (pseudonyms, agency, child) => ({ youthId: pseudonyms.uuid('spec-child', agency, child), scope: 'exchange' }),
};

export const settingsFor = (brokers: string, prefix: string): KafkaSettings => ({
  brokers: [brokers], clientId: 'spec', ssl: undefined, sasl: undefined, createTopics: true, prefix,
  partners: new Map([[SOURCE, { source: SOURCE, agency: 'US-MO', state: 'MO', county: null }], ['urn:other', { source: 'urn:other', agency: 'US-GA', state: 'GA', county: null }]]),
});

export type Sent = {
  id?: string; source?: string; type?: string; n?: number; key?: string | null; value?: string | Buffer; headers?: IHeaders; data?: object; more?: object;
};

/** A structured CloudEvent unless `value` says otherwise. */
export const messageOf = ({ id = randomUUID(), source = SOURCE, type = TYPE, n = 0, key = 'child-1', value, headers = {}, data, more = {} }: Sent) => ({
  key, headers,
  value: value ?? JSON.stringify({ specversion: '1.0', id, source, type, time: '2026-03-02T09:00:00-06:00', partitionkey: key, data: data ?? { n }, ...more }),
});

/** Does each command once, as the event store would, and remembers in which order. */
export class Effects {
  readonly done = new Map<string, { child: string; n: number }>();
  calls = 0;
  fails: (message: InboundMessage, n: number) => unknown = () => undefined;

  readonly handler = async (message: InboundMessage): Promise<Handled> => {
    const { n } = message.data as { n: number };
    this.calls++;
    await new Promise(resolve => setImmediate(resolve));
    const failure = await this.fails(message, n);
    if (failure) throw failure;
    if (!this.done.has(message.commandId)) this.done.set(message.commandId, { child: message.child, n });
    return { produced: [{ kind: 'concern', id: message.commandId }] };
  };

  of = (child: string): number[] => [...this.done.values()].filter(one => one.child === child).map(({ n }) => n);
}

export const refusal = (code: string, pointer?: string) => new DomainError(code, `Refused: ${code}`, 'refused', pointer ? { pointer } : {});

type ReceiptJson = { status: string; messageId: string; rejection: { code: string; pointer: string | null } | null };
export type Read = { key: string | null; headers: Record<string, string>; text: string | null; json: ReceiptJson };

/** Everything in a topic, as it comes. */
export const readTopic = async (kafka: Kafka, name: string): Promise<{ messages: Read[]; stop(): Promise<void> }> => {
  const messages: Read[] = [];
  const consumer = kafka.consumer({ groupId: `reader-${randomUUID()}`, maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topics: [name], fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message: { key, value, headers } }) => {
      const text = value?.toString() ?? null;
      const named = Object.entries(headers ?? {}).map(([header, bytes]) => [header, String(bytes)]);
      messages.push({ key: key?.toString() ?? null, headers: Object.fromEntries(named), text, json: text?.startsWith('{') ? JSON.parse(text) : undefined });
    },
  });
  return { messages, stop: () => consumer.disconnect() };
};

/** A way to PostgreSQL that can be cut. */
export const startProxy = async (target: URL): Promise<{ url: string; cut(): void; mend(): Promise<void>; stop(): Promise<void> }> => {
  const { createConnection } = await import('node:net');
  const sockets = new Set<Socket>();
  let server: Server;
  let port = 0;
  const listen = () => new Promise<void>(resolve => {
    server = createServer(client => {
      const upstream = createConnection(Number(target.port), target.hostname);
      for (const [one, other] of [[client, upstream], [upstream, client]] as const) {
        sockets.add(one);
        one.on('error', () => other.destroy()).on('close', () => other.destroy() && sockets.delete(one)).pipe(other);
      }
    }).listen(port, '127.0.0.1', () => {
      port = (server.address() as { port: number }).port;
      resolve();
    });
  });
  await listen();
  const cut = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  const url = new URL(target);
  url.host = `127.0.0.1:${port}`;
  return { url: url.href, cut, mend: listen, stop: async () => cut() };
};

/** As a service opens it; `idleInTransactionMs` after which PostgreSQL ends a session that stands still. */
export const openDatabase = async (url: string, idleInTransactionMs?: number): Promise<DataSource> => {
  const dataSource = new DataSource({ type: 'postgres', url, poolSize: 20, migrations: [ExchangeTables, DeadLetterTable], extra: sessionOptions(idleInTransactionMs), poolErrorHandler: () => undefined });
  await dataSource.initialize();
  await dataSource.runMigrations();
  return dataSource;
};

/** An exchange of the spec's own: topics, tables, effects, a partner that sends and reads. */
export const openExchange = async (settings: KafkaSettings, databaseUrl: string, keyRingUrl: string, partnersBrokers = settings.brokers) => {
  const lines: string[] = [];
  const kafka = kafkaClient(settings, line => void lines.push(line));
  const outside = new Kafka({ clientId: 'partner', brokers: [...partnersBrokers], logLevel: logLevel.NOTHING });
  const topics = [inbound.topic, inbound.deadLetters, inbound.receipts];
  await createTopics(kafka, settings, topics); // a partner that sends while they are being made sends twice
  const dataSource = await openDatabase(databaseUrl);
  const keyRing = await KeyRing.open({ databaseUrl: keyRingUrl, keyEncryptionKey: new Uint8Array(32).fill(7) });
  const pseudonyms = new Pseudonyms(new Uint8Array(32).fill(8));
  const producer = new Producer(kafka, settings, topics);
  const effects = new Effects();
  const running: Ingester[] = [];
  const partner = outside.producer();
  await partner.connect();
  const closings: (() => Promise<void>)[] = [];
  const read = async (name: string) => {
    const reader = await readTopic(outside, `${settings.prefix}${name}`);
    closings.push(reader.stop);
    return reader.messages;
  };
  const deps = {
    dataSource, keyRing, pseudonyms, clock: new SystemClock(), inbound, handler: effects.handler as Handler, kafka, settings, producer,
    log: (line: string) => void lines.push(line),
  };
  return {
    ...deps, effects, lines, outside, read,
    ingest(over: Partial<typeof deps> & { redriveEveryMs?: number; rebalanceMs?: number } = {}) {
      const ingester = new Ingester({ ...deps, redriveEveryMs: 3_600_000, ...over });
      running.push(ingester);
      ingester.start();
      return ingester;
    },
    send: (...messages: Sent[]) => partner.send({ topic: `${settings.prefix}${inbound.topic.name}`, messages: messages.map(messageOf) }),
    async close() {
      await Promise.all(running.map(one => one.stop()));
      await producer.close();
      await Promise.all(closings.map(close => close()));
      await partner.disconnect();
      await keyRing.close();
      await dataSource.destroy();
    },
  };
};

export type Exchange = Awaited<ReturnType<typeof openExchange>>;
