import { randomUUID } from 'node:crypto';
import { Module } from '@nestjs/common';
import { Kafka, logLevel } from 'kafkajs';
import Type from 'typebox';
import { outboundByType, type Topic } from '#contracts';
import { instant, personal, type Event } from '#kernel';
import { publishedEventsOf, readKafkaSettings, type KafkaSettings } from '#kafka';
import { AccessTable } from '#security';
import { describeWithKafka, eventually, FakeClock, startService, type TestService, topicPrefix } from '#testing';
import type { Service } from './index.js';

@Module({})
class Nothing {}

const topic = (name: string): Topic => ({ name, description: '', partitions: 2, retentionMs: 3_600_000, maxMessageBytes: 2_097_152, personalData: true });
const TYPE = 'partner.test.note.v1';
const SOURCE = 'urn:example:mo:ccwis';
let broken = true;
const service: Service = {
  name: 'test', description: 'A service that exchanges messages', module: Nothing, access: new AccessTable([]), entities: [], projections: [],
  exchange: {
    inbound: {
      topic: topic('in'), deadLetters: topic('in.dlt'), receipts: topic('receipts'), group: 'in', maxValueBytes: 1_048_576,
      messages: new Map([[TYPE, { type: TYPE, schema: Type.Object({}) }]]),
      parkingKeyOf: (pseudonyms, agency, child) => ({ youthId: pseudonyms.uuid('spec-child', agency, child), scope: 'exchange' }),
      handler: () => async () => {
        if (broken) throw new Error('broken');
        return { produced: [] };
      },
    },
    outbound: () => [publishedEventsOf('child-welfare')],
  },
};
const category = { name: 'childWelfare.missingEpisode', scope: 'agency' as const, initial: 0, evolve: (seen: number) => seen + 1 };
const operator = { role: 'operator', agency: null };

