import type { EntityManager } from 'typeorm';
import { DomainError } from '#kernel';
import { currentCheckpoint, type Checkpoint } from './checkpoint.js';
import { dropCopy, dropLeftovers, Superseded } from './copies.js';
import { fill } from './fill.js';
import { tryLock } from './lock.js';
import type { ProjectionCopy, ProjectionDeps, Stores } from './projection-copy.js';

const STAND_STILL_AT_MOST_MS = 30_000;

/** Brings a nearly finished copy to the very position of the running one, which stands still until the transaction ends. */
export const drawLevel = async (tx: EntityManager, deps: ProjectionDeps, copy: ProjectionCopy): Promise<Checkpoint> => {
  const { name, version } = deps.projection;
  const [pointer] = await tx.query('select version from projection_pointer where name = $1 for update', [name]); // one switch at a time
  if (pointer.version > version) throw new Superseded(`Projection ${name} runs in version ${pointer.version}`);
  await tx.query(
    `select 1 from projection_checkpoint c join projection_pointer p using (copy) where p.name = $1 for no key update of c`, [name]);
  const running = (await currentCheckpoint(tx, name))!;
  await fill(deps, copy, running.position.commit, AbortSignal.timeout(STAND_STILL_AT_MOST_MS));
  return running;
};

/** Points readers at a copy that is at least as far as the running one, then drops that: no reader goes back in time. */
export const switchTo = async (deps: ProjectionDeps, copy: ProjectionCopy): Promise<void> => {
  const { dataSource, projection: { name, version } } = deps;
  const replaced = await dataSource.transaction(async tx => {
    const running = await drawLevel(tx, deps, copy);
    await tx.query('update projection_pointer set copy = $2, version = $3 where name = $1', [name, copy.copy, version]);
    return running.copy;
  });
  await dropCopy(dataSource, name, replaced);
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
