import type { EventStoreDBClient } from '@eventstore/db-client';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource, EntityManager } from 'typeorm';
import { DomainError } from '#kernel';
import { currentCheckpoint, type Checkpoint } from './checkpoint.js';
import { isConnectionError } from './connection-error.js';
import { holdReading } from './copies.js';
import { firstMatch, logEnd } from './log-search.js';
import { parkedEvents, status, type ParkedEvent, type Status } from './status.js';

const POLL_MS = 15;

const notCaughtUp = (name: string) => new DomainError('not-caught-up', `${name} has not caught up yet`, 'refused', { name });
export const isNotCaughtUp = (error: unknown): boolean => error instanceof DomainError && error.code === 'not-caught-up';

/** What a process without workers (HTTP) knows of projections and processes: their rows, and how far they are. */
export class ProjectionReader {
  constructor(private readonly stores: { readonly client: EventStoreDBClient; readonly dataSource: DataSource }) {}

  /**
   * Reads the current copy of a projection: one consistent snapshot, its tables by their bare names.
   * `position` is the checkpoint the rows stand at. Throws `not-caught-up` before the projection's first start.
   */
  read<T>(name: string, work: (tx: EntityManager, position: bigint) => Promise<T>): Promise<T> {
    return this.stores.dataSource.transaction('REPEATABLE READ', async tx => {
      await holdReading(tx, name);
      const [row]: { position: string }[] = await tx.query(
        `select position, set_config('search_path', quote_ident(copy) || ', ' || current_setting('search_path'), true)
         from projection_pointer p join projection_checkpoint using (copy)
         where p.name = $1 and to_regnamespace(quote_ident(copy)) is not null`, [name]);
      if (!row) throw notCaughtUp(name);
      return work(tx, BigInt(row.position));
    });
  }

  /**
   * Resolves once the projection or process has dealt with every event of its types at or before `position`
   * (applied, handled or parked). Throws `not-caught-up` after `timeoutMs` milliseconds; rides over outages until then.
   */
  async caughtUp(name: string, position: bigint, timeoutMs: number): Promise<void> {
    const until = performance.now() + timeoutMs;
    const signal = AbortSignal.timeout(timeoutMs);
    let next: bigint | undefined; // a matching event that is still to be dealt with
    while (performance.now() < until) {
      try {
        const checkpoint = await currentCheckpoint(this.stores.dataSource, name);
        if (checkpoint && checkpoint.position.commit >= position) return;
        if (checkpoint && (next === undefined || checkpoint.position.commit >= next)) {
          next = await this.firstMatch(checkpoint, position, signal);
          if (next === undefined) return;
        }
      } catch (error) {
        if (!isConnectionError(error) && !signal.aborted) throw error;
      }
      await pause(POLL_MS);
    }
    throw notCaughtUp(name);
  }

  /** Position of the log's last record; -1 while it has none. */
  async logEnd(): Promise<bigint> {
    return (await logEnd(this.stores.client)).commit;
  }

  /** How many of its events at or before `position` are parked: what a report says at its top. */
  async parkedUpTo(name: string, position: bigint): Promise<number> {
    const [row]: { count: number }[] = await this.stores.dataSource.query(
      `select count(*)::int as count from projection_parked join projection_pointer p using (copy)
       where p.name = $1 and position <= $2`, [name, position]);
    return row?.count ?? 0;
  }

  /** Parked events in log order, of one projection or process or of all. */
  parked(name?: string): Promise<readonly ParkedEvent[]> {
    return parkedEvents(this.stores.dataSource, name);
  }

  /** How every projection and process of this database fares. */
  status(): Promise<readonly Status[]> {
    return status(this.stores);
  }

  private firstMatch({ eventTypes, position }: Checkpoint, upTo: bigint, signal: AbortSignal) {
    return firstMatch(this.stores.client, eventTypes, position, upTo, signal);
  }
}
