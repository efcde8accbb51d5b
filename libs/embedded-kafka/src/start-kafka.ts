import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Kafka as Client, logLevel } from 'kafkajs';
import { alive, freePort } from '#embedded-postgres';
import { javaProgram } from './java.js';
import { kafkaJars, missingForKafka } from './jars.js';
import { LOG_PROPERTIES, serverProperties } from './settings.js';

export type Kafka = {
  /** As KAFKA_BROKERS takes it: `127.0.0.1:<port>`. */
  brokers: string;
  port: number;
  pid: number;
  /** Resolves when the broker has ended, by itself or not: says how. */
  exited: Promise<string>;
  /** Closes the broker's files and waits for its end; one that hangs is cut off after 20 s and recovers at its next start. */
  stop(): Promise<void>;
};

const READY_WITHIN_MS = 120_000; // after a kill the broker waits 9 s for its former self to be given up
const STOP_WITHIN_MS = 20_000;
const TRIES = 3; // a port may be taken by another between our look and the broker's start, and Java end for want of memory
const HEAP = ['-Xms64m', '-Xmx384m', '-XX:+UseSerialGC', '-XX:+ExitOnOutOfMemoryError', '-XX:-UsePerfData'];

/**
 * Becomes the broker, and leaves a watcher behind that ends it when standard input closes: a parent, however it died, no longer holds
 * the other end then.
 */
const TIED_TO_PARENT = 'exec 3<&0 && { { cat <&3 >/dev/null; kill $$; } 2>/dev/null & exec "$@" </dev/null 3<&-; }';

const files = (folder: string) => ({
  data: join(folder, 'data'),
  properties: join(folder, 'server.properties'),
  logProperties: join(folder, 'log4j2.properties'),
  pids: join(folder, 'kafka.pid'),
  log: join(folder, 'kafka.log'),
});

const running = (folder: string): { pid: number; parent: number } | undefined => {
  const { pids, properties } = files(resolve(folder));
  if (!existsSync(pids)) return undefined;
  const [pid = 0, parent = 0] = readFileSync(pids, 'utf8').split(' ').map(Number);
  if (!pid || !alive(pid)) return undefined;
  // process ids are given out again: where the system can tell, it must be this folder's broker
  const commandLine = `/proc/${pid}/cmdline`;
  return !existsSync(commandLine) || readFileSync(commandLine, 'utf8').includes(properties) ? { pid, parent } : undefined;
};

/** The process id of the broker that runs on this data folder, if one does. */
export const kafkaRunsOn = (folder: string): number | undefined => running(folder)?.pid;

const requireFolderFree = async (folder: string) => {
  for (let waited = 0; ; waited += 100) {
    const found = running(folder);
    if (!found) return;
    // one whose parent was killed is about to end
    if (alive(found.parent) || waited > STOP_WITHIN_MS) throw new Error(`Kafka already runs on ${folder} (process ${found.pid})`);
    await pause(100);
  }
};

const requirePortFree = (port: number) =>
  new Promise<void>((done, reject) => {
    const probe = createServer();
    probe.once('error', ({ code, message }: NodeJS.ErrnoException) => reject(new Error(code === 'EADDRINUSE'
      ? `Port ${port} on 127.0.0.1 is in use` : `Port ${port} on 127.0.0.1 cannot be used: ${message}`)));
    probe.listen(port, '127.0.0.1', () => probe.close(() => done()));
  });

/** As Kafka makes them; never with a hyphen in front, which its tools take for an option. */
export const newClusterId = (random: Buffer = randomBytes(16)): string => {
  random[0]! &= 0x7f; // the first of the 22 letters is then one of A to f
  return random.toString('base64url');
};

/** Formats the storage of a new folder; a format that was cut off leaves nothing behind that counts. */
const format = async (folder: string, java: readonly string[], signal?: AbortSignal) => {
  const { data } = files(folder);
  if (existsSync(data)) return;
  const half = `${data}.new`;
  const properties = join(folder, 'format.properties');
  rmSync(half, { recursive: true, force: true });
  writeFileSync(properties, serverProperties({ data: half, port: 9092, controllerPort: 9093 }));
  await promisify(execFile)(javaProgram(),
    [...java, 'kafka.tools.StorageTool', 'format', '--cluster-id', newClusterId(), '--config', properties], { signal });
  rmSync(properties);
  renameSync(half, data);
};

/** Whether this very broker answers: another one on the same port has another cluster id. */
const answers = async (brokers: string, clusterId: string): Promise<boolean> => {
  const admin = new Client({ brokers: [brokers], logLevel: logLevel.NOTHING, connectionTimeout: 1000, requestTimeout: 5000, retry: { retries: 0 } }).admin();
  try {
    await admin.connect();
    const found = await admin.describeCluster();
    return found.clusterId === clusterId && found.brokers.length > 0;
  } catch {
    return false;
  } finally {
    await admin.disconnect();
  }
};

