import { plusHours, type Instant } from '#kernel';
import { eventually } from '#testing';
import { childWelfare } from '../../apps/child-welfare/src/service.js';
import { compliance } from '../../apps/compliance/src/service.js';
import { freshDatabases, startShared, type Databases, type Running } from './shared-stores.js';

const caseworker = { role: 'caseworker', agency: 'US-GA', county: 'GA county 1' };

let shared: Awaited<ReturnType<typeof startShared>>;
let welfare: Running;
let law: Running;
let lawsOwn: Databases;
let now: Instant;

beforeAll(async () => {
  shared = await startShared();
  now = shared.clock.now();
  welfare = await shared.start(childWelfare, await freshDatabases());
  lawsOwn = await freshDatabases();
});
afterAll(async () => {
  await law?.stop();
  await welfare?.stop();
  await shared?.stop();
});

const post = (path: string, body: object) => welfare.post(caseworker, path, body);
const located = async (category: string, coverage = 'placed') => {
  const { body: { id: youthId } } = await post('/youths', { agency: 'US-GA', state: 'GA', county: 'GA county 1', coverage });
  const { body: { id } } = await post('/missing-episodes', { youthId, category, learnedAt: plusHours(now, -48), learnedBy: 'hotline' });
  const { status } = await post(`/missing-episodes/${id}/located`, { locatedAt: plusHours(now, -12), circumstance: 'in-hospital' });
  expect(status).toBe(200);
  return `/missing-episodes/${id}/closure`;
};
const close = async (path: string) => {
  const { status, body } = await post(path, { closedAt: plusHours(now, -1), reason: 'aged-out' });
  return [status, body.code, body.errors?.map(({ code }: { code: string }) => code)];
};
const known = (path: string) => eventually(() => close(path), ([, code]) => code !== 'duties-not-yet-known');

it('an episode is not closed before it is known what is owed, however long compliance is away', async () => {
  const owing = await located('left-without-permission');
  const free = await located('absent-whereabouts-known', 'none');
  expect([await close(owing), await close(free)]).toEqual([[409, 'duties-not-yet-known', undefined], [409, 'duties-not-yet-known', undefined]]);
  law = await shared.start(compliance, lawsOwn);
  const [status, code, errors] = await known(owing);
  expect([status, code]).toEqual([409, 'duties-open']);
  expect(errors).toEqual(expect.arrayContaining(['C2', 'C3', 'US-recovery-police', 'US-recovery-ncmec']));
  expect(await known(free)).toEqual([200, undefined, undefined]);
});

it('each word of it is asked of compliance anew', async () => {
  const owing = await located('left-without-permission');
  expect((await known(owing))[1]).toBe('duties-open');
  await law.stop();
  await post(owing.replace('closure', 'communications'), { with: 'police', heldAt: plusHours(now, -2) });
  expect((await close(owing))[1]).toBe('duties-not-yet-known');
  law = await shared.start(compliance, lawsOwn);
  expect((await known(owing))[1]).toBe('duties-open');
});
