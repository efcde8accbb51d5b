import { randomUUID } from 'node:crypto';
import { Module } from '@nestjs/common';
import { ProcessRunner } from '#projections';
import { AccessTable } from '#security';
import { eventually, startService, type TestService } from '#testing';
import { publishedEventsOf, publisher } from './index.js';
import type { KafkaRecord } from './producer.js';

@Module({})
class Nothing {}

const category = { name: 'childWelfare.missingEpisode', scope: 'agency' as const, initial: 0, evolve: (seen: number) => seen + 1 };
const actor = { subject: 's', role: 'r', agency: null, county: null };

describe('a publisher', () => {
  let service: TestService;
  let away = false;
  const sent: KafkaRecord[] = [];
  const producer = {
    async send(record: KafkaRecord) {
      if (away) throw Object.assign(new Error('away'), { name: 'KafkaJSNumberOfRetriesExceeded' });
      sent.push(record);
    },
  };
  const start = () => {
    const { client, dataSource } = service.open;
    const runner = new ProcessRunner({ client, dataSource, process: publisher({ producer, outbound: publishedEventsOf('child-welfare') }) });
    runner.start();
    return runner;
  };
  const locate = async (): Promise<string> => {
    const [episodeId, youthId] = [randomUUID(), randomUUID()];
    await service.open.store.decide(category, episodeId, (_, now) => [{ type: 'ChildLocated', data: { episodeId, youthId, locatedAt: now, circumstance: 'other' } }],
      { commandId: randomUUID(), fingerprint: '', correlationId: 'c', actor });
    return episodeId;
  };
  const subjects = () => sent.map(({ headers }) => headers.ce_subject);

  beforeAll(async () => {
    service = await startService({ name: 'test', description: '', module: Nothing, access: new AccessTable([]), entities: [], projections: [] });
  });
  afterAll(() => service?.stop());

  it('waits while Kafka is away, parks nothing, and resumes exactly after its checkpoint', async () => {
    away = true;
    const first = await locate();
    const runner = start();
    const status = async () => (await service.get({ role: 'operator', agency: null }, '/operations/projections')).body[0];
    await eventually(async () => (await status())?.health === 'behind');
    expect((await status()).parked).toBe(0);
    away = false;
    const second = await locate();
    await eventually(() => sent.length === 2);
    expect(subjects()).toEqual([first, second]);
    await eventually(async () => (await status()).lag === 0);
    await runner.stop();

    const third = await locate();
    const again = start();
    await eventually(() => sent.length === 3);
    expect(subjects()).toEqual([first, second, third]);
    await again.stop();
  });
});
