import { readFileSync } from 'node:fs';
import type { KafkaConfig, SASLOptions } from 'kafkajs';
import { readPartners, type Partner } from './partners.js';

/** How to reach Kafka, and who may send. */
export type KafkaSettings = {
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly ssl: KafkaConfig['ssl'];
  readonly sasl: SASLOptions | undefined;
  readonly partners: ReadonlyMap<string, Partner>;
  readonly createTopics: boolean;
  /** Before every topic's and group's name: lets several stacks share one cluster. */
  readonly prefix: string;
};

type Source = Readonly<Record<string, string | undefined>>;

const MECHANISMS = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;
const BROKER = /^[\w.-]+:\d{1,5}$|^\[[\da-fA-F:]+\]:\d{1,5}$/;

const file = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new Error('names a file that cannot be read');
  }
};

const flag = (value: string): boolean => {
  if (value !== 'true' && value !== 'false') throw new Error('must be true or false');
  return value === 'true';
};

/**
 * Reads the `KAFKA_…` variables; `undefined` when KAFKA_BROKERS is not set: the exchange is off.
 * Throws one message that names every variable that is wrong, and the fix; never its value.
 */
export const readKafkaSettings = (source: Source): KafkaSettings | undefined => {
  if (!source.KAFKA_BROKERS) return undefined;
  const wrong: string[] = [];
  const take = <T>(name: string, reader: (value: string) => T, fallback: T): T => {
    const value = source[name];
    if (value === undefined || value === '') return fallback;
    try {
      return reader(value);
    } catch (error) {
      wrong.push(`${name} ${(error as Error).message}`);
      return fallback;
    }
  };
  const brokers = take('KAFKA_BROKERS', value => {
    const list = value.split(',').map(one => one.trim()).filter(Boolean);
    if (list.length === 0 || !list.every(one => BROKER.test(one))) throw new Error('must be host:port, several separated by commas');
    return list;
  }, []);
  const tls = take('KAFKA_TLS', flag, false);
  const ca = take('KAFKA_TLS_CA_FILE', file, undefined);
  const cert = take('KAFKA_TLS_CERT_FILE', file, undefined);
  const key = take('KAFKA_TLS_KEY_FILE', file, undefined);
  if (Boolean(source.KAFKA_TLS_CERT_FILE) !== Boolean(source.KAFKA_TLS_KEY_FILE)) wrong.push('KAFKA_TLS_CERT_FILE and KAFKA_TLS_KEY_FILE must be set together');
  if (!tls && (ca ?? cert ?? key)) wrong.push('KAFKA_TLS must be true where certificates are given');
  const mechanism = take('KAFKA_SASL_MECHANISM', value => {
    const known = MECHANISMS.find(one => one === value.toLowerCase());
    if (!known) throw new Error(`must be one of ${MECHANISMS.join(', ')}`);
    return known;
  }, undefined);
  if (mechanism === 'plain' && !tls) {
    wrong.push('KAFKA_SASL_MECHANISM=plain would send the password in clear: set KAFKA_TLS=true, or use scram-sha-256 or scram-sha-512');
  }
  const { KAFKA_SASL_USERNAME: username = '', KAFKA_SASL_PASSWORD: password = '' } = source;
  if (source.KAFKA_SASL_MECHANISM ? !username || !password : username || password) {
    wrong.push('KAFKA_SASL_MECHANISM, KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD must be set together');
  }
  const settings: KafkaSettings = {
    brokers,
    clientId: take('KAFKA_CLIENT_ID', value => value, 'safe-harbor'),
    ssl: tls ? { ...(ca ? { ca: [ca] } : {}), ...(cert ? { cert } : {}), ...(key ? { key } : {}) } : undefined,
    sasl: mechanism && ({ mechanism, username, password } as SASLOptions),
    partners: take('KAFKA_PARTNERS', readPartners, new Map<string, Partner>()),
    createTopics: take('KAFKA_CREATE_TOPICS', flag, true),
    prefix: take('KAFKA_TOPIC_PREFIX', value => {
      if (!/^[\w.-]{1,60}$/.test(value)) throw new Error('must be letters, digits, dots, hyphens and underscores, at most 60');
      return value;
    }, ''),
  };
  if (wrong.length > 0) throw new Error(`The Kafka settings are not right:\n${wrong.map(line => `  ${line}`).join('\n')}`);
  return settings;
};
