import { randomUUID } from 'node:crypto';
import { plusHours, type Instant } from '#kernel';
import { startService, type TestService } from '#testing';
import { childWelfare } from '../service.js';
import { exchangeWith, type Exchanging } from './spec-kit.js';

let service: TestService;
let at: Exchanging;
let then: Instant;
beforeAll(async () => {
  service = await startService(childWelfare);
  at = await exchangeWith(service);
  then = plusHours(at.now, -5_000);
});
afterAll(async () => {
  await at?.stop();
  await service?.stop();
});

const item = (name: string, hours: number, data: object) => ({ type: `partner.child-welfare.${name}.v1`, recordedAt: plusHours(then, hours), data });
const registered = () => item('youth-registered', 0, { county: 'MO county 5', coverage: 'placed' });
const missing = () => item('missing-reported', 9, { episode: 'ep-1', category: 'abducted', learnedAt: plusHours(then, 8), learnedBy: 'county' });
const made = (over: object = {}) => item('report-made', 30, { episode: 'ep-1', recipient: 'ncmec', madeAt: plusHours(then, 10), channel: 'not-recorded', ...over });
const history = (child: string, ...items: readonly object[]) => ({ name: 'history-backfilled', child, id: randomUUID(), data: { items } });

it('applies its items in order, each known when the state\'s system claims to have recorded it', async () => {
  const child = randomUUID();
  const located = item('child-located', 60, { episode: 'ep-1', locatedAt: plusHours(then, 50), circumstance: 'with-police' });
  const handled = await at.tell(history(child, registered(), missing(), made(), located));
  expect(handled.produced).toEqual([]);
  expect(handled.items?.map(({ index, status, produced, rejection }) => [index, status, produced[0]?.kind, rejection])).toEqual([
    [0, 'accepted', 'youth', null], [1, 'accepted', 'missing-episode', null], [2, 'accepted', 'report', null], [3, 'accepted', 'missing-episode', null],
  ]);
  const episodeId = handled.items![1]!.produced[0]!.id;
  expect((await at.read(`/missing-episodes/${episodeId}`, handled)).body).toMatchObject({ status: 'located', learnedAt: plusHours(then, 8) });
  const stored = (await at.log()).filter(({ streamId }) => streamId === `childWelfare.missingEpisode-${episodeId}`);
  expect(stored.map(({ type, metadata }) => [type, (metadata as { claimedRecordedAt?: string }).claimedRecordedAt])).toEqual([
    ['ChildReportedMissing', plusHours(then, 9)], ['StateReportReceived', plusHours(then, 30)], ['ChildLocated', plusHours(then, 60)],
  ]);
});

it('takes what it can: each item stands for itself', async () => {
  const early = item('concern-received', 5, { receivedAt: at.now, receivedBy: 'provider', channel: 'written', trafficking: 'sex', indicators: [{ group: 'societal', code: 'says-so' }] });
  const handled = await at.tell(history(randomUUID(), missing(), registered(), made(), early, missing(), { ...made(), recordedAt: plusHours(at.now, 1) }));
  expect(handled.items?.map(({ status, rejection }) => [status, rejection?.code, rejection?.pointer])).toEqual([
    ['rejected', 'unknown-child', '/partitionkey'],
    ['accepted', undefined, undefined],
    ['rejected', 'unknown-episode', '/data/items/2/data/episode'],
    ['rejected', 'unknown-indicator', '/data/items/3/data/indicators'],
    ['accepted', undefined, undefined],
    ['rejected', 'claimed-in-the-future', '/data/items/5/recordedAt'],
  ]);
});

it('told again answers alike and adds nothing', async () => {
  const sent = history(randomUUID(), registered(), missing(), made(), made({ madeAt: plusHours(at.now, 1) }));
  const first = await at.tell(sent);
  const { length } = await at.log();
  expect(await at.tell(sent)).toEqual(first);
  expect(await at.log()).toHaveLength(length);
});

it('completes what a crash left undone', async () => {
  const sent = history(randomUUID(), registered(), missing(), made());
  const cut = { ...sent, data: { items: sent.data.items.slice(0, 2) } };
  const before = await at.tell(cut).then(({ items }) => items!);
  const { length } = await at.log();
  const { items } = await at.tell(sent);
  expect(items?.slice(0, 2)).toEqual(before);
  expect((await at.log()).slice(length).map(({ type }) => type)).toEqual(expect.arrayContaining(['StateReportReceived']));
});
