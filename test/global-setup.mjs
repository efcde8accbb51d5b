// One real PostgreSQL for a whole test run, every spec makes databases of its own in it; and one real Kafka where a spec asks for it.
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startKafka } from '../dist/libs/embedded-kafka/src/index.js';
import { removePostgres, startPostgres } from '../dist/libs/embedded-postgres/src/index.js';
import teardown from './global-teardown.mjs';

const withPostgres = async () => {
  if (process.env.TEST_POSTGRES_URL) return;
  const folder = mkdtempSync(join(tmpdir(), 'safe-harbor-test-'));
  globalThis.testPostgres = { folder, removePostgres, server: await startPostgres({ folder, durable: false }) };
  process.env.TEST_POSTGRES_URL = globalThis.testPostgres.server.url('postgres');
};

/** Unit runs and most single specs do without a broker: it starts only when a spec of this run names the helper that needs it. */
const kafkaWanted = ({ testPathPatterns }, { rootDir, testRegex }) =>
  ['apps', 'libs', 'test'].some(folder =>
    readdirSync(join(rootDir, folder), { recursive: true, withFileTypes: true }).some(entry => {
      const file = join(entry.parentPath, entry.name);
      return entry.isFile() && testRegex.some(pattern => new RegExp(pattern).test(file)) && testPathPatterns.toExecutor({ rootDir }).isMatch(file)
      && /describeWithKafka|TEST_KAFKA_BROKERS/.test(readFileSync(file, 'utf8'));
    }));

const withKafka = async () => {
  if (process.env.TEST_KAFKA_BROKERS) return;
  try {
    const folder = mkdtempSync(join(tmpdir(), 'safe-harbor-test-kafka-'));
    globalThis.testKafka = { folder };
    globalThis.testKafka.server = await startKafka({ folder, notice: console.error });
    process.env.TEST_KAFKA_BROKERS = globalThis.testKafka.server.brokers;
  } catch ({ message }) {
    if (process.env.REQUIRE_KAFKA === 'true') throw new Error(`The Kafka specs must run (REQUIRE_KAFKA is set), and cannot: ${message}`);
    console.error(`The Kafka specs are skipped: ${message.replaceAll('\n', ' ')}`);
  }
};

export default async (globalConfig, projectConfig) => {
  process.env.LOG_LEVEL = 'error';
  if (process.env.KAFKA_BROKERS) process.env.TEST_KAFKA_BROKERS = process.env.KAFKA_BROKERS;
  delete process.env.KAFKA_BROKERS; // for the specs only: a stack that one of them starts is told by the spec
  const started = await Promise.allSettled([withPostgres(), kafkaWanted(globalConfig, projectConfig) && withKafka()]);
  const failed = started.find(({ status }) => status === 'rejected');
  if (!failed) return;
  await teardown(); // jest does not call it then
  throw failed.reason;
};
