import { randomUUID } from 'node:crypto';
import type { Instant } from '#kernel';
import { ProjectionReader, requestRedrive } from '#projections';
import { eventually, FakeClock, startService, type TestService } from '#testing';
import { compliance } from '../service.js';
import { correct, locate, merge, newEpisode, reportMissing, type Episode } from '../spec-kit.js';

let service: TestService;
let clock: FakeClock;
let learnedAt: Instant;

beforeAll(async () => {
  clock = new FakeClock();
  service = await startService(compliance, clock);
});
afterAll(() => service?.stop());
beforeEach(() => void (learnedAt = clock.now()));

type Told = { readonly position: bigint; readonly causedBy: unknown; readonly data: { readonly episodeId: string; readonly factId: string } };

const told = async ({ youthId }: Episode, upTo: bigint): Promise<readonly Told[]> => {
  await new ProjectionReader(service.open).caughtUp('tell-assessed', upTo, 20_000);
  const found: Told[] = [];
  try {
    for await (const { event } of service.open.client.readStream(`compliance.assessment-${youthId}`)) {
      found.push({ position: event!.position!.commit, causedBy: (event!.metadata as { $causationId: string }).$causationId, data: event!.data as Told['data'] });
    }
  } catch (error) {
    if ((error as { type?: string }).type !== 'stream-not-found') throw error;
  }
  return found;
};
const dutiesOf = async ({ youthId }: Episode): Promise<readonly bigint[]> => {
  const positions: bigint[] = [];
  for await (const { event } of service.open.client.readAll()) {
    if (event?.type === 'DutyOpened' && (event.data as { youthId: string }).youthId === youthId) positions.push(event.position!.commit);
  }
  return positions;
};

it('nothing is told of an episode whose child is missing', async () => {
  const episode = newEpisode();
  expect(await told(episode, await reportMissing(service, episode, learnedAt))).toEqual([]);
});

it('that a fact has its duties is told after they were opened, and once', async () => {
  const episode = newEpisode();
  await reportMissing(service, episode, learnedAt);
  const [first, ...more] = await told(episode, await locate(service, episode, learnedAt));
  expect([first?.data.episodeId, first?.causedBy, more]).toEqual([episode.episodeId, first?.data.factId, []]);
  const opened = await dutiesOf(episode);
  expect(opened.length).toBeGreaterThan(2);
  expect(opened.filter(position => position > first!.position)).toEqual([]);
  await requestRedrive(service.open.dataSource, 'tell-assessed');
  expect(await told(episode, await correct(service, episode, learnedAt, {}))).toHaveLength(2);
});

it('is told too where nothing is owed', async () => {
  const episode = newEpisode();
  await reportMissing(service, episode, learnedAt, { coverage: 'none' });
  expect(await told(episode, await locate(service, episode, learnedAt))).toHaveLength(1);
  expect(await dutiesOf(episode)).toEqual([]);
});

it('is told of each record of one absence', async () => {
  const kept = newEpisode();
  const merged = { ...newEpisode(), youthId: kept.youthId };
  await reportMissing(service, kept, learnedAt);
  await reportMissing(service, merged, learnedAt);
  await told(kept, await merge(service, kept, merged));
  const all = await told(kept, await locate(service, merged, learnedAt));
  expect(all.map(({ data }) => data.episodeId)).toEqual([kept.episodeId, merged.episodeId]);
});

it('waits while duties of the youth are parked', async () => {
  const episode = newEpisode();
  const { dataSource } = service.open;
  const position = await reportMissing(service, episode, learnedAt);
  await told(episode, position);
  await dataSource.query(
    `insert into projection_parked (copy, position, parking_key, stream, revision, event_id, event_type, error_name, attempts)
     values ('open-duties', $1, $2, 's', 0, $3, 'ChildReportedMissing', 'Broken', 1)`, [position, episode.youthId, randomUUID()]);
  const locatedAt = await locate(service, episode, learnedAt);
  expect(await told(episode, locatedAt)).toEqual([]);
  await requestRedrive(dataSource, 'open-duties');
  await eventually(async () => {
    await requestRedrive(dataSource, 'tell-assessed');
    return told(episode, locatedAt);
  }, all => all.length === 1);
});
