import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { instant, millisecondsBetween, plusHours, plusMilliseconds, SystemClock, type Instant } from '#kernel';
import { openDependencies, projectRoot, readEnvironment, type Dependencies } from '#service';
import { freshDatabase, startStores, type Stores } from '#testing';
import { compliance } from '../service.js';
import { newEpisode, reportMissing, until } from '../spec-kit.js';

const EPISODES = 20;
const WORKER = join(projectRoot(), 'dist', 'apps', 'compliance', 'src', 'worker.js');

let stores: Stores;
let open: Dependencies;
const workers: ChildProcess[] = [];

/** A worker process below a parent that holds the clock. */
const startWorker = (env: Record<string, string>) =>
  new Promise<ChildProcess>((resolve, reject) => {
    const worker = fork(WORKER, { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    workers.push(worker);
    worker.on('message', ({ type }: { type: string }) => type === 'ready' && resolve(worker));
    worker.on('exit', code => reject(new Error(`the worker ended with ${code}`)));
    worker.send({ type: 'clock', offsetMs: 0, sequence: 0 });
  });

beforeAll(async () => {
  stores = await startStores();
  const secret = () => randomBytes(32).toString('base64url');
  const env = {
    EVENTSTORE_URL: stores.eventStoreUrl, DATABASE_URL: await freshDatabase(), KEYRING_URL: await freshDatabase(),
    KEY_ENCRYPTION_KEY: secret(), PSEUDONYM_SECRET: secret(), OIDC_ISSUER: 'http://127.0.0.1:1', LOG_LEVEL: 'error',
  };
  open = await openDependencies(compliance, readEnvironment(env), new SystemClock());
  await Promise.all([1, 2].map(() => startWorker({ ...env, CLOCK: 'local-stack', PATH: process.env.PATH ?? '' })));
});
afterAll(async () => {
  for (const worker of workers) worker.kill('SIGKILL');
  await open?.close();
  await stores?.stop();
});

/** Every breach in the log, once the read model shows that all duties have one. */
const breaches = async () => {
  const found: { stream: string; lateByMs: number }[] = [];
  for await (const { event } of stores.client.readAll()) {
    if (event?.type !== 'DutyBreached') continue;
    const { deadline } = event.data as { deadline: Instant };
    found.push({ stream: event.streamId, lateByMs: millisecondsBetween(deadline, (event.metadata as { recordedAt: Instant }).recordedAt) });
  }
  return found;
};

const duties = async (condition: string, ...values: unknown[]): Promise<number> => {
  const rows: unknown[] = await open.dataSource.query(`select 1 from duties_v2.duty where ${condition}`, values).catch(() => []);
  return rows.length;
};

it('two workers, one of them killed, record each breach once and within a second of its instant', async () => {
  const learnedAt = instant(Date.now());
  const deadline = plusHours(learnedAt, 24);
  const moveTo = (moment: Instant) => {
    const offsetMs = millisecondsBetween(instant(Date.now()), moment);
    for (const worker of workers) if (worker.connected) worker.send({ type: 'clock', offsetMs, sequence: 1 });
  };
  for (let count = 0; count < EPISODES; count++) await reportMissing({ open }, newEpisode('US-ME'), learnedAt, { state: 'ME' });
  await until(() => duties('next_at is not null'), count => count === 2 * EPISODES);
  moveTo(plusHours(learnedAt, 23));
  await until(() => duties('next_at > $1', deadline), count => count === 2 * EPISODES); // everyone is warned

  moveTo(plusMilliseconds(deadline, -200));
  workers[0]!.kill('SIGKILL');
  await until(() => duties('breach_seen_at is not null'), count => count === 2 * EPISODES);

  const found = await breaches();
  expect(new Set(found.map(({ stream }) => stream)).size).toBe(2 * EPISODES);
  expect(found).toHaveLength(2 * EPISODES);
  expect(Math.max(...found.map(({ lateByMs }) => lateByMs))).toBeLessThanOrEqual(1_000);
});
