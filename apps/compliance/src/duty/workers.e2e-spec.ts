import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { instant, millisecondsBetween, plusHours, SystemClock, type Instant } from '#kernel';
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

const dutyEvents = async () => {
  const found: { stream: string; type: string; deadline: Instant; recordedAt: Instant }[] = [];
  for await (const { event } of stores.client.readAll()) {
    if (!event?.streamId.startsWith('compliance.duty-')) continue;
    const { deadline } = event.data as { deadline: Instant };
    found.push({ stream: event.streamId, type: event.type, deadline, recordedAt: (event.metadata as { recordedAt: Instant }).recordedAt });
  }
  return found;
};
const ofType = async (type: string) => (await dutyEvents()).filter(event => event.type === type);

it('two workers, one of them killed, record each breach once and within a second of its instant', async () => {
  const learnedAt = instant(Date.now());
  for (let count = 0; count < EPISODES; count++) await reportMissing({ open }, newEpisode(), learnedAt);
  await until(() => ofType('DutyOpened'), opened => opened.length === 2 * EPISODES);
  const timers = () => open.dataSource.query('select 1 from duties_v1.duty where next_at is not null').catch(() => []) as Promise<unknown[]>;
  await until(timers, rows => rows.length === 2 * EPISODES);

  const deadline = plusHours(learnedAt, 24);
  const offsetMs = millisecondsBetween(instant(Date.now()), deadline) - 500;
  for (const worker of workers) worker.send({ type: 'clock', offsetMs, sequence: 1 });
  const [first] = workers;
  first!.kill('SIGKILL');

  const breaches = await until(() => ofType('DutyBreached'), found => found.length >= 2 * EPISODES);
  expect(new Set(breaches.map(({ stream }) => stream)).size).toBe(2 * EPISODES);
  process.stderr.write(`LAT ${breaches.map(b => millisecondsBetween(b.deadline, b.recordedAt)).sort((a, b) => a - b).join(' ')}\n`);
  expect(Math.max(...breaches.map(breach => millisecondsBetween(breach.deadline, breach.recordedAt)))).toBeLessThanOrEqual(1_000);
  await until(() => open.dataSource.query('select 1 from duties_v1.duty where next_at is not null') as Promise<unknown[]>, rows => rows.length === 0);
  expect(await ofType('DutyBreached')).toHaveLength(2 * EPISODES);
});
