import { randomUUID } from 'node:crypto';
import { Kafka, logLevel, type Producer } from 'kafkajs';
import { INBOUND, INBOUND_DEAD_LETTERS, RECEIPTS, type ReceiptData } from '#contracts';
import { readKafkaSettings } from '#kafka';
import { describeWithKafka, eventually, FakeClock, startService, type TestService, topicPrefix } from '#testing';
import { childWelfare } from '../service.js';

const SOURCE = 'urn:example:mo:ccwis';
const PARTNERS = JSON.stringify({ [SOURCE]: { agency: 'US-MO', state: 'MO', county: 'MO county 5' } });
const operator = { role: 'operator', agency: null };
const officer = { role: 'compliance-officer', agency: 'US-MO' };

describeWithKafka('what waits of a child whose personal data is erased', brokers => {
  const prefix = topicPrefix();
  const kafka = new Kafka({ clientId: 'a-state-system', brokers: brokers.split(','), logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: `${prefix}reader`, maxWaitTimeInMs: 100 });
  const receipts: ReceiptData[] = [];
  const letters: { readonly headers: Readonly<Record<string, string>>; readonly text: string | null }[] = [];
  let producer: Producer;
  let service: TestService;
  const send = async (name: string, child: string, data: object) => {
    const id = randomUUID();
    const event = { specversion: '1.0', id, source: SOURCE, type: `partner.child-welfare.${name}.v1`, partitionkey: child, data };
    await producer.send({ topic: prefix + INBOUND.name, messages: [{ key: child, value: JSON.stringify(event) }] });
    return id;
  };
  const last = async (id: string, status: string) => {
    await eventually(() => receipts.findLast(({ messageId }) => messageId === id)?.status === status);
    return receipts.findLast(({ messageId }) => messageId === id)!;
  };

  beforeAll(async () => {
    const settings = readKafkaSettings({ KAFKA_BROKERS: brokers, KAFKA_TOPIC_PREFIX: prefix, KAFKA_PARTNERS: PARTNERS });
    service = await startService(childWelfare, new FakeClock(), settings);
    producer = kafka.producer();
    await producer.connect();
    await consumer.connect();
    const topics = [RECEIPTS.name, INBOUND_DEAD_LETTERS.name].map(name => prefix + name);
    await eventually(() => consumer.subscribe({ topics, fromBeginning: true }).then(() => true, () => false));
    await consumer.run({
      eachMessage: async ({ topic, message: { value, headers = {} } }) => {
        if (topic === prefix + RECEIPTS.name) receipts.push(JSON.parse(String(value)) as ReceiptData);
        else letters.push({ headers: Object.fromEntries(Object.entries(headers).map(([name, bytes]) => [name, String(bytes)])), text: value && String(value) });
      },
    });
  });
  afterAll(async () => {
    await consumer.disconnect();
    await producer?.disconnect();
    await service?.stop();
  });

  it('cannot be read any more, is refused when its turn comes, and is kept nowhere', async () => {
    const [child, other] = [`mo-child-${randomUUID()}`, `mo-child-${randomUUID()}`];
    const { produced: [youth] } = await last(await send('youth-registered', child, { coverage: 'placed' }), 'accepted');
    await service.post(operator, '/operations/exchange/partners/pause', { source: SOURCE, reason: 'ticket 1' });
    const correction = { claims: { name: { value: 'Example Specimen', source: 'agency-record', learnedAt: '2025-03-01T10:00:00Z' } } };
    const [waiting, others] = [await send('youth-corrected', child, correction), await send('youth-registered', other, { coverage: 'placed' })];
    await Promise.all([waiting, others].map(id => last(id, 'parked')));
    const { dataSource, keyRing } = service.open;
    const sealed = async (id: string) => (await dataSource.query('select sealed from inbound_parked where message_id = $1', [id]))[0] as { sealed: string };
    const [own, anothers] = [await sealed(waiting), await sealed(others)];

    expect((await service.post(officer, `/youths/${youth!.id}/erasure`, { authority: 'court-order' })).status).toBe(200);
    await eventually(async () => 'erased' in (await keyRing.open([own]))[0]!);
    expect((await keyRing.open([anothers]))[0]).toHaveProperty('clear');

    await service.post(operator, '/operations/exchange/partners/resume', { source: SOURCE });
    expect((await last(waiting, 'rejected')).rejection).toMatchObject({ code: 'personal-data-erased' });
    await last(others, 'accepted');
    expect((await last(await send('youth-corrected', child, correction), 'rejected')).rejection).toMatchObject({ code: 'personal-data-erased' });
    const malformed = await send('youth-corrected', child, { ...correction, coverage: 'no such thing' });
    expect((await last(malformed, 'rejected')).rejection).toMatchObject({ code: 'schema-violation' });
    await eventually(() => letters.length === 2);
    expect(letters).toEqual(['personal-data-erased', 'schema-violation'].map(code =>
      ({ headers: expect.objectContaining({ 'sh-reason-code': code, 'sh-value-left-out': 'erased' }), text: null })));
  });
});
