import { BACKWARDS, END, EventStoreDBClient, StreamNotFoundError } from '@eventstore/db-client';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { recorded } from '#event-store';
import { awaitPosition } from '#http';
import { DomainError, type Actor } from '#kernel';
import { ProjectionReader } from '#projections';
import { clearanceOf } from './levels.js';
import { COURT_RECORDS } from './records-part.js';
import { admitReader, admitRecorder } from './wall.js';

/** One kind of thing that a command can name. */
export type Kind = {
  /** As in `unknown-<noun>`. */
  readonly noun: string;
  readonly view: string;
  readonly id: string;
  /** The category of its streams, where each has one of its own. */
  readonly stream?: string;
};

/** The answer to whoever names a thing that is not there, or not for them: the same for both. */
export const unknown = (noun: string): DomainError => new DomainError(`unknown-${noun}`, `No such ${noun}`, 'unknown');

/** The only way to the court's records: behind the wall, as the reader. */
@Injectable()
export class CourtRecords {
  constructor(private readonly projections: ProjectionReader, private readonly client: EventStoreDBClient) {}

  /** Reads the views as this actor; what is not for the actor is not there. */
  read<T>(actor: Actor, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.projections.read(COURT_RECORDS, async tx => {
      await admitReader(tx, actor);
      return work(tx);
    });
  }

  /** Everything: for processes, never for an answer to anybody. */
  readAll<T>(work: (tx: EntityManager, position: bigint) => Promise<T>): Promise<T> {
    return this.projections.read(COURT_RECORDS, async (tx, position) => {
      await admitRecorder(tx);
      return work(tx, position);
    });
  }

  /**
   * Throws `unknown-<noun>` unless the actor may know of it (and it is the named case's). The court's own staff wait for what was last
   * written to its own stream; others for all that is written, so that how long it takes tells them nothing of what is not there for them.
   */
  async visible(actor: Actor, { noun, view, id: column, stream }: Kind, id: string, caseId?: string): Promise<void> {
    if (clearanceOf(actor) !== 'court') await this.caughtUp(await this.projections.logEnd());
    else await this.caughtUp(stream ? await this.lastPosition(`${stream}-${id}`) : 0n);
    const [row] = await this.read(actor, tx =>
      tx.query<unknown[]>(`select 1 from ${view} where ${column} = $1 and case_id = coalesce($2, case_id)`, [id, caseId ?? null]));
    if (!row) throw unknown(noun);
  }

  caughtUp(position?: bigint): Promise<void> {
    return awaitPosition(position, (until, timeout) => this.projections.caughtUp(COURT_RECORDS, until, timeout));
  }

  private async lastPosition(stream: string): Promise<bigint> {
    try {
      let position = 0n;
      for await (const resolved of this.client.readStream(stream, { direction: BACKWARDS, fromRevision: END, maxCount: 1 })) {
        position = recorded(resolved)?.position ?? 0n;
      }
      return position;
    } catch (error) {
      if (error instanceof StreamNotFoundError) return 0n;
      throw error;
    }
  }
}
