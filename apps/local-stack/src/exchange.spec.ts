import { readExchange } from './exchange.js';

describe('partner exchange of the local stack', () => {
  it('is off without a broker, and says how to turn it on', () => {
    const { env, line } = readExchange({ PATH: '/bin', KAFKA_PARTNERS: '{}' });
    expect(env).toEqual({});
    expect(line).toBe('Partner exchange is off. To turn it on: "npm run kafka" in another terminal, then "KAFKA_BROKERS=127.0.0.1:9092 npm start".');
  });

  it('hears the sender of the examples unless told otherwise', () => {
    const { env, line } = readExchange({ PATH: '/bin', KAFKA_BROKERS: '127.0.0.1:9092', KAFKA_CLIENT_ID: 'mine' });
    expect(env).toEqual({
      KAFKA_BROKERS: '127.0.0.1:9092', KAFKA_CLIENT_ID: 'mine', KAFKA_PARTNERS: '{"urn:example:mo:ccwis":{"agency":"US-MO","state":"MO"}}',
    });
    expect(line).toBe('Partner exchange is on: Kafka at 127.0.0.1:9092, messages taken from urn:example:mo:ccwis');
  });

  it('hears the partners that are named', () => {
    const KAFKA_PARTNERS = '{"urn:example:ky:system":{"agency":"US-KY","state":"KY"}}';
    const { env, line } = readExchange({ KAFKA_BROKERS: 'one:9092,two:9092', KAFKA_PARTNERS });
    expect(env.KAFKA_PARTNERS).toBe(KAFKA_PARTNERS);
    expect(line).toBe('Partner exchange is on: Kafka at one:9092, two:9092, messages taken from urn:example:ky:system');
  });

  it('refuses settings that no service could use', () => {
    expect(() => readExchange({ KAFKA_BROKERS: 'nonsense' })).toThrow('KAFKA_BROKERS must be host:port');
  });
});
