import { Partitioners, type IHeaders, type Kafka, type Message, type Producer as KafkaProducer } from 'kafkajs';
import type { Topic } from '#contracts';
import { createTopics } from './create-topics.js';
import type { KafkaSettings } from './settings.js';

/** One message to send; `topic` without the settings' prefix. */
export type KafkaRecord = { readonly topic: string; readonly key: string | Buffer | null; readonly value: string | Buffer | null; readonly headers: IHeaders };

type Waiting = { readonly record: KafkaRecord; readonly bytes: number; sent(): void; failed(error: unknown): void };

const BATCH_BYTES = 524_288;
const ACKS_OF_ALL = -1;

const isTooLarge = (error: unknown): boolean => {
  for (let cause = error, depth = 0; cause && depth < 5; cause = (cause as Error).cause, depth++) {
    if ((cause as { type?: unknown }).type === 'MESSAGE_TOO_LARGE') return true;
  }
  return false;
};

/** The broker takes no message of this size: sending it again is no use. */
export class MessageTooLarge extends Error {
  override readonly name = 'MessageTooLarge';
}

/**
 * An idempotent producer, acknowledged by all replicas. Whatever is sent while a request is under way goes together in the next:
 * kafkajs numbers the batches of requests side by side wrongly once one of them fails, and the broker would drop the others
 * as duplicates. For the same reason a producer that failed is not used again.
 */
export class Producer {
  private readonly waiting: Waiting[] = [];
  private connected: Promise<KafkaProducer> | undefined;
  private sending: Promise<void> | undefined;
  private closed = false;

  /** `topics`: made where they are missing, before anything is sent. */
  constructor(private readonly kafka: Kafka, private readonly settings: KafkaSettings, private readonly topics: readonly Topic[]) {}

  /** Connects ahead of the first record, so that partners find the topics. While Kafka is away that is left to the first record. */
  open(): void {
    const opening = (this.connected ??= this.connect());
    opening.catch(() => {
      if (this.connected === opening) this.connected = undefined;
    });
  }

  /** Resolves once the record is stored. Rejects with a connection error (see `isConnectionError`), or `MessageTooLarge`. */
  send(record: KafkaRecord): Promise<void> {
    return new Promise((sent, failed) => {
      const bytes = Buffer.byteLength(record.value ?? '') + 512;
      this.waiting.push({ record, bytes, sent, failed });
      this.sending ??= this.sendAll();
    });
  }

  /** Waits for what is under way. */
  async close(): Promise<void> {
    this.closed = true;
    await this.sending;
    await this.forget();
  }

  private async sendAll(): Promise<void> {
    await Promise.resolve(); // gather what is sent in the same turn
    while (this.waiting.length > 0) {
      const batch = this.take();
      const error = await this.attempt(batch);
      for (const one of batch) {
        // where one record is too large the others must not suffer: each by itself
        const own = isTooLarge(error) && batch.length > 1 ? await this.attempt([one]) : error;
        if (!own) one.sent();
        else one.failed(isTooLarge(own) ? new MessageTooLarge('The broker takes no message of this size') : own);
      }
    }
    this.sending = undefined; // in the turn of the last look: whoever sends on hearing how it went must not wait for others
  }

  private take(): readonly Waiting[] {
    let bytes = 0;
    const end = this.waiting.findIndex((one, index) => (bytes += one.bytes) > BATCH_BYTES && index > 0);
    return this.waiting.splice(0, end < 0 ? this.waiting.length : end);
  }

  private async attempt(batch: readonly Waiting[]): Promise<unknown> {
    const topics = new Map<string, Message[]>();
    for (const { record: { topic, ...message } } of batch) topics.set(topic, [...(topics.get(topic) ?? []), message]);
    try {
      const producer = await (this.connected ??= this.connect());
      await producer.sendBatch({
        acks: ACKS_OF_ALL,
        topicMessages: [...topics].map(([topic, messages]) => ({ topic: `${this.settings.prefix}${topic}`, messages })),
      });
      return undefined;
    } catch (error) {
      await this.forget();
      return error;
    }
  }

  private async connect(): Promise<KafkaProducer> {
    if (this.closed) throw Object.assign(new Error('The producer is closed'), { name: 'KafkaJSConnectionClosedError' });
    await createTopics(this.kafka, this.settings, this.topics);
    const producer = this.kafka.producer({
      idempotent: true, maxInFlightRequests: 1, createPartitioner: Partitioners.DefaultPartitioner, allowAutoTopicCreation: false,
      retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 3 },
    });
    try {
      await producer.connect();
      return producer;
    } catch (error) {
      await producer.disconnect().catch(() => undefined);
      throw error;
    }
  }

  private async forget(): Promise<void> {
    const producer = await this.connected?.catch(() => undefined);
    this.connected = undefined;
    await producer?.disconnect().catch(() => undefined);
  }
}
