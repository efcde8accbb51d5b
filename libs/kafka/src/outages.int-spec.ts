import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startKafka } from '#embedded-kafka';
import { freePort } from '#embedded-postgres';
import { describeWithKafka, eventually, freshDatabase, topicPrefix } from '#testing';
import { inbound, openDatabase, openExchange, settingsFor, startProxy, type Exchange, type Sent } from './spec-kit.js';
import { kafkaClient } from './index.js';

const REJOINS_WITHIN_MS = 90_000; // after a restart of the broker: an old session, and sharing anew
const CHILDREN = ['a', 'b', 'c', 'd', 'e', 'f'];
const numbered = (from: number, to: number): Sent[] =>
  CHILDREN.flatMap(key => Array.from({ length: to - from }, (_, n) => ({ id: `${key}-${from + n}`, key, n: from + n })));
const upTo = (count: number) => Array.from({ length: count }, (_, n) => n);

describeWithKafka('while something is away', brokers => {
  let exchange: Exchange;
  const allDone = (count: number) => eventually(() => exchange.effects.done.size >= count * CHILDREN.length, Boolean, REJOINS_WITHIN_MS);
  const inOrder = (count: number) => {
    for (const child of CHILDREN) expect(exchange.effects.of(child)).toEqual(upTo(count));
  };
  const decided = async () => Number((await exchange.dataSource.query('select count(*) from inbound_message'))[0].count);
  afterEach(() => exchange?.close());

  it('loses, repeats and reorders nothing when the database goes for a while', async () => {
    const proxy = await startProxy(new URL(await freshDatabase()));
    exchange = await openExchange(settingsFor(brokers, topicPrefix()), proxy.url, await freshDatabase());
    exchange.ingest();
    await exchange.send(...numbered(0, 20));
    await eventually(() => exchange.effects.done.size > 10);
    proxy.cut();
    await exchange.send(...numbered(20, 40));
    const callsThen = exchange.effects.calls;
    await proxy.mend();
    await allDone(40);
    await eventually(async () => (await decided()) === 240);
    inOrder(40);
    expect(exchange.effects.calls).toBeGreaterThanOrEqual(callsThen);
    await exchange.close();
    exchange = undefined as unknown as Exchange;
    await proxy.stop();
  });

  it('goes on after the broker was restarted', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'safe-harbor-kafka-spec-'));
    let server = await startKafka({ folder });
    try {
      exchange = await openExchange(settingsFor(server.brokers, ''), await freshDatabase(), await freshDatabase());
      exchange.ingest();
      await exchange.send(...numbered(0, 20));
      await eventually(() => exchange.effects.done.size > 10);
      const { port } = server;
      await server.stop();
      server = await startKafka({ folder, port });
      await exchange.send(...numbered(20, 30));
      await allDone(30);
      inOrder(30);
      const receipts = await exchange.read(inbound.receipts.name);
      await eventually(() => new Set(receipts.map(({ json }) => json.messageId)).size === 180);
      await exchange.close();
      exchange = undefined as unknown as Exchange;
    } finally {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    }
  }, 180_000);

  it('starts and stops while no broker answers, and says so once', async () => {
    exchange = await openExchange(settingsFor(brokers, topicPrefix()), await freshDatabase(), await freshDatabase());
    const settings = { ...exchange.settings, brokers: [`127.0.0.1:${await freePort()}`] };
    const told: string[] = [];
    const log = (line: string) => void told.push(line);
    const ingester = exchange.ingest({ settings, kafka: kafkaClient(settings, log), log });
    await eventually(() => told.some(line => line.startsWith('exchange: KafkaJS')));
    const startedAt = performance.now();
    await ingester.stop();
    expect(performance.now() - startedAt).toBeLessThan(20_000);
    expect(told.filter(line => line.startsWith('exchange:')).length).toBe(1);
    expect(told.join()).not.toContain('127.0.0.1');
  });

  it('decides once and in order while workers come and go, and one of them does not know that it lost its partitions', async () => {
    const database = await freshDatabase();
    exchange = await openExchange(settingsFor(brokers, topicPrefix()), database, await freshDatabase());
    const own = await openDatabase(database);
    const admin = exchange.outside.admin();
    await admin.connect();
    const members = async () => {
      const { groups: [group] } = await admin.describeGroups([`${exchange.settings.prefix}${inbound.group}`]);
      return group!.state === 'Stable' ? group!.members.map(({ memberId }) => memberId) : [];
    };
    let asleep = true;
    let entered = 0;
    // its handler hangs in the middle of a message, as a process does that is stopped and continued
    const zombie = exchange.ingest({
      dataSource: own, rebalanceMs: 1_000,
      handler: async message => {
        entered++;
        while (asleep) await new Promise(resolve => setTimeout(resolve, 20));
        return exchange.effects.handler(message);
      },
    });
    await exchange.send(...numbered(0, 15));
    await eventually(() => entered > 0);
    const before = await members();
    const second = exchange.ingest({ rebalanceMs: 1_000 });
    await exchange.send(...numbered(15, 30));
    await eventually(async () => (await members()).length > 0 && !(await members()).includes(before[0]!));
    asleep = false;
    await exchange.send(...numbered(30, 45));
    await eventually(() => exchange.effects.done.size > 150);
    await second.stop();
    await exchange.send(...numbered(45, 50));
    await allDone(50);
    inOrder(50);
    await eventually(async () => (await decided()) >= 300); // written after its effect
    expect(await decided()).toBe(300);
    expect(exchange.effects.done.size).toBe(300);
    await zombie.stop();
    await own.destroy();
    await admin.disconnect();
  }, 180_000);

  it('goes on where a process that stands still holds children, once the database ended its session', async () => {
    const database = await freshDatabase();
    exchange = await openExchange(settingsFor(brokers, topicPrefix()), database, await freshDatabase());
    const frozen = await openDatabase(database, 1_000);
    let awake: () => void = () => undefined;
    const frost = new Promise<void>(resolve => (awake = resolve));
    let entered = 0;
    const first = exchange.ingest({
      dataSource: frozen, rebalanceMs: 1_000,
      handler: async message => {
        entered++;
        await frost;
        return exchange.effects.handler(message);
      },
    });
    await exchange.send(...numbered(0, 5));
    await eventually(() => entered > 0);
    exchange.ingest({ rebalanceMs: 1_000 });
    await allDone(5);
    inOrder(5);
    awake();
    await first.stop();
    await frozen.destroy();
    inOrder(5);
    expect(await decided()).toBe(30);
  });

  it('has no second effect when the topic is read again from its beginning', async () => {
    exchange = await openExchange(settingsFor(brokers, topicPrefix()), await freshDatabase(), await freshDatabase());
    const first = exchange.ingest();
    await exchange.send(...numbered(0, 5), { id: randomUUID(), data: {} });
    await allDone(5);
    const receipts = await exchange.read(inbound.receipts.name);
    const answered = () => new Set(receipts.map(({ headers }) => headers.ce_id)).size;
    await eventually(() => answered() === 31);
    const { calls } = exchange.effects;
    const admin = exchange.outside.admin();
    await admin.connect();
    const topic = `${exchange.settings.prefix}${inbound.topic.name}`;
    const groupId = `${exchange.settings.prefix}${inbound.group}`;
    const committed = async () => {
      const [found] = await admin.fetchOffsets({ groupId, topics: [topic] });
      return found!.partitions.reduce((sum, { offset }) => sum + Math.max(0, Number(offset)), 0);
    };
    await eventually(committed, offsets => offsets === 31);
    await first.stop();
    await admin.setOffsets({ groupId, topic, partitions: [0, 1, 2].map(partition => ({ partition, offset: '0' })) });
    const again = exchange.ingest();
    await eventually(() => receipts.length >= 62);
    expect(exchange.effects.calls).toBe(calls);
    expect(answered()).toBe(31);
    await again.stop();
    const letters = await admin.fetchTopicOffsets(`${exchange.settings.prefix}${inbound.deadLetters.name}`);
    expect(letters.reduce((sum, { offset }) => sum + Number(offset), 0)).toBe(1);
    await admin.disconnect();
  });

  it('holds a partition back while a store is away, and moves no offset over what is not done', async () => {
    exchange = await openExchange(settingsFor(brokers, topicPrefix()), await freshDatabase(), await freshDatabase());
    let away = true;
    exchange.effects.fails = ({ child }) => (away && child === 'a' ? Object.assign(new Error('14 UNAVAILABLE'), { code: 14 }) : undefined);
    const first = exchange.ingest();
    await exchange.send(...numbered(0, 3));
    await eventually(() => exchange.effects.done.size === 15);
    await first.stop();
    expect(exchange.effects.of('a')).toEqual([]);
    expect((await exchange.dataSource.query('select * from inbound_parked')).length).toBe(0);
    away = false;
    exchange.ingest();
    await allDone(3);
    inOrder(3);
  });
});
