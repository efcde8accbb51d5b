import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { logVerbosity, setLogVerbosity } from '@grpc/grpc-js';
import { removePostgres, startPostgres } from '#embedded-postgres';
import { startEventStore } from './server.js';

const DEFAULT_PORT = 2113;

const say = (line: string) => process.stdout.write(`${line}\n`);
const complain = (line: string) => process.stderr.write(`${line}\n`);

const readPort = (): number => {
  try {
    const { values } = parseArgs({ options: { port: { type: 'string', default: String(DEFAULT_PORT) } } });
    const port = Number(values.port);
    if (/^\d+$/.test(values.port) && port > 0 && port < 65_536) return port;
    throw new Error(`--port takes a number from 1 to 65535, not "${values.port}"`);
  } catch (error) {
    complain(`${(error as Error).message}\nUsage: npm run event-store -- [--port N]`);
    process.exit(2);
  }
};

/** A PostgreSQL of our own in a folder that goes when we go. */
const ownDatabase = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'event-store-'));
  chmodSync(folder, 0o711); // root's PostgreSQL runs as another user, who has to get in
  const remove = async () => {
    await removePostgres(folder);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const postgres = await startPostgres({ folder });
    await postgres.createDatabase('event_store');
    const stop = () => postgres.stop().then(remove);
    return { url: postgres.url('event_store'), stop };
  } catch (error) {
    await remove();
    throw error;
  }
};

const explain = (error: unknown, port: number) => {
  const message = error instanceof Error ? error.message : String(error);
  return message.includes('EADDRINUSE') ? `Port ${port} on 127.0.0.1 is in use` : message;
};

const run = async (port: number) => {
  for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined); // a killed parent no longer reads
  say('For development only: no TLS, no users, no cluster. Production runs EventStoreDB.');
  const stopped = new Promise<void>(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
    process.on('disconnect', () => resolve()); // a parent that started us over IPC is gone
  });
  const database = process.env.DATABASE_URL ? { url: process.env.DATABASE_URL, stop: async () => {} } : await ownDatabase();
  try {
    const server = await startEventStore({ databaseUrl: database.url, port });
    say(`Event store ready on 127.0.0.1:${server.port}`);
    if (process.connected) process.send?.({ type: 'ready', port: server.port });
    await stopped;
    await server.stop();
  } finally {
    await database.stop();
  }
};

const port = readPort();
setLogVerbosity(logVerbosity.NONE); // it would print a failed bind in its own words
run(port).then(() => process.exit(0), (error: unknown) => {
  complain(explain(error, port));
  process.exit(1);
});
