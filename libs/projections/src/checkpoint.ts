import type { DataSource, EntityManager } from 'typeorm';
import type { Position } from './projection.js';

/** Someone else moved this checkpoint, or its copy is gone: what was done on top of it must be undone. */
export class CheckpointMoved extends Error {
  override readonly name = 'CheckpointMoved';
}

export type Checkpoint = { readonly copy: string; readonly position: Position; readonly eventTypes: readonly string[] };

type Row = { copy: string; position: string; prepare_position: string; event_types: string[] };

export const toCheckpoint = (row: Row): Checkpoint => ({
  copy: row.copy,
  position: { commit: BigInt(row.position), prepare: BigInt(row.prepare_position) },
  eventTypes: row.event_types,
});

/** The checkpoint that readers go by: of a process, or of the copy a projection's pointer names. */
export const currentCheckpoint = async (from: DataSource | EntityManager, name: string): Promise<Checkpoint | undefined> => {
  const rows: Row[] = await from.query(
    'select c.* from projection_pointer p join projection_checkpoint c using (copy) where p.name = $1', [name]);
  return rows[0] && toCheckpoint(rows[0]);
};

/**
 * Moves a checkpoint by compare-and-set. It comes first in its transaction: the row stays locked, so of two workers with
 * the same events the second waits here, then finds the position moved, before it has written anything.
 */
export const moveCheckpoint = async (tx: EntityManager, copy: string, from: Position, to: Position): Promise<void> => {
  const [, moved]: [unknown, number] = await tx.query(
    `update projection_checkpoint set position = $3, prepare_position = $4, progressed_at = clock_timestamp()
     where copy = $1 and position = $2`, [copy, from.commit, to.commit, to.prepare]);
  if (moved === 0) throw new CheckpointMoved(`The checkpoint of ${copy} is no longer at ${from.commit}`);
};

/** Puts the copy's schema before the schemas that were searched already, until the transaction ends. */
export const enterSchema = (tx: EntityManager, copy: string): Promise<unknown> =>
  tx.query(`select set_config('search_path', quote_ident($1) || ', ' || current_setting('search_path'), true)`, [copy]);