const clusterIdOf = (data: string): string => /^cluster\.id=(.+)$/m.exec(readFileSync(join(data, 'meta.properties'), 'utf8'))?.[1] ?? '';

/** What the log says of the end, its stack traces left out. */
const lastWords = (log: string, from: number): string =>
  readFileSync(log).subarray(from).toString().split('\n').filter(line => line.trim() && !/^\s+at |^\s*\.\.\. /.test(line)).slice(-5).join('\n');

/** The broker ended before it answered, and what it said. */
class EndedAtOnce extends Error {}

type Start = { folder: string; java: readonly string[]; port: number; properties: Options['properties']; signal: AbortSignal | undefined };

const startBroker = async ({ folder, java, port, properties: more, signal }: Start): Promise<Kafka> => {
  const { data, properties, pids, log } = files(folder);
  const controllerPort = await freePort();
  writeFileSync(properties, serverProperties({ data, port, controllerPort, more: more?.(port, controllerPort) }));
  signal?.throwIfAborted();

  const output = openSync(log, 'a');
  const before = fstatSync(output).size;
  const server = spawn('sh', ['-c', TIED_TO_PARENT, 'sh', javaProgram(), ...java, 'kafka.Kafka', properties],
    { detached: true, stdio: ['pipe', output, output] }); // detached: Ctrl-C reaches the parent only, which stops it
  closeSync(output);
  const exited = new Promise<string>(done => {
    server.once('error', error => done(error.message));
    server.once('exit', (code, how) => done(how ?? `exit ${code}`));
  });
  writeFileSync(pids, `${server.pid} ${process.pid}`);
  const stop = async () => {
    const cutOff = setTimeout(() => server.kill('SIGKILL'), STOP_WITHIN_MS);
    server.kill('SIGTERM');
    await exited;
    clearTimeout(cutOff);
    rmSync(pids, { force: true });
  };

  const brokers = `127.0.0.1:${port}`;
  const clusterId = clusterIdOf(data);
  for (const until = Date.now() + READY_WITHIN_MS; !(await answers(brokers, clusterId)); await pause(100)) {
    if (server.exitCode !== null || server.signalCode !== null) throw new EndedAtOnce(`Kafka ended at once (${await exited}); see ${log}\n${lastWords(log, before)}`);
    if (Date.now() < until && !signal?.aborted) continue;
    await stop();
    signal?.throwIfAborted();
    throw new Error(`Kafka was not ready within ${READY_WITHIN_MS / 1000} s; see ${log}`);
  }
  return { brokers, port, pid: server.pid!, exited, stop };
};

type Options = {
  folder: string; port?: number; cacheFolder?: string; notice?: (text: string) => void; signal?: AbortSignal;
  properties?: (port: number, controllerPort: number) => Readonly<Record<string, string>>;
};

/**
 * Starts a single-node Apache Kafka (KRaft) on 127.0.0.1 with its files in `folder`, formatted when new. Its log, warnings and worse,
 * goes to `folder/kafka.log`. It ends with this process, however that ends. Java 17 is needed, and Maven the first time.
 * `port`: a free one unless told. `properties`: broker settings that win over ours. `signal` gives up a start that is under way.
 * Rejects with what is missing, in use or wrong.
 * A broker that ends at once is tried twice more, with a `notice` of what it said.
 */
export const startKafka = async (options: Options): Promise<Kafka> => {
  const { signal } = options;
  const folder = resolve(options.folder);
  const missing = missingForKafka(options.cacheFolder);
  if (missing) throw new Error(missing);
  await requireFolderFree(folder);
  if (options.port) await requirePortFree(options.port);
  const jars = await kafkaJars(options);

  const { logProperties } = files(folder);
  mkdirSync(folder, { recursive: true, mode: 0o700 }); // messages may hold personal data
  writeFileSync(logProperties, LOG_PROPERTIES);
  const java = [...HEAP, `-Dlog4j2.configurationFile=${logProperties}`, '-cp', join(jars, '*')];
  await format(folder, java, signal);
  for (let tries = 1; ; tries++) {
    const port = options.port ?? (await freePort());
    await requirePortFree(port);
    try {
      return await startBroker({ folder, java, port, properties: options.properties, signal });
    } catch (error) {
      if (!(error instanceof EndedAtOnce) || tries === TRIES) throw error;
      options.notice?.(`${error.message}\nTrying again, on other ports`);
    }
  }
};
