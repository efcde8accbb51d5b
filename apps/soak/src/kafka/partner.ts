import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Partitioners, type IHeaders, type KafkaMessage } from 'kafkajs';
import { INBOUND, INBOUND_DEAD_LETTERS, RECEIPTS, type Topic } from '#contracts';
import type { Instant } from '#kernel';
import { placeOf, type AnswerBook, type Receipt } from './answer-book.js';
import type { ExchangeWorld } from './exchange-world.js';
import { toRecord } from './faults.js';
import { PERSONAL_MARK, type Sending } from './messages.js';

const BATCH = 16;

const header = (headers: IHeaders | undefined, name: string): string => String(headers?.[name] ?? '');

/** Too large to share a batch, or only to be told from others by its place, which the broker says of a batch's first. */
const goesAlone = ({ message: { fault } }: Sending): boolean => fault === 'two-megabytes' || fault === 'not-json';

const nextOf = (sendings: readonly Sending[], from: number, room: number): readonly Sending[] => {
  const batch = sendings.slice(from, from + Math.max(0, Math.min(BATCH, room)));
  const alone = batch.findIndex(goesAlone);
  return alone < 0 ? batch : batch.slice(0, Math.max(1, alone));
};

/** Sends in order, at most so many without an answer as `room` says, and sends again what the broker did not take. */
export const sendAll = async (
  { kafka, prefix }: ExchangeWorld, sendings: readonly Sending[], book: AnswerBook, room: () => number, told: (sent: number) => void,
): Promise<void> => {
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  const topic = `${prefix}${INBOUND.name}`;
  await producer.connect();
  for (let sent = 0; sent < sendings.length;) {
    const batch = nextOf(sendings, sent, room() - book.waiting);
    if (batch.length === 0) {
      await pause(5);
      continue;
    }
    const entries = batch.map(({ message }) => book.sent(message, Date.now()));
    const messages = batch.map(({ message, partition }) => ({ ...toRecord(message), ...(partition === undefined ? {} : { partition }) }));
    for (let done = false; !done;) {
      try {
        const [first] = await producer.send({ topic, acks: -1, messages });
        if (goesAlone(batch[0]!)) book.lies(entries[0]!, placeOf({ partition: first!.partition, offset: first!.baseOffset! }));
        done = true;
      } catch {
        await pause(300);
      }
    }
    sent += entries.length;
    told(sent);
  }
  await producer.disconnect();
};

type Heard = (message: KafkaMessage, partition: number) => void;

/** Reads a topic from its beginning until it is closed. After an error it begins anew, as a group nobody waits for, and passes over what it heard. */
const listen = ({ kafka, prefix }: ExchangeWorld, { name }: Topic, heard: Heard): (() => Promise<void>) => {
  const before = new Set<string>();
  const closing = new AbortController();
  const closed = new Promise<void>(resolve => closing.signal.addEventListener('abort', () => resolve()));
  const session = async () => {
    const consumer = kafka.consumer({ groupId: `${prefix}${randomUUID()}`, maxWaitTimeInMs: 200, retry: { retries: 1, restartOnFailure: async () => false } });
    const crashed = new Promise<void>(resolve => consumer.on(consumer.events.CRASH, () => resolve()));
    try {
      await consumer.connect();
      await consumer.subscribe({ topic: `${prefix}${name}`, fromBeginning: true });
      await consumer.run({
        autoCommit: false,
        eachMessage: async ({ message, partition }) => {
          const place = placeOf({ partition, offset: message.offset });
          if (!before.has(place)) heard(message, partition);
          before.add(place);
        },
      });
      await Promise.race([crashed, closed]);
    } finally {
      await consumer.disconnect().catch(() => undefined);
    }
  };
  const running = (async () => {
    for (; !closing.signal.aborted; await pause(200)) await session().catch(() => undefined);
  })();
  return () => {
    closing.abort();
    return running;
  };
};

/** Enters every receipt in the book; `told` gets what must not be in one. */
export const hearReceipts = (world: ExchangeWorld, book: AnswerBook, told: (fault: string) => void): (() => Promise<void>) =>
  listen(world, RECEIPTS, ({ value, headers }) => {
    const text = String(value);
    if (text.includes(PERSONAL_MARK)) told('a receipt holds personal data');
    book.hear({ ...(JSON.parse(text) as Receipt), ceId: header(headers, 'ce_id'), decidedAt: header(headers, 'ce_time') as Instant }, Date.now());
  });

export type Topics = {
  /** Which message lies at each place. */
  readonly places: ReadonlyMap<string, number>;
  /** The rejection code by the place of what was rejected. */
  readonly deadLetters: ReadonlyMap<string, string>;
};

/** Reads a topic up to its end. */
const readThrough = async (world: ExchangeWorld, topic: Topic, heard: Heard): Promise<void> => {
  const admin = world.kafka.admin();
  await admin.connect();
  const ends = await admin.fetchTopicOffsets(`${world.prefix}${topic.name}`);
  await admin.disconnect();
  const left = new Set(ends.filter(({ offset }) => offset !== '0').map(({ partition }) => partition));
  const last = new Map(ends.map(({ partition, offset }) => [partition, String(BigInt(offset) - 1n)]));
  const close = listen(world, topic, (message, partition) => {
    heard(message, partition);
    if (message.offset === last.get(partition)) left.delete(partition);
  });
  while (left.size > 0) await pause(20);
  await close();
};

/** What really lies in the inbound topic and in the one of dead letters. */
export const readTopics = async (world: ExchangeWorld): Promise<Topics> => {
  const [places, deadLetters] = [new Map<string, number>(), new Map<string, string>()];
  await readThrough(world, INBOUND, ({ offset, headers }, partition) => void places.set(placeOf({ partition, offset }), Number(header(headers, 'soak-message'))));
  await readThrough(world, INBOUND_DEAD_LETTERS, ({ headers }) =>
    void deadLetters.set(`${header(headers, 'sh-original-partition')}/${header(headers, 'sh-original-offset')}`, header(headers, 'sh-reason-code')));
  return { places, deadLetters };
};
