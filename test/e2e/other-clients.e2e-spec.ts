import { jest } from '@jest/globals';
import { execFile, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Kafka as KafkaBinding, type CloudEvent } from 'cloudevents';
import { Kafka, logLevel } from 'kafkajs';
import { childWelfare } from '../../apps/child-welfare/src/service.js';
import { INBOUND, outboundTopic, RECEIPTS, type ReceiptData } from '#contracts';
import { javaProgram, kafkaJars, missingForKafka } from '#embedded-kafka';
import { createTopics, readKafkaSettings } from '#kafka';
import { describeWithKafka, FakeClock, startService, topicPrefix, type TestService } from '#testing';

type Example = { readonly id: string; readonly partitionkey: string };
/** A message as a client printed it: headers, key and value apart by tabs. */
type Printed = { readonly headers: Readonly<Record<string, string>>; readonly key: string; readonly value: string };
type Client = {
  readonly name: string; readonly missing: boolean;
  send(brokers: string, topic: string, files: readonly string[]): Promise<unknown>;
  /** So many messages of the topic, from its beginning. */
  read(brokers: string, topic: string, count: number): Promise<readonly Printed[]>;
};

const FOLDER = join(process.cwd(), 'libs/contracts/examples/inbound');
const FILES = readdirSync(FOLDER).sort().map(name => join(FOLDER, name));
const EPISODES = outboundTopic('child-welfare', 'missing-episode', '').name;
const PARTNERS = JSON.stringify({ 'urn:example:mo:ccwis': { agency: 'US-MO', state: 'MO' } });
const STRUCTURED = 'application/cloudevents+json';
const EPISODE_EVENTS = 10; // of the examples: three children missing, five reports, two located
const WITHIN_MS = 60_000;

const exampleOf = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Example;
const run = (program: string, args: readonly string[], input = '') => {
  const running = promisify(execFile)(program, args, { timeout: WITHIN_MS, maxBuffer: 16 * 1024 * 1024 });
  running.child.stdin!.end(input);
  return running.then(({ stdout }) => stdout);
};

const printed = (equals: string) => (line: string): Printed => {
  const [headers = '', key = '', value = ''] = line.split('\t');
  const pairs = headers.split(',').map(pair => [pair.slice(0, pair.indexOf(equals)), pair.slice(pair.indexOf(equals) + 1)] as const);
  return { headers: Object.fromEntries(pairs), key, value };
};
const lines = (text: string) => text.split('\n').filter(line => line.includes('\t'));

const java = async (main: string, args: readonly string[], input?: string) =>
  run(javaProgram(), ['-Xmx128m', '-XX:+UseSerialGC', '-cp', join(await kafkaJars({}), '*'), `org.apache.kafka.tools.${main}`, ...args], input);

/** Kafka's own console clients: one line is one message. */
const javaClient: Client = {
  name: 'Kafka\'s Java client', missing: missingForKafka() !== undefined,
  send: (brokers, topic, files) =>
    java('ConsoleProducer', ['--bootstrap-server', brokers, '--topic', topic, '--property', 'parse.key=true', '--property', 'parse.headers=true'],
      files.map(exampleOf).map(each => `content-type:${STRUCTURED}\t${each.partitionkey}\t${JSON.stringify(each)}\n`).join('')),
  read: async (brokers, topic, count) =>
    lines(await java('consumer.ConsoleConsumer', [
      '--bootstrap-server', brokers, '--topic', topic, '--from-beginning', '--max-messages', String(count), '--timeout-ms', String(WITHIN_MS),
      '--property', 'print.key=true', '--property', 'print.headers=true',
    ])).map(printed(':')),
};

/** As the README has it: one file is one message. */
const kcat: Client = {
  name: 'kcat', missing: spawnSync('kcat', ['-V']).status !== 0,
  async send(brokers, topic, files) {
    for (const file of files) await run('kcat', ['-P', '-b', brokers, '-t', topic, '-H', `content-type=${STRUCTURED}`, '-k', exampleOf(file).partitionkey, file]);
  },
  async read(brokers, topic, count) {
    for (const end = performance.now() + WITHIN_MS; ;) {
      const found = lines(await run('kcat', ['-C', '-b', brokers, '-t', topic, '-o', 'beginning', '-e', '-q', '-f', '%h\t%k\t%s\n'])).map(printed('='));
      if (found.length >= count || performance.now() > end) return found;
    }
  },
};

jest.setTimeout(180_000);

describeWithKafka('a state system with another client than ours', brokers => {
  describe.each([javaClient, kcat])('$name', client => {
    const that = client.missing ? it.skip : it;
    const prefix = topicPrefix();
    let service: TestService | undefined;

    beforeAll(async () => {
      if (client.missing) return;
      const settings = readKafkaSettings({ KAFKA_BROKERS: brokers, KAFKA_TOPIC_PREFIX: prefix, KAFKA_PARTNERS: PARTNERS })!;
      await createTopics(new Kafka({ brokers: [...settings.brokers], logLevel: logLevel.NOTHING }), settings, [INBOUND, RECEIPTS]);
      service = await startService(childWelfare, new FakeClock(), settings);
    });
    afterAll(() => service?.stop());

    that('sends every example in its turn and reads that all are accepted', async () => {
      await client.send(brokers, prefix + INBOUND.name, FILES);
      const receipts = (await client.read(brokers, prefix + RECEIPTS.name, FILES.length)).map(({ value }) => JSON.parse(value) as ReceiptData);
      expect(receipts.filter(({ status, items = [] }) => status !== 'accepted' || items.some(item => item.status !== 'accepted'))).toEqual([]);
      expect(receipts.map(({ messageId }) => messageId).sort()).toEqual(FILES.map(file => exampleOf(file).id));
    });

    that('reads events of ours that are valid CloudEvents by their headers', async () => {
      const found = await client.read(brokers, prefix + EPISODES, EPISODE_EVENTS);
      expect(found.length).toBeGreaterThanOrEqual(EPISODE_EVENTS);
      for (const { headers, key, value } of found) {
        const message = { headers, key, value, body: value, timestamp: undefined };
        const event = KafkaBinding.toEvent(message) as CloudEvent<{ episodeId: string }>;
        expect(event.validate()).toBe(true);
        expect(headers).toMatchObject({ 'content-type': 'application/json', ce_specversion: '1.0', ce_partitionkey: key });
        expect(event).toMatchObject({
          specversion: '1.0', source: 'urn:safe-harbor:child-welfare', partitionkey: key, datacontenttype: 'application/json',
          subject: (JSON.parse(value) as { episodeId: string }).episodeId, type: expect.stringMatching(/^safe-harbor\.child-welfare\.\w+\.v1$/),
        });
      }
      expect(new Set(found.map(({ headers }) => headers.ce_id)).size).toBe(found.length);
      expect(new Set(found.map(({ headers }) => headers.ce_type!.split('.')[2]))).toEqual(new Set(['ChildReportedMissing', 'StateReportReceived', 'ChildLocated']));
    });
  });
});
