import type { Kafka, ProducerBatch } from 'kafkajs';
import { isConnectionError } from '#projections';
import { settingsFor } from './spec-kit.js';
import { MessageTooLarge, Producer } from './producer.js';

const record = (value: string) => ({ topic: 't', key: 'k', value, headers: {} });
const kafkaError = (type?: string) => Object.assign(new Error('x'), { name: 'KafkaJSProtocolError', type });

/** A Kafka whose requests end as told. */
const kafkaThat = (answer: (values: string[]) => unknown) => {
  const requests: string[][] = [];
  let producers = 0;
  let underWay = 0;
  const producer = () => ({
    connect: async () => void producers++,
    disconnect: async () => undefined,
    async sendBatch({ topicMessages = [] }: ProducerBatch) {
      expect(++underWay).toBe(1);
      const values = topicMessages.flatMap(({ messages }) => messages.map(({ value }) => String(value)));
      await new Promise(resolve => setImmediate(resolve));
      underWay--;
      requests.push(values);
      const error = answer(values);
      if (error) throw error;
    },
  });
  return { kafka: { producer } as unknown as Kafka, requests, producers: () => producers };
};
const open = (kafka: Kafka) => new Producer(kafka, { ...settingsFor('', ''), createTopics: false }, []);

describe('the producer', () => {
  it('sends what comes while a request is under way together in the next one', async () => {
    const { kafka, requests } = kafkaThat(() => undefined);
    const producer = open(kafka);
    const first = producer.send(record('1'));
    await new Promise(resolve => setImmediate(resolve));
    await Promise.all([first, producer.send(record('2')), producer.send(record('3'))]);
    expect(requests).toEqual([['1'], ['2', '3']]);
  });

  it('does not use a producer again that failed', async () => {
    let fails = true;
    const { kafka, producers } = kafkaThat(() => (fails ? kafkaError() : undefined));
    const producer = open(kafka);
    const error = await producer.send(record('1')).catch((reason: unknown) => reason);
    expect(isConnectionError(error)).toBe(true);
    fails = false;
    await producer.send(record('1'));
    expect(producers()).toBe(2);
  });

  it('lets nobody suffer from another\'s message that is too large', async () => {
    const { kafka } = kafkaThat(values => (values.includes('huge') ? kafkaError('MESSAGE_TOO_LARGE') : undefined));
    const producer = open(kafka);
    const sent = await Promise.allSettled(['1', 'huge', '2'].map(value => producer.send(record(value))));
    expect(sent.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    const { reason } = sent[1] as PromiseRejectedResult;
    expect(reason).toBeInstanceOf(MessageTooLarge);
    expect(isConnectionError(reason)).toBe(false);
  });

  it('sends what is sent on hearing that another was too large, though nobody else sends', async () => {
    const { kafka, requests } = kafkaThat(values => (values.includes('huge') ? kafkaError('MESSAGE_TOO_LARGE') : undefined));
    const producer = open(kafka);
    await producer.send(record('huge')).catch(() => producer.send(record('small')));
    expect(requests).toEqual([['huge'], ['small']]);
  });

  it('splits what is more than a request should hold', async () => {
    const { kafka, requests } = kafkaThat(() => undefined);
    const producer = open(kafka);
    await Promise.all(Array.from({ length: 3 }, () => producer.send(record('x'.repeat(300_000)))));
    expect(requests.map(values => values.length)).toEqual([1, 1, 1]);
  });

  it('sends nothing once it is closed', async () => {
    const producer = open(kafkaThat(() => undefined).kafka);
    await producer.close();
    await expect(producer.send(record('1'))).rejects.toMatchObject({ name: 'KafkaJSConnectionClosedError' });
  });
});
