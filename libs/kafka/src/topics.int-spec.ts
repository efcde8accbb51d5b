import { randomUUID } from 'node:crypto';
import { Kafka as CloudEvents, type CloudEvent } from 'cloudevents';
import { ConfigResourceTypes, Kafka, logLevel } from 'kafkajs';
import { ledgerVerdict, outboundMessages, RECEIPTS, topicConfiguration, type LedgerVerdict } from '#contracts';
import { instant, type Recorded } from '#kernel';
import { describeWithKafka, eventually, freshDatabase, topicPrefix } from '#testing';
import { inbound, openExchange, readTopic, settingsFor } from './spec-kit.js';
import { createTopics, kafkaClient, Producer, publishedEventsOf, publisher, type Outgoing } from './index.js';

describeWithKafka('topics', brokers => {
  const outside = new Kafka({ clientId: 'partner', brokers: brokers.split(','), logLevel: logLevel.NOTHING });

  it('are made with all that the contract states', async () => {
    const settings = settingsFor(brokers, topicPrefix());
    await createTopics(kafkaClient(settings, () => undefined), settings, [RECEIPTS]);
    const admin = outside.admin();
    await admin.connect();
    const wanted = topicConfiguration(RECEIPTS);
    const { resources: [topic] } = await admin.describeConfigs({
      includeSynonyms: false, resources: [{ type: ConfigResourceTypes.TOPIC, name: settings.prefix + RECEIPTS.name, configNames: Object.keys(wanted) }],
    });
    await admin.disconnect();
    expect(Object.fromEntries(topic!.configEntries.map(({ configName, configValue }) => [configName, configValue])))
      .toEqual(Object.fromEntries(Object.entries(wanted).map(([name, value]) => [name, String(value)])));
    expect(wanted).toMatchObject({ 'cleanup.policy': 'delete', 'segment.ms': 86_400_000, 'message.timestamp.type': 'LogAppendTime' });
  });

  it('that exist otherwise are named once, each setting with what is wanted', async () => {
    const settings = settingsFor(brokers, topicPrefix());
    const name = settings.prefix + inbound.topic.name;
    const admin = outside.admin();
    await admin.connect();
    const configEntries = [{ name: 'compression.type', value: 'producer' }, { name: 'retention.ms', value: '60000' }, { name: 'cleanup.policy', value: 'compact' }];
    await admin.createTopics({ waitForLeaders: true, topics: [{ topic: name, numPartitions: 3, configEntries }] });
    await admin.disconnect();
    const exchange = await openExchange(settings, await freshDatabase(), await freshDatabase());
    for (let time = 0; time < 2; time++) {
      const ingester = exchange.ingest();
      await exchange.send({ id: `session-${time}` });
      await eventually(() => exchange.effects.done.size === time + 1);
      await ingester.stop();
    }
    const lines = exchange.lines.filter(line => line.includes(' wanted '));
    await exchange.close();
    expect([...new Set(lines)]).toEqual([
      `exchange: topic ${name} has compression.type=producer, wanted compression.type=uncompressed: messages in snappy, lz4 or zstd stop the intake`,
      expect.stringContaining(`topic ${name} has retention.ms=60000, wanted retention.ms=3600000: `),
      expect.stringContaining(`topic ${name} has cleanup.policy=compact, wanted cleanup.policy=delete: `),
      expect.stringContaining(`topic ${name} has message.timestamp.type=CreateTime, wanted message.timestamp.type=LogAppendTime: `),
    ]);
    expect(lines).toHaveLength(8); // once in each worker's life
  });

  it('of duties and of verdicts carry CloudEvents that any client reads, without anybody\'s text', async () => {
    const settings = settingsFor(brokers, topicPrefix());
    const kafka = kafkaClient(settings, () => undefined);
    const waived = outboundMessages.get('DutyWaived')!;
    const producer = new Producer(kafka, settings, [waived.topic, ledgerVerdict.topic]);
    const [dutyId, youthId, subjectId] = [randomUUID(), randomUUID(), randomUUID()];
    const now = instant('2026-03-02T17:05:00Z');
    const about = { dutyId, youthId, subjectKind: 'missing-episode', subjectId, ruleId: 'C2' } as const;
    const event = {
      type: 'DutyWaived', id: randomUUID(), stream: 'compliance.duty-1', position: 7n, revision: 1n, metadata: { occurredAt: now, recordedAt: now },
      data: { ...about, authority: 'Order on Example Person', reason: 'court-order', waivedAt: now },
    } as unknown as Recorded;
    const data: LedgerVerdict = {
      ...about, agency: 'US-MO', state: 'MO', county: 'MO county 5', recipient: 'police', clockStart: now, deadline: now, verdict: 'not-required', reason: 'waived',
      recordedLate: false, madeAt: null, reportId: null, flags: [], asOf: now, position: '7',
    };
    const verdict: Outgoing = { message: ledgerVerdict, id: randomUUID(), subject: dutyId, time: now, key: youthId, data };
    const verdicts = { name: 'verdict-publisher', eventTypes: ['DutyWaived'], topics: [ledgerVerdict.topic], messagesOf: () => [verdict] };
    for (const outbound of [publishedEventsOf('compliance'), verdicts]) await publisher({ producer, outbound }).handle(event);

    for (const [{ topic, type, dataschema }, sent] of [[waived, { ...event.data as object, authority: 'not-shared' }], [ledgerVerdict, data]] as const) {
      const reader = await readTopic(outside, settings.prefix + topic.name);
      const [message] = await eventually(() => reader.messages, messages => expect(messages).toHaveLength(1));
      await reader.stop();
      const read = CloudEvents.toEvent({ ...message!, value: message!.text, body: message!.text, timestamp: '0' } as never) as CloudEvent<unknown>;
      expect(read.validate()).toBe(true);
      expect(read).toMatchObject({ type, dataschema, source: 'urn:safe-harbor:compliance', subject: dutyId, partitionkey: youthId, data: sent });
      expect(message!.key).toBe(youthId);
    }
    await producer.close();
  });
});