describeWithKafka('a service with Kafka', brokers => {
  let settings: KafkaSettings;
  let app: TestService;
  let outside: Kafka;
  const sent: { type: string; key: string; headers: Record<string, string>; data: object }[] = [];
  const endings: (() => Promise<unknown>)[] = [];
  const status = async () => (await app.get(operator, '/operations/exchange')).body;
  const parked = async () => (await app.get(operator, '/operations/exchange/parked')).body as { id: string; messageId: string; key: string; reason: string; partition: number; offset: string }[];
  const send = async (id: string, key: string) => {
    const producer = outside.producer();
    await producer.connect();
    await producer.send({ topic: `${settings.prefix}in`, messages: [{ key, value: JSON.stringify({ specversion: '1.0', id, source: SOURCE, type: TYPE, partitionkey: key, data: {} }) }] });
    await producer.disconnect();
  };
  const decide = (id: string, ...events: Event[]) =>
    app.open.store.decide(category, id, () => events, { commandId: randomUUID(), fingerprint: '', correlationId: 'c', actor: { subject: 's', role: 'r', agency: null, county: null } });

  beforeAll(async () => {
    settings = readKafkaSettings({
      KAFKA_BROKERS: brokers, KAFKA_TOPIC_PREFIX: topicPrefix(), KAFKA_PARTNERS: JSON.stringify({ [SOURCE]: { agency: 'US-MO', state: 'MO' } }),
    })!;
    outside = new Kafka({ clientId: 'outside', brokers: [brokers], logLevel: logLevel.NOTHING });
    app = await startService(service, new FakeClock(), settings);
  });
  afterAll(async () => {
    for (const end of endings) await end();
    await app?.stop();
  });

  it('makes its topics before it has anything to say, so that partners may listen from the start', async () => {
    const admin = outside.admin();
    await admin.connect();
    endings.push(() => admin.disconnect());
    const { topics } = publishedEventsOf('child-welfare');
    const ours = (name: string) => name.startsWith(settings.prefix) && topics.some(each => name === `${settings.prefix}${each.name}`);
    await eventually(async () => (await admin.listTopics()).filter(ours).length, found => found === topics.length);
  });

  it('publishes its events as binary CloudEvents without sealed fields, keyed by the youth', async () => {
    const [episodeId, youthId, reportId] = [randomUUID(), randomUUID(), randomUUID()];
    const madeAt = instant('2026-03-02T14:00:00Z');
    await decide(episodeId,
      { type: 'ChildLocated', data: { episodeId, youthId, locatedAt: madeAt, circumstance: 'with-family' }, occurredAt: madeAt },
      { type: 'StateReportReceived', data: { episodeId, youthId, agency: 'US-MO', reportId, recipient: 'ncmec', madeAt, channel: 'telephone', receipt: personal({ caseNumber: '1' }), acknowledgedAt: null } });
    const { topic: { name } } = outboundByType.get('safe-harbor.child-welfare.ChildLocated.v1')!;
    const consumer = outside.consumer({ groupId: `reader-${randomUUID()}` });
    endings.push(() => consumer.disconnect());
    await consumer.connect();
    await eventually(() => consumer.subscribe({ topics: [`${settings.prefix}${name}`], fromBeginning: true }).then(() => true, () => false));
    await consumer.run({
      eachMessage: async ({ message: { key, value, headers = {} } }) => {
        const named = Object.fromEntries(Object.entries(headers).map(([header, bytes]) => [header, String(bytes)]));
        sent.push({ type: named.ce_type!, key: String(key), headers: named, data: JSON.parse(String(value)) });
      },
    });
    await eventually(() => sent, messages => messages.length >= 2);
    expect(sent.map(({ key }) => key)).toEqual([youthId, youthId]);
    expect(sent[0]).toMatchObject({
      data: { episodeId, youthId, locatedAt: madeAt, circumstance: 'with-family' },
      headers: {
        'content-type': 'application/json', ce_specversion: '1.0', ce_type: 'safe-harbor.child-welfare.ChildLocated.v1', ce_source: 'urn:safe-harbor:child-welfare',
        ce_subject: episodeId, ce_time: madeAt, ce_partitionkey: youthId, ce_id: expect.stringMatching(/^[\da-f-]{36}$/),
        ce_dataschema: expect.stringMatching(/^urn:/),
      },
    });
    expect(sent[1]!.data).not.toHaveProperty('receipt');
    expect(sent[1]!.data).toMatchObject({ reportId, recipient: 'ncmec' });
  });

  it('lets an operator see, redrive, discard, pause and resume', async () => {
    await send('m-1', 'child-1');
    await send('m-2', 'child-1');
    const [first] = await eventually(parked, rows => rows.length === 2);
    expect(first).toMatchObject({ messageId: 'm-1', key: 'child-1', reason: 'processing-failed' });
    expect(first).not.toHaveProperty('sealed');
    expect((await app.get(operator, `/operations/exchange/parked/${first!.id}`)).body).toMatchObject({ messageId: 'm-1', reason: 'processing-failed' });
    expect((await app.get(operator, '/operations/exchange/parked/none')).body.code).toBe('unknown-parked-message');
    expect((await app.post(operator, '/operations/exchange/parked/redrive', { id: '404' })).body.code).toBe('unknown-parked-message');
    expect((await app.post(operator, '/operations/exchange/parked/redrive', { id: first!.id })).body).toEqual({ requested: 2 });
    expect((await app.post(operator, '/operations/exchange/parked/discard', { id: first!.id, reason: 'no' })).status).toBe(400);
    expect((await app.post(operator, '/operations/exchange/parked/discard', { id: first!.id, reason: 'ticket 1' })).status).toBe(202);
    await eventually(parked, rows => rows.length === 1);
    expect((await app.post(operator, '/operations/exchange/partners/pause', { source: 'urn:nobody', reason: 'ticket 2' })).body.code).toBe('unknown-partner');
    expect((await app.post(operator, '/operations/exchange/partners/resume', { source: 'urn:nobody' })).body.code).toBe('unknown-partner');
    expect((await app.post(operator, '/operations/exchange/partners/pause', { source: SOURCE, reason: 'ticket 2' })).body).toEqual({ paused: SOURCE });
    expect(await eventually(status, answer => answer.lag?.length === 2 && answer.lag.every(({ lag }: { lag: number }) => lag === 0)))
      .toMatchObject({ parked: 1, paused: [{ source: SOURCE, reason: 'ticket 2' }] });
    broken = false;
    expect((await app.post(operator, '/operations/exchange/partners/resume', { source: SOURCE })).body).toEqual({ resumed: SOURCE });
    await eventually(parked, rows => rows.length === 0);
    for (const which of [{ key: 'child-1' }, {}]) expect((await app.post(operator, '/operations/exchange/parked/redrive', which)).body).toEqual({ requested: 0 });
    const audited = await app.open.dataSource.query(
      `select outcome, subject, action, resource_type, resource_id, purpose from audit_log where outcome = 'operated' order by id`);
    const place = `in/${first!.partition}/${first!.offset}`;
    expect(audited).toEqual([
      { outcome: 'operated', subject: 'operator-1', action: 'exchange:redrive', resource_type: 'parked-message', resource_id: place, purpose: null },
      { outcome: 'operated', subject: 'operator-1', action: 'exchange:discard', resource_type: 'parked-message', resource_id: place, purpose: 'ticket 1' },
      { outcome: 'operated', subject: 'operator-1', action: 'exchange:pause', resource_type: 'partner', resource_id: SOURCE, purpose: 'ticket 2' },
      { outcome: 'operated', subject: 'operator-1', action: 'exchange:resume', resource_type: 'partner', resource_id: SOURCE, purpose: null },
      { outcome: 'operated', subject: 'operator-1', action: 'exchange:redrive', resource_type: 'partner-child', resource_id: 'child-1', purpose: null },
      { outcome: 'operated', subject: 'operator-1', action: 'exchange:redrive', resource_type: 'partner-child', resource_id: null, purpose: null },
    ]);
    await eventually(status, answer => answer.outcomes.length === 3);
    await eventually(() => fetch(`${app.url}/metrics`).then(answer => answer.text()), metrics => {
      expect(metrics).toMatch(/^exchange_parked 0$/m);
      expect(metrics).toMatch(/^exchange_consumer_lag\{partition="1"\} 0$/m);
      expect(metrics).toMatch(/^exchange_messages_total\{outcome="rejected",code="discarded"\} 1$/m);
    });
  });

  it('is closed to everyone else', async () => {
    for (const path of ['/operations/exchange', '/operations/exchange/parked']) {
      expect((await app.get({ role: 'supervisor' }, path)).body.code).toBe('role-not-permitted');
    }
    expect((await app.post({ role: 'supervisor' }, '/operations/exchange/parked/redrive', {})).body.code).toBe('role-not-permitted');
  });
});
