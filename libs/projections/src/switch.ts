import { DomainError } from '#kernel';
import { currentCheckpoint } from './checkpoint.js';
import { dropCopy, dropLeftovers } from './copies.js';
import { tryLock } from './lock.js';
import { firstMatch } from './log-search.js';
import type { Position, Projection } from './projection.js';
import type { Stores } from './projection-copy.js';

const ASK_THE_LOG_MS = 5_000;

/**
 * Points readers at a copy, unless it lacks something the running one has; then drops the running one.
 * The running copy stands still while this is decided, so no reader ever goes back in time.
 */
export const switchTo = async (
  { client, dataSource }: Stores, { name, version, eventTypes }: Projection, next: { copy: string; position: Position },
): Promise<boolean> => {
  const replaced = await dataSource.transaction(async tx => {
    await tx.query('select 1 from projection_pointer where name = $1 for update', [name]);
    const { copy } = (await currentCheckpoint(tx, name))!;
    await tx.query('select 1 from projection_checkpoint where copy = $1 for no key update', [copy]);
    const { position: { commit } } = (await currentCheckpoint(tx, name))!;
    const behind = commit > next.position.commit
      && (await firstMatch(client, eventTypes, next.position, commit, AbortSignal.timeout(ASK_THE_LOG_MS))) !== undefined;
    if (behind) return undefined;
    await tx.query('update projection_pointer set copy = $2, version = $3 where name = $1', [name, next.copy, version]);
    return copy;
  });
  if (replaced === undefined) return false;
  await dropCopy(dataSource, name, replaced);
  return true;
};

/** Runs alone among rebuilds of one projection; refused with `rebuild-under-way`. */
export const withRebuildLock = async <T>({ dataSource }: Stores, name: string, work: () => Promise<T>): Promise<T> => {
  const lock = await tryLock(dataSource, `rebuild:${name}`);
  if (!lock) throw new DomainError('rebuild-under-way', `Projection ${name} is being rebuilt already`);
  try {
    return await work();
  } finally {
    await lock.release();
  }
};

/** Removes leftovers, unless a rebuild is under way. */
export const tidy = async (stores: Stores, name: string): Promise<void> => {
  try {
    await withRebuildLock(stores, name, () => dropLeftovers(stores.dataSource, name));
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
  }
};
