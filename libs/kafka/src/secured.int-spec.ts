import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { generate } from 'selfsigned';
import { javaProgram, kafkaJars, startKafka, type Kafka } from '#embedded-kafka';
import { freePort } from '#embedded-postgres';
import { describeWithKafka, eventually, freshDatabase, topicPrefix } from '#testing';
import { kafkaClient, readKafkaSettings } from './index.js';
import { inbound, openExchange, SOURCE } from './spec-kit.js';

const USER = 'safe-harbor';
const PASSWORD = 'a-password-of-the-broker';

describeWithKafka('a broker that wants TLS, a log-in, or a client certificate', () => {
  let folder: string;
  let server: Kafka;
  let ports: { readonly login: number; readonly certificate: number };
  const put = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  };
  const inFolder = (name: string) => join(folder, name);

  /** Two listeners besides the plain one: TLS with a log-in, and TLS with a client certificate. */
  const properties = (keyStore: string, trustStore: string) => (port: number, controllerPort: number) => ({
    'listeners': `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort},LOGIN://127.0.0.1:${ports.login},CERTIFICATE://127.0.0.1:${ports.certificate}`,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,LOGIN:SASL_SSL,CERTIFICATE:SSL',
    'ssl.keystore.type': 'PEM', 'ssl.keystore.location': keyStore, 'ssl.truststore.type': 'PEM', 'ssl.truststore.location': trustStore,
    'listener.name.certificate.ssl.client.auth': 'required',
    'sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
    'listener.name.login.plain.sasl.jaas.config': `org.apache.kafka.common.security.plain.PlainLoginModule required user_${USER}="${PASSWORD}";`,
    ...Object.fromEntries(['256', '512'].map(bits =>
      [`listener.name.login.scram-sha-${bits}.sasl.jaas.config`, 'org.apache.kafka.common.security.scram.ScramLoginModule required;'])),
  });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'safe-harbor-kafka-secured-'));
    const named = (name: string) => generate([{ name: 'commonName', value: name }], {
      algorithm: 'sha256', extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
    });
    const [broker, client, stranger] = await Promise.all(['127.0.0.1', USER, 'stranger'].map(named));
    put('broker-ca.pem', broker!.cert);
    put('client-cert.pem', client!.cert);
    put('client-key.pem', client!.private);
    put('stranger-cert.pem', stranger!.cert);
    put('stranger-key.pem', stranger!.private);
    ports = { login: await freePort(), certificate: await freePort() };
    server = await startKafka({ folder: inFolder('kafka'), properties: properties(put('broker.pem', `${broker!.private}\n${broker!.cert}`), inFolder('client-cert.pem')) });
    const jars = join(await kafkaJars({}), '*');
    for (const mechanism of ['SCRAM-SHA-256', 'SCRAM-SHA-512']) { // one at a time: Kafka takes no two of one user at once
      await promisify(execFile)(javaProgram(), ['-cp', jars, 'kafka.admin.ConfigCommand', '--bootstrap-server', server.brokers,
        '--alter', '--add-config', `${mechanism}=[password=${PASSWORD}]`, '--entity-type', 'users', '--entity-name', USER]);
    }
  }, 180_000);
  afterAll(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const settingsOf = (port: number, more: Readonly<Record<string, string>>) => readKafkaSettings({
    KAFKA_BROKERS: `127.0.0.1:${port}`, KAFKA_TLS: 'true', KAFKA_TLS_CA_FILE: inFolder('broker-ca.pem'), KAFKA_TOPIC_PREFIX: topicPrefix(),
    KAFKA_PARTNERS: JSON.stringify({ [SOURCE]: { agency: 'US-MO', state: 'MO' } }), ...more,
  })!;
  const login = (mechanism: string, more: Readonly<Record<string, string>> = {}) =>
    settingsOf(ports.login, { KAFKA_SASL_MECHANISM: mechanism, KAFKA_SASL_USERNAME: USER, KAFKA_SASL_PASSWORD: PASSWORD, ...more });
  const certificate = (who: string) =>
    settingsOf(ports.certificate, { KAFKA_TLS_CERT_FILE: inFolder(`${who}-cert.pem`), KAFKA_TLS_KEY_FILE: inFolder(`${who}-key.pem`) });

  it.each([
    ['plain', () => login('plain')], ['scram-sha-256', () => login('scram-sha-256')], ['scram-sha-512', () => login('scram-sha-512')],
    ['a client certificate', () => certificate('client')],
  ])('lets us take messages and answer them: %s', async (_, settings) => {
    const exchange = await openExchange(settings(), await freshDatabase(), await freshDatabase(), [server.brokers]);
    try {
      exchange.ingest();
      const receipts = await exchange.read(inbound.receipts.name);
      await exchange.send({ id: 'one' }, { id: 'two', n: 1 });
      await eventually(() => receipts.length === 2);
      expect(receipts.map(({ json }) => [json.messageId, json.status])).toEqual([['one', 'accepted'], ['two', 'accepted']]);
    } finally {
      await exchange.close();
    }
  });

  it.each([
    ['a wrong password', () => login('scram-sha-512', { KAFKA_SASL_PASSWORD: 'wrong-one' })],
    ['a broker of another authority', () => login('plain', { KAFKA_TLS_CA_FILE: inFolder('client-cert.pem') })],
    ['no TLS', () => ({ ...login('plain'), ssl: undefined })],
    ['a client certificate of another authority', () => certificate('stranger')],
    ['no client certificate', () => settingsOf(ports.certificate, {})],
  ])('is not spoken to with %s, and the log tells no secret', async (_, settings) => {
    const lines: string[] = [];
    const admin = kafkaClient({ ...settings() }, line => void lines.push(line)).admin({ retry: { retries: 0 } });
    const met = admin.connect().then(() => admin.listTopics());
    await expect(met).rejects.toThrow();
    await admin.disconnect();
    expect(lines.join()).not.toMatch(new RegExp(`${PASSWORD}|wrong-one|${USER}|127\\.0\\.0\\.1`));
  });
});
