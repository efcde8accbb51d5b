import { Kafka, logLevel, type LogEntry } from 'kafkajs';
import type { KafkaSettings } from './settings.js';

const NAME = /KafkaJS\w{1,40}/;

/** kafkajs quotes hosts and whatever a broker said; its namespace and the error's name tell enough, and no secret. */
const line = ({ namespace, log }: LogEntry): string =>
  `kafka ${namespace || 'client'}: ${NAME.exec(`${log.name ?? ''} ${log.error ?? ''} ${log.message}`)?.[0] ?? 'error'}`;

const CONNECT_WITHIN_MS = 3_000;
const ANSWER_WITHIN_MS = 20_000;

/** A client whose log lines hold names only; and each only once until another comes. */
export const kafkaClient = (settings: KafkaSettings, log: (line: string) => void): Kafka => {
  let last = '';
  const tell = (entry: LogEntry) => {
    const text = line(entry);
    if (text !== last) log(text);
    last = text;
  };
  return new Kafka({
    clientId: settings.clientId, brokers: [...settings.brokers], ssl: settings.ssl, sasl: settings.sasl,
    connectionTimeout: CONNECT_WITHIN_MS, requestTimeout: ANSWER_WITHIN_MS,
    retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries: 5 },
    logLevel: logLevel.ERROR, logCreator: () => tell,
  });
};
