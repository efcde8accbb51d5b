import type { ResolvedEvent } from '@eventstore/db-client';
import { moveCheckpoint, type Checkpoint } from './checkpoint.js';
import { isConnectionError } from './connection-error.js';
import { openProcess } from './copies.js';
import { Decoder, type Upcast } from './decode.js';
import { positionOf, type Batch } from './feed.js';
import { Follower, type Consumer } from './follower.js';
import { BEHIND_PARKED, heldKeys, park, parkedLine, reasonOf, redrive, unpark, type Reason } from './parking.js';
import { pauseAfter } from './pause.js';
import { toStandardError, type Stores } from './projection-copy.js';
import type { RunnerOptions } from './projection-runner.js';
import { checkName, type Process } from './projection.js';
import { isNotCaughtUp } from './reader.js';

const BATCH_SIZE = 50; // so many events, at most, are handled again after a crash
const ATTEMPTS = 5; // over about a second

export type ProcessDeps = Stores & RunnerOptions & {
  readonly process: Process;
  readonly upcast?: Upcast;
  /** Takes one line without payload. Default: standard error. */
  readonly log?: (line: string) => void;
};

/**
 * Handles every event of a process at least once, in order per parking key: effect first, checkpoint after.
 * A handler that keeps failing parks its event and the key's later ones, while other keys go on. Nothing is skipped.
 */
export class ProcessRunner {
  private readonly follower: Follower;
  private readonly decoder: Decoder;
  private readonly log: (line: string) => void;

  constructor(private readonly deps: ProcessDeps) {
    checkName(deps.process.name);
    this.log = deps.log ?? toStandardError;
    this.decoder = new Decoder(event => deps.process.parkingKey(event), deps.upcast);
    this.follower = new Follower({ ...deps, label: `${deps.process.name}:0`, batchSize: BATCH_SIZE, log: this.log, open: () => this.open() });
  }

  start(): void {
    this.follower.start();
  }

  /** Lets the event in hand finish. */
  stop(): Promise<void> {
    return this.follower.stop();
  }

  private async open(): Promise<Consumer> {
    const { client, dataSource, process } = this.deps;
    const checkpoint: Checkpoint = await openProcess(dataSource, client, process);
    const { copy, eventTypes } = checkpoint;
    let { position } = checkpoint;
    return {
      copy,
      eventTypes,
      position,
      consume: async (batch, signal) => {
        if (!batch.position) return;
        const parked = await this.handleAll(copy, batch, signal);
        await dataSource.transaction(async tx => {
          await moveCheckpoint(tx, copy, position, batch.position!);
          for (const { event, key, reason } of parked) await park(tx, copy, key, event, reason);
        });
        position = batch.position;
      },
      redrive: onlyRequested =>
        redrive(client, dataSource, copy, onlyRequested, async event => {
          await process.handle(this.decoder.decode(event));
          await unpark(dataSource, copy, positionOf(event).commit);
        }),
    };
  }

  /** Returns what must be parked, in the order in which it was met. */
  private async handleAll(copy: string, { events }: Batch, signal: AbortSignal) {
    const parked: { event: ResolvedEvent; key: string; reason: Reason }[] = [];
    if (events.length === 0) return parked;
    const keyed = events.map(event => ({ event, key: this.decoder.key(event) }));
    const held = await heldKeys(this.deps.dataSource, copy, keyed.map(({ key }) => key));
    await this.inLanes(keyed, async ({ event, key }) => {
      const reason = held.has(key) ? BEHIND_PARKED : await this.attempt(event, signal);
      if (!reason) return;
      held.add(key);
      parked.push({ event, key, reason });
    });
    return parked;
  }

  private async inLanes<T extends { key: string }>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
    const { concurrency = 1 } = this.deps.process;
    const lanes = new Map<string, T[]>();
    for (const item of items) {
      const lane = concurrency > 1 ? item.key : '';
      lanes.set(lane, [...(lanes.get(lane) ?? []), item]);
    }
    const waiting = [...lanes.values()];
    const ends = await Promise.allSettled(Array.from({ length: concurrency }, async () => {
      for (let lane = waiting.shift(); lane; lane = waiting.shift()) for (const item of lane) await work(item);
    }));
    const failed = ends.find(end => end.status === 'rejected');
    if (failed) throw failed.reason;
  }

  /** Tries for ever while a store is away or what it must follow is behind, else a few times; returns why it failed. Rejects when stopped. */
  private async attempt(event: ResolvedEvent, signal: AbortSignal): Promise<Reason | undefined> {
    for (let failures = 0, attempts = 0; ; failures++) {
      signal.throwIfAborted();
      try {
        await this.deps.process.handle(this.decoder.decode(event));
        return undefined;
      } catch (error) {
        if (!isConnectionError(error) && !isNotCaughtUp(error) && ++attempts >= ATTEMPTS) {
          this.log(parkedLine(`process ${this.deps.process.name}`, event, error));
          return reasonOf(error);
        }
        await pauseAfter(failures, signal);
      }
    }
  }
}
