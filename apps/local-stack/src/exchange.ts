import { readKafkaSettings } from '#kafka';

/** Whom the stack hears unless KAFKA_PARTNERS names others: the sender of the examples. */
const EXAMPLE_PARTNERS = { 'urn:example:mo:ccwis': { agency: 'US-MO', state: 'MO' } };

export type Exchange = {
  /** The KAFKA_… variables for the services; none where the exchange is off. */
  env: NodeJS.ProcessEnv;
  /** Whether it is on, and how to turn it on. */
  line: string;
};

/** Throws, before anything is started, for KAFKA_… variables that no service could use. */
export const readExchange = (env: NodeJS.ProcessEnv): Exchange => {
  const given = Object.fromEntries(Object.entries(env).filter(([name]) => name.startsWith('KAFKA_')));
  const exchange = { ...given, KAFKA_PARTNERS: env.KAFKA_PARTNERS || JSON.stringify(EXAMPLE_PARTNERS) };
  const settings = readKafkaSettings(exchange);
  if (!settings) {
    const line = 'Partner exchange is off. To turn it on: "npm run kafka" in another terminal, then "KAFKA_BROKERS=127.0.0.1:9092 npm start".';
    return { env: {}, line };
  }
  const line = `Partner exchange is on: Kafka at ${settings.brokers.join(', ')}, messages taken from ${[...settings.partners.keys()].join(', ')}`;
  return { env: exchange, line };
};
