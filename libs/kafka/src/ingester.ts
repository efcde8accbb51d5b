import type { Kafka } from 'kafkajs';
import { WORKER_LOST_AFTER_MS } from '#contracts';
import { Answers } from './answers.js';
import { BatchWorker } from './batch-worker.js';
import { checkTopics } from './check-topics.js';
import { createTopics } from './create-topics.js';
import { DeadLetters } from './dead-letters.js';
import { failureOf, told } from './failure.js';
import { pauseAfter } from './pause.js';
import type { Producer } from './producer.js';
import { Reception, type ReceptionDeps } from './reception.js';
import { Redriver } from './redriver.js';
import type { KafkaSettings } from './settings.js';
import { Tally } from './tally.js';

export type IngesterDeps = Omit<ReceptionDeps, 'partners'> & {
  readonly kafka: Kafka;
  readonly settings: KafkaSettings;
  readonly producer: Pick<Producer, 'send'>;
  /** How often parked messages are tried again unasked. Default 30 s. */
  readonly redriveEveryMs?: number;
  /** A worker that has not let go of its messages after this loses its partitions when others come or go. Default 20 s. */
  readonly rebalanceMs?: number;
};

/** Resolves when the signal aborts. */
const aborted = (signal: AbortSignal) =>
  new Promise<void>(resolve => (signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true })));

const HEARTBEAT_MS = 1_000;
const REBALANCE_MS = 20_000;
const LONG_POLL_MS = 500;
// What is fetched of a partition is worked at to its end before more is fetched. So many large messages of one child as fit in here,
// or in one batch of the sender's where that is larger (4 MiB, by the topic), are the most that another child's next one waits for.
const FETCH_BYTES = 262_144;

/** kafkajs wraps what made it give up. */
const rootOf = (error: unknown): unknown => (error instanceof Error && error.cause ? rootOf(error.cause) : error);

const HINTS: Readonly<Record<string, string>> = {
  KafkaJSNotImplemented: ': the topic must be set to compression.type=uncompressed',
};

/**
 * Takes in what partners send, for as long as it is not stopped: every message decided once, in order per child, answered,
 * and only then committed. Starts over after any error of Kafka. Several may run: they share the partitions.
 */
export class Ingester {
  private readonly stopping = new AbortController();
  private readonly stopped = aborted(this.stopping.signal);
  private readonly worker: BatchWorker;
  private readonly redriver: Redriver;
  private readonly tally: Tally;
  private running: Promise<unknown> | undefined;
  private failures = 0;
  private lastFailure = '';
  private readonly said = new Set<string>();

  constructor(private readonly deps: IngesterDeps) {
    const { dataSource, clock, inbound, producer, settings, redriveEveryMs, log } = deps;
    const reception = new Reception({ ...deps, partners: settings.partners });
    const letters = new DeadLetters({ producer, dataSource, topic: inbound.deadLetters, isErased: (raw, agency) => reception.isErased(raw, agency) });
    const answers = new Answers(producer, inbound, letters);
    this.tally = new Tally(dataSource, clock);
    this.worker = new BatchWorker({ topic: inbound.topic.name, reception, answers, tally: this.tally });
    this.redriver = new Redriver({ dataSource, reception, answers, tally: this.tally, log, redriveEveryMs });
  }

  start(): void {
    this.running ??= Promise.all([this.run(), this.redriver.run(this.stopping.signal)]);
  }

  /** Lets the messages in hand finish. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    await this.tally.write();
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        await this.session();
      } catch (error) {
        if (signal.aborted) return;
        this.report(error);
        await pauseAfter(this.failures++, signal).catch(() => undefined);
      }
    }
  }

  /** One life of a consumer; rejects when it ends otherwise than by the signal. */
  private async session(): Promise<void> {
    const { kafka, settings, inbound, rebalanceMs = REBALANCE_MS } = this.deps;
    const topics = [inbound.topic, inbound.deadLetters, inbound.receipts];
    await createTopics(kafka, settings, topics);
    for (const line of await checkTopics(kafka, settings, topics)) this.sayOnce(line);
    const consumer = kafka.consumer({
      groupId: `${settings.prefix}${inbound.group}`, allowAutoTopicCreation: false,
      sessionTimeout: WORKER_LOST_AFTER_MS, heartbeatInterval: HEARTBEAT_MS, rebalanceTimeout: rebalanceMs, maxWaitTimeInMs: LONG_POLL_MS,
      maxBytesPerPartition: FETCH_BYTES, maxBytes: FETCH_BYTES * inbound.topic.partitions,
      retry: { restartOnFailure: async () => false }, // every restart is ours: kafkajs itself gives up after some
    });
    const crashed = new Promise<never>((_, reject) => consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error)));
    crashed.catch(() => undefined); // awaited below, where it may have happened already
    consumer.on(consumer.events.REBALANCING, () => this.worker.release());
    consumer.on(consumer.events.HEARTBEAT, () => (this.failures = 0));
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [`${settings.prefix}${inbound.topic.name}`], fromBeginning: true });
      await consumer.run({
        autoCommit: false, eachBatchAutoResolve: false, partitionsConsumedConcurrently: inbound.topic.partitions,
        eachBatch: payload => this.worker.work(payload),
      });
      await Promise.race([crashed, this.stopped]);
    } finally {
      this.worker.release();
      await consumer.disconnect().catch(() => undefined);
    }
  }

  private sayOnce(line: string): void {
    if (!this.said.has(line)) this.deps.log(`exchange: ${line}`);
    this.said.add(line);
  }

  /** One line per outage, not per attempt; no message, since it may quote data. */
  private report(error: unknown): void {
    const failure = told(failureOf(rootOf(error)));
    if (this.failures > 0 && failure === this.lastFailure) return;
    this.lastFailure = failure;
    this.deps.log(`exchange: ${failure}, trying again${HINTS[failure] ?? ''}`);
  }
}
