import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { javaProgram, kafkaJars } from '#embedded-kafka';
import { describeWithKafka, eventually, freshDatabase, topicPrefix } from '#testing';
import { inbound, messageOf, openExchange, settingsFor, type Exchange } from './spec-kit.js';

/** kafkajs cannot send a header without a value; other clients can. */
const sendFromJava = async (brokers: string, topic: string, lines: readonly string[]) => {
  const child = spawn(javaProgram(), [
    '-Xmx128m', '-cp', join(await kafkaJars({}), '*'), 'org.apache.kafka.tools.ConsoleProducer', '--bootstrap-server', brokers, '--topic', topic,
    ...['parse.key=true', 'parse.headers=true', 'null.marker=NONE'].flatMap(property => ['--property', property]),
  ], { stdio: ['pipe', 'ignore', 'inherit'] });
  child.stdin.end(`${lines.join('\n')}\n`);
  expect((await once(child, 'exit'))[0]).toBe(0);
};

describeWithKafka('headers that say nothing', brokers => {
  let exchange: Exchange;
  afterEach(() => exchange?.close());

  it('harm no message, nor those that come after it in the partition: each is answered once', async () => {
    exchange = await openExchange(settingsFor(brokers, topicPrefix()), await freshDatabase(), await freshDatabase());
    const receipts = await exchange.read(inbound.receipts.name);
    const letters = await exchange.read(inbound.deadLetters.name);
    const sent = [
      { headers: 'content-type:NONE', status: 'accepted' }, { headers: 'ce_id:NONE', status: 'accepted' }, { headers: 'traceparent:NONE', status: 'accepted' },
      { headers: 'traceparent:NONE', status: 'rejected', data: {} }, { headers: 'constructor:x,__proto__:x', status: 'rejected', data: {} },
      { headers: 'constructor:x', status: 'parked', key: 'broken' }, { headers: 'constructor:x', status: 'accepted' },
    ].map((each, n) => ({ id: randomUUID(), key: `child-${n}`, ...each }));
    await sendFromJava(brokers, `${exchange.settings.prefix}${inbound.topic.name}`, sent.map(({ headers, id, key, data }) =>
      `${headers}\t${key}\t${messageOf({ id, key, data }).value.toString()}`));
    exchange.effects.fails = ({ child }) => (child === 'broken' ? new Error('x') : undefined);
    exchange.ingest();
    const later = Array.from({ length: 9 }, (_, n) => ({ id: randomUUID(), key: `later-${n}`, status: 'accepted' }));
    await exchange.send(...later);
    const all = [...sent, ...later];
    await eventually(() => receipts.length >= all.length && letters.length === 2);
    const answered = (id: string) => receipts.filter(({ json }) => json.messageId === id).map(({ json }) => json.status);
    expect(all.map(({ id }) => answered(id))).toEqual(all.map(({ status }) => [status]));
  }, 60_000);
});
