import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readKafkaSettings } from './index.js';

const KAFKA_BROKERS = 'kafka-1:9092,kafka-2:9092';
let folder: string;
let files = 0;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'kafka-settings-'))));
afterEach(() => rmSync(folder, { recursive: true }));
const file = (text: string) => {
  const path = join(folder, String(++files));
  writeFileSync(path, text);
  return path;
};

describe('the Kafka settings', () => {
  it('are none without brokers: the exchange is off', () => expect(readKafkaSettings({ KAFKA_PARTNERS: 'nonsense' })).toBeUndefined());

  it('need nothing but brokers', () =>
    expect(readKafkaSettings({ KAFKA_BROKERS })).toEqual({
      brokers: ['kafka-1:9092', 'kafka-2:9092'], clientId: 'safe-harbor', ssl: undefined, sasl: undefined, partners: new Map(), createTopics: true, prefix: '',
    }));

  it('take TLS with a client certificate, SASL, partners and the rest', () => {
    const partners = JSON.stringify({ 'urn:a': { agency: 'US-MO', state: 'MO' }, 'urn:b': { agency: 'US-GA', state: 'GA', county: 'GA county 3' } });
    const settings = readKafkaSettings({
      KAFKA_BROKERS, KAFKA_TLS: 'true', KAFKA_TLS_CA_FILE: file('ca'), KAFKA_TLS_CERT_FILE: file('cert'), KAFKA_TLS_KEY_FILE: file('key'),
      KAFKA_SASL_MECHANISM: 'scram-sha-512', KAFKA_SASL_USERNAME: 'u', KAFKA_SASL_PASSWORD: 'p', KAFKA_PARTNERS: file(partners), KAFKA_CREATE_TOPICS: 'false',
      KAFKA_TOPIC_PREFIX: 'test.', KAFKA_CLIENT_ID: 'c',
    })!;
    expect(settings).toMatchObject({
      ssl: { ca: ['ca'], cert: 'cert', key: 'key' }, sasl: { mechanism: 'scram-sha-512', username: 'u', password: 'p' }, createTopics: false, prefix: 'test.', clientId: 'c',
    });
    expect([...settings.partners.values()]).toEqual([
      { source: 'urn:a', agency: 'US-MO', state: 'MO', county: null }, { source: 'urn:b', agency: 'US-GA', state: 'GA', county: 'GA county 3' },
    ]);
  });

  it('name every wrong variable at once, and no value', () => {
    const read = () => readKafkaSettings({
      KAFKA_BROKERS: 'secret-host', KAFKA_TLS: 'yes-secret', KAFKA_TLS_KEY_FILE: '/none/secret', KAFKA_SASL_MECHANISM: 'secret', KAFKA_PARTNERS: '{"secret":{}}',
      KAFKA_CREATE_TOPICS: 'secret', KAFKA_TOPIC_PREFIX: 'secret prefix',
    });
    for (const name of ['BROKERS', 'TLS', 'TLS_KEY_FILE', 'SASL_MECHANISM', 'PARTNERS', 'CREATE_TOPICS', 'TOPIC_PREFIX']) expect(read).toThrow(new RegExp(`KAFKA_${name}\\b`));
    expect(read).not.toThrow(/secret/);
  });

  it.each(['{', '[]', 'nowhere.json', '{"urn:a":{"agency":"US-MO"}}', '{"urn:a":null}', '{"urn:a":{"agency":"US-MO","state":"MO","county":7}}'])(
    'refuse partners given as %s', KAFKA_PARTNERS => expect(() => readKafkaSettings({ KAFKA_BROKERS, KAFKA_PARTNERS })).toThrow(/KAFKA_PARTNERS/));

  const login = { KAFKA_BROKERS, KAFKA_SASL_USERNAME: 'u', KAFKA_SASL_PASSWORD: 'p' };
  it.each(['SCRAM-SHA-512', 'Scram-Sha-512'])('take a mechanism in any case: %s', KAFKA_SASL_MECHANISM =>
    expect(readKafkaSettings({ ...login, KAFKA_SASL_MECHANISM })?.sasl).toMatchObject({ mechanism: 'scram-sha-512' }));

  it.each(['plain', 'PLAIN'])('send no password in clear: %s only over TLS', KAFKA_SASL_MECHANISM => {
    expect(() => readKafkaSettings({ ...login, KAFKA_SASL_MECHANISM })).toThrow(/KAFKA_SASL_MECHANISM=plain .* KAFKA_TLS=true/);
    expect(readKafkaSettings({ ...login, KAFKA_SASL_MECHANISM, KAFKA_TLS: 'true' })?.sasl).toMatchObject({ mechanism: 'plain' });
  });

  it('want a password with a user name', () =>
    expect(() => readKafkaSettings({ KAFKA_BROKERS, KAFKA_SASL_USERNAME: 'u' })).toThrow(/KAFKA_SASL_PASSWORD/));
});
