import { currentCheckpoint } from './checkpoint.js';
import { addCopy, dropCopy, dropLeftovers } from './copies.js';
import { fill } from './fill.js';
import { ProjectionCopy, type ProjectionDeps } from './projection-copy.js';
import { drawLevel, switchTo, withRebuildLock } from './switch.js';

/** A new copy to work on, beside the running one. `keep`: it is to stay if the work succeeds. */
const withCopy = <T>(deps: ProjectionDeps, keep: boolean, work: (copy: ProjectionCopy) => Promise<T>): Promise<T> => {
  const { dataSource, projection } = deps;
  return withRebuildLock(deps, projection.name, async () => {
    await dropLeftovers(dataSource, projection.name);
    const copy = new ProjectionCopy(deps, await addCopy(dataSource, projection));
    let succeeded = false;
    try {
      const result = await work(copy);
      succeeded = true;
      return result;
    } finally {
      if (!succeeded || !keep) await dropCopy(dataSource, projection.name, copy.copy);
    }
  });
};

/**
 * Builds a fresh copy of the running version from the log's beginning to its end, points readers at it and drops the old one.
 * May be called while workers run: they go on with the new copy. On any error the running copy stays as it is.
 * Refused with `rebuild-under-way` while another rebuild or comparison of this projection runs.
 */
export const rebuild = (deps: ProjectionDeps): Promise<void> =>
  withCopy(deps, true, async copy => {
    await fill(deps, copy);
    await switchTo(deps, copy);
  });

export type Comparison = {
  /** Both copies hold exactly the events at or before this position. */
  readonly position: bigint;
  readonly equal: boolean;
  /** `differing` counts rows that only one of the two has. */
  readonly tables: readonly { readonly table: string; readonly rows: number; readonly differing: number }[];
};

/**
 * Builds a copy up to the position of the running one, compares them row by row with all columns, then drops the copy.
 * The running one stands still only for what came in while the copy was built, and for the comparison.
 */
export const compareRebuilt = (deps: ProjectionDeps): Promise<Comparison> =>
  withCopy(deps, false, async copy => {
    const { dataSource, projection: { name } } = deps;
    await fill(deps, copy, (await currentCheckpoint(dataSource, name))!.position.commit);
    return dataSource.transaction(async tx => {
      const running = await drawLevel(tx, deps, copy);
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
  });
