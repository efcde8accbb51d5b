import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { instant, millisecondsBetween, plusHours, plusMilliseconds, SystemClock, type Instant } from '#kernel';
import { openDependencies, projectRoot, readEnvironment, type Dependencies } from '#service';
import { eventually, freshDatabase, startStores, type Stores } from '#testing';
import { compliance } from '../service.js';
import { newEpisode, reportMissing } from '../spec-kit.js';
import { dutiesProjection } from './duties.projection.js';

const EPISODES = 20;
const WORKER = join(projectRoot(), 'dist', 'apps', 'compliance', 'src', 'worker.js');

let stores: Stores;
let open: Dependencies;
let env: Record<string, string>;
const started: ChildProcess[] = [];

/** A worker process below a parent that holds the clock. */
const startWorker = () =>
  new Promise<ChildProcess>((resolve, reject) => {
    const worker = fork(WORKER, { env: { ...env, CLOCK: 'local-stack', PATH: process.env.PATH ?? '' }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    started.push(worker);
    worker.on('message', ({ type }: { type: string }) => type === 'ready' && resolve(worker));
    worker.on('exit', code => reject(new Error(`the worker ended with ${code}`)));
    worker.send({ type: 'clock', offsetMs: 0, sequence: 0 });
  });

beforeAll(async () => {
  stores = await startStores();
  const secret = () => randomBytes(32).toString('base64url');
  env = {
    EVENTSTORE_URL: stores.eventStoreUrl, DATABASE_URL: await freshDatabase(), KEYRING_URL: await freshDatabase(),
    KEY_ENCRYPTION_KEY: secret(), PSEUDONYM_SECRET: secret(), OIDC_ISSUER: 'http://127.0.0.1:1', LOG_LEVEL: 'error',
  };
  open = await openDependencies(compliance, readEnvironment(env), new SystemClock());
});
afterAll(async () => {
  for (const worker of started) worker.kill('SIGKILL');
  await open?.close();
  await stores?.stop();
});

/** Every breach of that deadline in the log. */
const breaches = async (deadline: Instant) => {
  const found: { stream: string; lateByMs: number }[] = [];
  for await (const { event } of stores.client.readAll()) {
    if (event?.type !== 'DutyBreached' || (event.data as { deadline: Instant }).deadline !== deadline) continue;
    found.push({ stream: event.streamId, lateByMs: millisecondsBetween(deadline, (event.metadata as { recordedAt: Instant }).recordedAt) });
  }
  return found;
};

/** How many duties whose clock began then are like this. */
const duties = async (clockStart: Instant, condition: string, ...values: unknown[]): Promise<number> => {
  const rows: unknown[] = await open.dataSource.query(
    `select 1 from duties_v${dutiesProjection.version}.duty where clock_start = $1 and ${condition}`, [clockStart, ...values]).catch(() => []);
  return rows.length;
};

/** Twenty more children are missing for 24 hours, and one of two workers is killed just before they end. Returns how late each breach was recorded. */
const breachesOfMoreEpisodes = async (): Promise<readonly number[]> => {
  const workers = await Promise.all([startWorker(), startWorker()]);
  const learnedAt = instant(Date.now());
  const deadline = plusHours(learnedAt, 24);
  const moveTo = (moment: Instant, sequence: number) => {
    const offsetMs = millisecondsBetween(instant(Date.now()), moment);
    for (const worker of workers) if (worker.connected) worker.send({ type: 'clock', offsetMs, sequence });
  };
  for (let count = 0; count < EPISODES; count++) await reportMissing({ open }, newEpisode('US-ME'), learnedAt, { state: 'ME' });
  await eventually(() => duties(learnedAt, 'next_at is not null'), count => count === 2 * EPISODES);
  moveTo(plusHours(learnedAt, 23), 1);
  await eventually(() => duties(learnedAt, 'next_at > $2', deadline), count => count === 2 * EPISODES); // everyone is warned

  moveTo(plusMilliseconds(deadline, -200), 2);
  workers[0]!.kill('SIGKILL');
  await eventually(() => duties(learnedAt, 'breach_seen_at is not null'), count => count === 2 * EPISODES);
  workers[1]!.kill('SIGKILL');

  const found = await breaches(deadline);
  expect(new Set(found.map(({ stream }) => stream)).size).toBe(2 * EPISODES);
  expect(found).toHaveLength(2 * EPISODES);
  return found.map(({ lateByMs }) => lateByMs);
};

it('two workers, one of them killed, record each breach once and within a second of its instant', async () => {
  let late: readonly number[];
  let tries = 0;
  do late = await breachesOfMoreEpisodes(); // again, where the machine had no second to spare just then
  while (Math.max(...late) > 1_000 && ++tries < 3);
  expect(Math.max(...late)).toBeLessThanOrEqual(1_000);
}, 180_000);
