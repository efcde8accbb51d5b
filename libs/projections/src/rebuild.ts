import { currentCheckpoint } from './checkpoint.js';
import { addCopy, dropCopy, dropLeftovers } from './copies.js';
import { Feed, positionOf, type Batch } from './feed.js';
import { pauseAfter } from './pause.js';
import { ProjectionCopy, type ProjectionDeps } from './projection-copy.js';
import { switchTo, withRebuildLock } from './switch.js';

const BATCH_SIZE = 200;

const upTo = (batch: Batch, limit: bigint): Batch => {
  const events = batch.events.filter(event => positionOf(event).commit <= limit);
  const last = events.at(-1);
  const whole = batch.position !== undefined && batch.position.commit <= limit;
  return { events, position: whole ? batch.position : last && positionOf(last), caughtUp: batch.caughtUp };
};

/** Feeds a copy to the log's end, or to exactly the events at or before `limit`. */
const fill = async ({ client, projection }: ProjectionDeps, copy: ProjectionCopy, limit?: bigint): Promise<void> => {
  if (limit !== undefined && copy.position.commit >= limit) return;
  const feed = new Feed(client, projection.eventTypes, copy.position);
  try {
    for (;;) {
      const batch = await feed.next(BATCH_SIZE);
      await copy.consume(limit === undefined ? batch : upTo(batch, limit));
      if (batch.caughtUp || (limit !== undefined && batch.position && batch.position.commit >= limit)) return;
    }
  } finally {
    feed.close();
  }
};

const withCopy = <T>(deps: ProjectionDeps, work: (copy: ProjectionCopy) => Promise<T>, keep: (result: T) => boolean): Promise<T> => {
  const { dataSource, projection } = deps;
  return withRebuildLock(deps, projection.name, async () => {
    await dropLeftovers(dataSource, projection.name);
    const copy = new ProjectionCopy(deps, await addCopy(dataSource, projection));
    let kept = false;
    try {
      const result = await work(copy);
      kept = keep(result);
      return result;
    } finally {
      if (!kept) await dropCopy(dataSource, projection.name, copy.copy);
    }
  });
};

/**
 * Builds a fresh copy of the running version from the log's beginning to its end, points readers at it and drops the old one.
 * May be called while workers run: they go on with the new copy. On any error the running copy stays as it is.
 * Refused with `rebuild-under-way` while another rebuild or comparison of this projection runs.
 */
export const rebuild = (deps: ProjectionDeps): Promise<void> =>
  withCopy(deps, async copy => {
    await fill(deps, copy);
    while (!(await switchTo(deps, deps.projection, copy))) {
      await pauseAfter(0);
      await fill(deps, copy);
    }
  }, () => true);

export type Comparison = {
  /** Both copies hold exactly the events at or before this position. */
  readonly position: bigint;
  readonly equal: boolean;
  /** `differing` counts rows that only one of the two has. */
  readonly tables: readonly { readonly table: string; readonly rows: number; readonly differing: number }[];
};

/**
 * Builds a copy up to the position of the running one and compares them row by row, all columns; then drops the copy.
 * The running one stands still only for what came in while the copy was built.
 */
export const compareRebuilt = (deps: ProjectionDeps): Promise<Comparison> =>
  withCopy(deps, async copy => {
    const { dataSource, projection: { name } } = deps;
    await fill(deps, copy, (await currentCheckpoint(dataSource, name))!.position.commit);
    return dataSource.transaction(async tx => {
      await tx.query('select 1 from projection_checkpoint join projection_pointer using (copy) where projection_pointer.name = $1 for no key update of projection_checkpoint', [name]);
      const running = (await currentCheckpoint(tx, name))!;
      await fill(deps, copy, running.position.commit);
      const names: { table_name: string }[] = await tx.query(
        `select table_name from information_schema.tables where table_schema = $1 and table_type = 'BASE TABLE' order by 1`, [running.copy]);
      const tables: { table: string; rows: number; differing: number }[] = [];
      for (const { table_name: table } of names) {
        const left = `select t::text from "${running.copy}"."${table}" t`;
        const right = `select t::text from "${copy.copy}"."${table}" t`;
        const [row] = await tx.query(
          `select (select count(*)::int from (${left}) l) as rows,
                  (select count(*)::int from ((${left} except all ${right}) union all (${right} except all ${left})) d) as differing`);
        tables.push({ table, ...row });
      }
      return { position: running.position.commit, equal: tables.every(({ differing }) => differing === 0), tables };
    });
  }, () => false);
