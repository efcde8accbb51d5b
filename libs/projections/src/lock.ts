import type { DataSource, QueryRunner } from 'typeorm';
import { isConnectionError } from './connection-error.js';

/** All locks of one data source live in one session: it ends with its process, so a killed worker's locks are free at once. */
class LockSession {
  readonly held = new Set<string>();
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly runner: QueryRunner) {}

  get lost() {
    return this.runner.isReleased;
  }

  query<T>(sql: string, parameters: unknown[]): Promise<T> {
    const result = this.turn.then(() => this.runner.query(sql, parameters) as Promise<T>);
    // one query at a time on one connection; a runner that failed to connect would repeat that failure for ever
    this.turn = result.catch(async error => {
      if (isConnectionError(error)) await this.release();
    });
    return result;
  }

  /** Gives the connection back to the pool, without any lock. */
  async release() {
    await this.runner.query('select pg_advisory_unlock_all()').catch(() => undefined);
    await this.runner.release();
  }
}

const sessions = new WeakMap<DataSource, LockSession>();

const sessionOf = (dataSource: DataSource): LockSession => {
  const existing = sessions.get(dataSource);
  if (existing && !existing.lost) return existing;
  const session = new LockSession(dataSource.createQueryRunner());
  sessions.set(dataSource, session);
  return session;
};

/** PostgreSQL's number for a named advisory lock. */
export const LOCK_KEY = `hashtextextended('projections:' || $1, 0)`;

export type Lock = {
  /** A query on the lock's own session: it fails once the lock is lost. */
  query<T>(sql: string, parameters: unknown[]): Promise<T>;
  release(): Promise<void>;
};

/** Takes a named advisory lock if it is free. It lasts until released or until its connection ends. */
export const tryLock = async (dataSource: DataSource, name: string): Promise<Lock | undefined> => {
  const session = sessionOf(dataSource);
  if (session.held.has(name)) return undefined; // the session itself could take it twice
  session.held.add(name);
  const leave = async () => {
    session.held.delete(name);
    if (session.held.size > 0 || session.lost) return;
    sessions.delete(dataSource);
    await session.release();
  };
  try {
    const [row] = await session.query<{ granted: boolean }[]>(`select pg_try_advisory_lock(${LOCK_KEY}) as granted`, [name]);
    if (!row?.granted) {
      await leave();
      return undefined;
    }
  } catch (error) {
    await leave();
    throw error;
  }
  return {
    query: (sql, parameters) => session.query(sql, parameters),
    async release() {
      if (!session.lost) await session.query(`select pg_advisory_unlock(${LOCK_KEY})`, [name]).catch(() => undefined);
      await leave();
    },
  };
};
