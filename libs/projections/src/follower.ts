import type { EventStoreDBClient } from '@eventstore/db-client';
import type { DataSource } from 'typeorm';
import { setTimeout as pause } from 'node:timers/promises';
import { Feed, type Batch } from './feed.js';
import { beat } from './heartbeat.js';
import { tryLock, type Lock } from './lock.js';
import { reasonOf } from './parking.js';
import { pauseAfter } from './pause.js';
import type { Position } from './projection.js';

const LOCK_POLL_MS = 200;
const TICK_MS = 500;
const REDRIVE_EVERY_MS = 30_000;

/** What a follower drives: a copy of a projection, or a process. */
export type Consumer = {
  readonly copy: string;
  readonly eventTypes: readonly string[];
  readonly position: Position;
  consume(batch: Batch, signal: AbortSignal): Promise<void>;
  redrive(onlyRequested: boolean): Promise<void>;
};

export type FollowerOptions = {
  readonly client: EventStoreDBClient;
  readonly dataSource: DataSource;
  /** For log lines, and the name of the advisory lock. */
  readonly label: string;
  readonly batchSize: number;
  readonly log: (line: string) => void;
  /** How often parked events are tried again unasked. Default 30 s. */
  readonly redriveEveryMs?: number;
  /** `false`: take no lock, and let several workers race. Safe, since checkpoints settle it, but wasteful. */
  readonly exclusive?: boolean;
  open(): Promise<Consumer>;
};

/** Runs one consumer for as long as it is not stopped: takes the lock, follows the log, starts over after any error. */
export class Follower {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private failures = 0;
  private lastFailure = '';

  constructor(private readonly options: FollowerOptions) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Lets the batch in hand finish. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
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

  private async session(): Promise<void> {
    const { dataSource, label, exclusive = true } = this.options;
    const lock = exclusive ? await this.lock() : undefined;
    try {
      const consumer = await this.options.open();
      await this.follow(consumer, lock ?? dataSource);
    } finally {
      await lock?.release().catch(error => this.options.log(`${label}: ${reasonOf(error).name} on releasing its lock`));
    }
  }

  private async lock(): Promise<Lock> {
    for (;;) {
      const lock = await tryLock(this.options.dataSource, this.options.label);
      if (lock) return lock;
      await pause(LOCK_POLL_MS, undefined, { signal: this.stopping.signal });
    }
  }

  private async follow(consumer: Consumer, connection: Pick<Lock, 'query'>): Promise<void> {
    const { client, batchSize, redriveEveryMs = REDRIVE_EVERY_MS } = this.options;
    const lost = new AbortController();
    const signal = AbortSignal.any([this.stopping.signal, lost.signal]);
    const feed = new Feed(client, consumer.eventTypes, consumer.position, signal);
    let due = 'all' as 'all' | 'requested' | undefined;
    let sinceRedrive = 0;
    const tick = async () => {
      try {
        const { redriveRequested } = await beat(connection, consumer.copy);
        sinceRedrive += TICK_MS;
        if (sinceRedrive >= redriveEveryMs) due = 'all';
        else if (redriveRequested) due ??= 'requested';
        if (due) feed.wake();
      } catch (error) {
        feed.fail(error as Error);
        lost.abort();
      }
    };
    await tick();
    let ticking = Promise.resolve();
    const timer = setInterval(() => (ticking = ticking.then(tick)), TICK_MS);
    try {
      for (;;) {
        const batch = await feed.next(batchSize);
        await consumer.consume(batch, signal);
        if (batch.position || batch.caughtUp) this.failures = 0; // the log answered
        if (!due) continue;
        await consumer.redrive(due === 'requested');
        if (due === 'all') sinceRedrive = 0;
        due = undefined;
      }
    } finally {
      clearInterval(timer);
      feed.close();
      await ticking;
    }
  }

  /** One line per outage, not per attempt; no message, since it may quote data. */
  private report(error: unknown): void {
    const { name, code } = reasonOf(error);
    const failure = `${name} ${code ?? ''}`.trim();
    if (this.failures > 0 && failure === this.lastFailure) return;
    this.lastFailure = failure;
    this.options.log(`${this.options.label}: ${failure}, trying again`);
  }
}
