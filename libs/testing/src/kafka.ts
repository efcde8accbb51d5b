import { randomUUID } from 'node:crypto';

/**
 * A `describe` that needs a real broker: `body` gets its address as KAFKA_BROKERS takes it. Where the test run found none, the specs in
 * it are skipped; why is said once, before the first spec. The broker is shared: every topic and group takes a `topicPrefix()`.
 */
export const describeWithKafka = (name: string, body: (brokers: string) => void): void => {
  const brokers = process.env.TEST_KAFKA_BROKERS;
  if (brokers) describe(name, () => body(brokers));
  else describe.skip(name, () => body(''));
};

/** What a spec puts before its topics and groups (KAFKA_TOPIC_PREFIX), so that it meets nobody else's. */
export const topicPrefix = (): string => `test-${randomUUID().slice(0, 8)}.`;
