import { Kafka, logLevel } from 'kafkajs';
import { describeWithKafka, topicPrefix } from '#testing';

describeWithKafka('the broker of a test run', brokers => {
  const prefix = topicPrefix();
  const topic = `${prefix}round-trip`;
  const client = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING });
  const admin = client.admin();
  beforeAll(() => admin.connect());
  afterAll(() => admin.disconnect());

  it('makes no topic by itself', async () => {
    const producer = client.producer({ allowAutoTopicCreation: true, retry: { retries: 0 } });
    await producer.connect();
    await expect(producer.send({ topic: `${prefix}nobody-made-this`, messages: [{ value: 'x' }] })).rejects.toThrow('does not host this topic-partition');
    await producer.disconnect();
  });

  it('takes a message of 2 MB and gives it back', async () => {
    const value = Buffer.alloc(2 * 1024 * 1024, 'x');
    await admin.createTopics({ topics: [{ topic, numPartitions: 2 }], waitForLeaders: true });
    const producer = client.producer({ idempotent: true });
    await producer.connect();
    await producer.send({ topic, acks: -1, messages: [{ key: 'one', value }] });
    await producer.disconnect();

    const consumer = client.consumer({ groupId: `${prefix}group` });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    const received = await new Promise<Buffer | null>(resolve =>
      void consumer.run({ eachMessage: async ({ message }) => resolve(message.value) }));
    await consumer.disconnect();
    expect(received?.equals(value)).toBe(true);
  });
});
