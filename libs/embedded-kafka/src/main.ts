// npm run kafka: the development broker in the foreground.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from './jars.js';
import { startKafka } from './start-kafka.js';

const DEFAULT_PORT = 9092;
const PARENT_WATCHED_EVERY_MS = 500;

const say = (line: string) => process.stdout.write(`${line}\n`);
const complain = (line: string) => process.stderr.write(`${line}\n`);

const readArguments = () => {
  try {
    const { values } = parseArgs({ options: { port: { type: 'string', default: String(DEFAULT_PORT) }, folder: { type: 'string' } } });
    const port = Number(values.port);
    if (!/^\d+$/.test(values.port) || port < 1 || port > 65_535) throw new Error(`--port takes a number from 1 to 65535, not "${values.port}"`);
    // npm runs this in the project's root; what a person types counts from where they stand
    const folder = values.folder
      ? resolve(process.env.INIT_CWD ?? '.', values.folder)
      : join(resolve(projectRoot, process.env.SAFE_HARBOR_HOME || '.safe-harbor'), 'kafka');
    return { port, folder };
  } catch (error) {
    complain(`${(error as Error).message}\nUsage: npm run kafka -- [--port N] [--folder PATH]`);
    process.exit(2);
  }
};

/** Who started us. Where npm did, there is a shell between, which outlives a killed npm. */
const parents = (): string => {
  const status = `/proc/${process.ppid}/status`;
  const throughNpm = process.env.npm_lifecycle_event && existsSync(status);
  return `${process.ppid} ${throughNpm ? /^PPid:\s*(\d+)/m.exec(readFileSync(status, 'utf8'))?.[1] : ''}`;
};

for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined); // a killed parent no longer reads
const options = readArguments();
const stopping = new AbortController();
const stopRequested = new Promise<void>(done => {
  const { signal } = stopping;
  signal.addEventListener('abort', () => done());
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stopping.abort());
  process.on('disconnect', () => stopping.abort()); // a parent that started us over IPC is gone
  const started = parents();
  setInterval(() => parents() === started || stopping.abort(), PARENT_WATCHED_EVERY_MS).unref();
});

try {
  const kafka = await startKafka({ ...options, notice: complain, signal: stopping.signal });
  say(`Kafka ready on ${kafka.brokers}`);
  if (process.connected) process.send?.({ type: 'ready', port: kafka.port });
  const died = kafka.exited.then(how => Promise.reject(new Error(`Kafka ended by itself (${how}); see ${join(options.folder, 'kafka.log')}`)));
  died.catch(() => undefined);
  await Promise.race([stopRequested, died]);
  await kafka.stop();
} catch (error) {
  if (!stopping.signal.aborted) {
    complain((error as Error).message);
    process.exitCode = 1;
  }
}
process.exit();
