import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { Kafka, logLevel, type Producer } from 'kafkajs';
import { INBOUND, outboundByType, outboundTopic, receiptMessage, RECEIPTS, type ReceiptData } from '#contracts';
import { readKafkaSettings } from '#kafka';
import { describeWithKafka, eventually, FakeClock, startService, type TestService, topicPrefix } from '#testing';
import { childWelfare } from '../service.js';

type Example = { readonly id: string; readonly type: string; readonly partitionkey: string; readonly data: object };
type Found = { readonly key: string; readonly headers: Readonly<Record<string, string>>; readonly text: string };

const FOLDER = join(import.meta.dirname, '../../../../libs/contracts/examples/inbound');
const examples = readdirSync(FOLDER).filter(name => name.endsWith('.json')).sort().map(name => JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as Example);
const EPISODES = outboundTopic('child-welfare', 'missing-episode', '').name;
const PARTNERS = JSON.stringify({ 'urn:example:mo:ccwis': { agency: 'US-MO', state: 'MO' } });

const ajv = new Ajv({ strict: false });
addFormats.default(ajv);

describeWithKafka('a state system over a real broker', brokers => {
  const prefix = topicPrefix();
  const kafka = new Kafka({ clientId: 'a-state-system', brokers: brokers.split(','), logLevel: logLevel.NOTHING });
  const found = new Map<string, Found[]>([[RECEIPTS.name, []], [EPISODES, []]]);
  const consumer = kafka.consumer({ groupId: `${prefix}reader`, maxWaitTimeInMs: 100 });
  let producer: Producer;
  let service: TestService;

  beforeAll(async () => {
    const settings = readKafkaSettings({ KAFKA_BROKERS: brokers, KAFKA_TOPIC_PREFIX: prefix, KAFKA_PARTNERS: PARTNERS });
    service = await startService(childWelfare, new FakeClock(), settings);
    producer = kafka.producer();
    await producer.connect();
    await eventually(() => exist(INBOUND.name));
    for (const example of examples) await send(example);
    await eventually(() => exist(...found.keys()));
    await consumer.connect();
    await consumer.subscribe({ topics: [...found.keys()].map(topic => prefix + topic), fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ topic, message: { key, value, headers = {} } }) => {
        const named = Object.fromEntries(Object.entries(headers).map(([name, bytes]) => [name, String(bytes)]));
        found.get(topic.slice(prefix.length))!.push({ key: String(key), headers: named, text: String(value) });
      },
    });
  });
  afterAll(async () => {
    await consumer.disconnect();
    await producer?.disconnect();
    await service?.stop();
  });

  const exist = async (...names: readonly string[]) => {
    const admin = kafka.admin();
    await admin.connect();
    const topics = await admin.listTopics().finally(() => admin.disconnect());
    return names.every(name => topics.includes(prefix + name));
  };
  const send = (message: Example, headers = { 'content-type': 'application/cloudevents+json' }) =>
    producer.send({ topic: prefix + INBOUND.name, messages: [{ key: message.partitionkey, value: JSON.stringify(message), headers }] });
  const receiptsOf = (id: string) =>
    found.get(RECEIPTS.name)!.map(({ headers, text }) => ({ headers, data: JSON.parse(text) as ReceiptData })).filter(({ data }) => data.messageId === id);
  const receiptsAfter = async (id: string, count = 1) => {
    await eventually(() => receiptsOf(id).length >= count);
    return receiptsOf(id);
  };

  it('has every example accepted, in order, and answered as the contract says', async () => {
    for (const { id, type } of examples) {
      const [{ data, headers }] = (await receiptsAfter(id)) as [ReturnType<typeof receiptsOf>[0]];
      expect({ status: data.status, rejection: data.rejection, items: data.items?.filter(({ status }) => status !== 'accepted') ?? [] })
        .toEqual({ status: 'accepted', rejection: null, items: [] });
      expect(ajv.validate(receiptMessage.schema, data) || ajv.errors).toBe(true);
      expect(headers).toMatchObject({ ce_specversion: '1.0', ce_type: 'safe-harbor.receipt.v1' });
      expect(data.type).toBe(type);
    }
  });

  it('reads back what was published, as CloudEvents without personal data', async () => {
    const located = examples.filter(({ type }) => type.includes('child-located')).length;
    await eventually(() => found.get(EPISODES)!.filter(({ headers }) => headers.ce_type === 'safe-harbor.child-welfare.ChildLocated.v1').length > located);
    for (const { key, headers, text } of found.get(EPISODES)!) {
      const contract = outboundByType.get(headers.ce_type!)!;
      const data = JSON.parse(text) as { youthId: string; episodeId: string };
      expect(ajv.validate(contract.schema, data) || ajv.errors).toBe(true);
      expect(headers).toMatchObject({
        ce_specversion: '1.0', ce_source: 'urn:safe-harbor:child-welfare', ce_subject: data.episodeId, ce_partitionkey: key, ce_dataschema: contract.dataschema,
        'content-type': 'application/json',
      });
      expect(key).toBe(data.youthId);
      expect(text).not.toMatch(/sealed|Example|EXAMPLE|Specimen/);
    }
    const types = new Set(found.get(EPISODES)!.map(({ headers }) => headers.ce_type));
    expect([...types]).toEqual(expect.arrayContaining(['ChildReportedMissing', 'StateReportReceived', 'ChildLocated'].map(type => `safe-harbor.child-welfare.${type}.v1`)));
  });

  it('has a refusal with its place, and the same answer to what it sends again', async () => {
    const [example] = examples as [Example];
    const unknown = { ...example, id: randomUUID(), partitionkey: 'mo-child-nobody', type: 'partner.child-welfare.child-located.v1', data: { episode: 'ep-1', locatedAt: '2025-03-09T10:00:00-05:00', circumstance: 'other' } };
    const late = { ...example, id: randomUUID(), data: { coverage: 'placed' } };
    await send(unknown);
    await send(late);
    await send(example);
    expect((await receiptsAfter(unknown.id))[0]!.data).toMatchObject({ status: 'rejected', rejection: { code: 'unknown-child', pointer: '/partitionkey' } });
    expect((await receiptsAfter(late.id))[0]!.data).toMatchObject({ status: 'rejected', rejection: { code: 'county-required', pointer: '/data/county' } });
    const [first, again] = await receiptsAfter(example.id, 2);
    expect(again).toEqual(first);
  });
});
