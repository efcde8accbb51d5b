import type { EventStoreDBClient, ResolvedEvent } from '@eventstore/db-client';
import type { DataSource, EntityManager } from 'typeorm';
import { CheckpointMoved, enterSchema, moveCheckpoint, type Checkpoint } from './checkpoint.js';
import { isConnectionError } from './connection-error.js';
import { Decoder, type Upcast } from './decode.js';
import { positionOf, type Batch } from './feed.js';
import { BEHIND_PARKED, heldKeys, park, parkedLine, reasonOf, redrive, unpark, type Reason } from './parking.js';
import type { Position, Projection } from './projection.js';

/** What every runner needs. */
export type Stores = { readonly client: EventStoreDBClient; readonly dataSource: DataSource };

export type ProjectionDeps = Stores & {
  readonly projection: Projection;
  readonly upcast?: Upcast;
  /** Takes one line without payload. Default: standard error. */
  readonly log?: (line: string) => void;
};

export const toStandardError = (line: string): void => void process.stderr.write(`${line}\n`);

/** One copy of a projection, fed in batches: rows and checkpoint in one transaction. */
export class ProjectionCopy {
  readonly copy: string;
  position: Position;
  private readonly decoder: Decoder;

  constructor(private readonly deps: ProjectionDeps, { copy, position }: Pick<Checkpoint, 'copy' | 'position'>) {
    this.copy = copy;
    this.position = position;
    this.decoder = new Decoder(event => deps.projection.parkingKey(event), deps.upcast);
  }

  /** Applies a batch; if it fails, event by event, parking those that cannot be applied. Throws `CheckpointMoved` and connection errors. */
  async consume(batch: Batch): Promise<void> {
    const { position: to } = batch;
    if (!to || to.commit <= this.position.commit) return;
    const events = batch.events.filter(event => positionOf(event).commit > this.position.commit);
    try {
      await this.transact(events, to, (event, tx) => this.apply(event, tx));
    } catch (error) {
      if (error instanceof CheckpointMoved || isConnectionError(error)) throw error;
      await this.consumeCarefully(events, to);
    }
    this.position = to;
  }

  redrive(onlyRequested: boolean): Promise<void> {
    const { client, dataSource } = this.deps;
    return redrive(client, dataSource, this.copy, onlyRequested, event =>
      dataSource.transaction(async tx => {
        if (!(await unpark(tx, this.copy, positionOf(event).commit))) return;
        await enterSchema(tx, this.copy);
        await this.apply(event, tx);
      }));
  }

  private async consumeCarefully(events: readonly ResolvedEvent[], to: Position): Promise<void> {
    const lines: string[] = [];
    await this.transact(events, to, async (event, tx) => {
      try {
        await tx.transaction(async savepoint => {
          await this.apply(event, savepoint);
          // a deferred constraint would fail at the commit, and take every other event with it
          await savepoint.query('set constraints all immediate; set constraints all deferred');
        });
      } catch (error) {
        if (isConnectionError(error)) throw error;
        lines.push(parkedLine(`projection ${this.copy}`, event, error));
        return reasonOf(error);
      }
    });
    for (const line of lines) (this.deps.log ?? toStandardError)(line);
  }

  private transact(
    events: readonly ResolvedEvent[], to: Position, work: (event: ResolvedEvent, tx: EntityManager) => Promise<Reason | void>,
  ): Promise<void> {
    return this.deps.dataSource.transaction(async tx => {
      await moveCheckpoint(tx, this.copy, this.position, to);
      if (events.length === 0) return;
      const keys = events.map(event => this.decoder.key(event));
      const held = await heldKeys(tx, this.copy, keys);
      await enterSchema(tx, this.copy);
      for (const [index, event] of events.entries()) {
        const key = keys[index]!;
        const reason = held.has(key) ? BEHIND_PARKED : await work(event, tx);
        if (!reason) continue;
        held.add(key);
        await park(tx, this.copy, key, event, reason);
      }
    });
  }

  private apply(event: ResolvedEvent, tx: EntityManager): Promise<void> {
    return this.deps.projection.apply(this.decoder.decode(event), tx);
  }
}
