import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { chownSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { alive } from './alive.js';
import { binaries, databaseFolder, openFolder, owner } from './run-as.js';

export type Postgres = {
  port: number;
  pid: number;
  /** The connection string of one database, password included: never print it. */
  url(database: string): string;
  /** Makes a database unless it is there. */
  createDatabase(name: string): Promise<void>;
  /** Resolves when the server has ended, by itself or not: says how. */
  exited: Promise<string>;
  /** Ends every session and waits for the server's end; one that hangs is cut off after 30 s and recovers at its next start. */
  stop(): Promise<void>;
};

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error)));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });

/**
 * A port that was free on 127.0.0.1 a moment ago. It lies below those that systems give to outgoing connections by themselves (from
 * 32768 on Linux, from 49152 elsewhere), so that none takes it before the server that is to listen there has started.
 */
export const freePort = async (): Promise<number> => {
  for (;;) {
    const port = randomInt(10_000, 32_768);
    if (await isFree(port)) return port;
  }
};

const READY_WITHIN_MS = 60_000; // recovery after a kill syncs thousands of files
const STOP_WITHIN_MS = 30_000; // and so does the checkpoint of a clean stop

/** Stops the server of this folder that outlived its killed parent, if there is one: two of them on one folder are refused. */
export const stopLeftoverPostgres = async (folder: string) => {
  const data = databaseFolder(folder);
  const pidFile = join(data, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  const isPostgres = existsSync(`/proc/${pid}/cmdline`) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(data);
  if (!isPostgres) return;
  process.kill(pid, 'SIGINT');
  for (let waited = 0; alive(pid) && waited < STOP_WITHIN_MS; waited += 50) await pause(50);
  if (alive(pid)) process.kill(pid, 'SIGQUIT');
  for (let waited = 0; alive(pid) && waited < STOP_WITHIN_MS; waited += 50) await pause(50);
};

/** Deletes the server's files, wherever they lie. The folder itself stays. */
export const removePostgres = async (folder: string) => {
  await stopLeftoverPostgres(folder);
  const data = databaseFolder(folder);
  rmSync(data === join(folder, 'postgres') ? data : dirname(data), { recursive: true, force: true });
  rmSync(join(folder, 'postgres.password'), { force: true });
};

/**
 * Starts a real PostgreSQL on 127.0.0.1 with its files in `folder` (made and initialised when new).
 * As root it runs as another user; see `run-as.ts`. The server's log goes to `folder/postgres.log`.
 * `durable: false` turns fsync off: for tests only.
 */
export const startPostgres = async (options: { folder: string; port?: number; durable?: boolean; log?: string }): Promise<Postgres> => {
  const data = databaseFolder(options.folder);
  const programs = join(binaries(), 'bin');
  const runAs = owner();
  const port = options.port ?? (await freePort());
  const passwordFile = join(options.folder, 'postgres.password');
  await stopLeftoverPostgres(options.folder);

  // The password is written last: without it the files are those of a broken initdb or of a data folder since deleted.
  if (!existsSync(passwordFile) || !existsSync(join(data, 'PG_VERSION'))) {
    const password = randomBytes(24).toString('base64url');
    rmSync(data, { recursive: true, force: true });
    if (dirname(data) !== options.folder) openFolder(dirname(data));
    mkdirSync(data, { mode: 0o700 });
    if (runAs) chownSync(data, runAs.uid, runAs.gid);
    const handed = join(dirname(data), `.handed-${randomBytes(8).toString('hex')}`); // where initdb's user can read it
    writeFileSync(handed, `${password}\n`, { mode: 0o600 });
    if (runAs) chownSync(handed, runAs.uid, runAs.gid);
    const made = spawnSync(join(programs, 'initdb'),
      ['-D', data, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${handed}`, '-E', 'UTF8', '--locale=C', '--no-sync'],
      { ...runAs, cwd: '/', encoding: 'utf8', env: { PATH: process.env.PATH, LC_ALL: 'C' } });
    rmSync(handed);
    if (made.status !== 0) {
      rmSync(data, { recursive: true, force: true });
      throw new Error(`initdb failed: ${made.stderr || made.error?.message}`);
    }
    writeFileSync(passwordFile, password, { mode: 0o600 });
  }

  const password = readFileSync(passwordFile, 'utf8').trim();
  const url = (database: string) => `postgres://postgres:${password}@127.0.0.1:${port}/${database}`;
  const log = options.log ?? join(options.folder, 'postgres.log');
  mkdirSync(dirname(log), { recursive: true });
  const output = openSync(log, 'a');
  const server: ChildProcess = spawn(join(programs, 'postgres'), [
    '-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=',
    '-c', 'max_connections=200', '-c', 'log_min_messages=warning', '-c', 'log_parameter_max_length_on_error=0',
    ...(options.durable === false ? ['-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'synchronous_commit=off'] : []),
    // detached: Ctrl-C reaches the parent only, which stops the services before their database
  ], { ...runAs, cwd: '/', detached: true, stdio: ['ignore', output, output], env: { PATH: process.env.PATH, LC_ALL: 'C' } });
  closeSync(output);

  const exited = new Promise<string>(resolve => {
    server.once('error', error => resolve(error.message));
    server.once('exit', (code, signal) => resolve(signal ?? `exit ${code}`));
  });
  const stop = async () => {
    const cutOff = setTimeout(() => server.kill('SIGQUIT'), STOP_WITHIN_MS);
    server.kill('SIGINT');
    await exited;
    clearTimeout(cutOff);
  };

  const query = async (database: string, text: string) => {
    const client = new pg.Client({ connectionString: url(database) });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return await client.query(text);
    } finally {
      await client.end();
    }
  };

  for (const until = Date.now() + READY_WITHIN_MS; ; await pause(50)) {
    if (server.exitCode !== null || server.signalCode !== null) throw new Error(`PostgreSQL ended at once (${await exited}); see ${log}`);
    try {
      await query('postgres', 'select 1');
      break;
    } catch (error) {
      if (Date.now() < until) continue;
      await stop();
      throw new Error(`PostgreSQL was not ready within 60 s; see ${log}`, { cause: error });
    }
  }

  return {
    port,
    pid: server.pid!,
    url,
    exited,
    stop,
    async createDatabase(name) {
      const { rowCount } = await query('postgres', `select 1 from pg_database where datname = '${name.replaceAll("'", "''")}'`);
      if (!rowCount) await query('postgres', `create database "${name.replaceAll('"', '""')}"`);
    },
  };
};
