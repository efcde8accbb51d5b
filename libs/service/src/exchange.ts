import type { INestApplicationContext } from '@nestjs/common';
import { Ingester, kafkaClient, Producer, publisher } from '#kafka';
import { ProcessRunner } from '#projections';
import type { Dependencies } from './dependencies.js';
import { logger } from './process-life.js';
import type { Exchange, Service, Sweep } from './service.js';

const topicsOf = ({ inbound }: Exchange) => (inbound ? [inbound.topic, inbound.deadLetters, inbound.receipts] : []);

/** What a worker does with Kafka: takes in, publishes. Nothing, and one line that says so, where Kafka is not configured. */
export const exchangeOf = (service: Service, app: INestApplicationContext, open: Dependencies): { parts: readonly Sweep[]; close(): Promise<void> } => {
  const { exchange } = service;
  const { kafka: settings, client, dataSource } = open;
  if (!exchange || !settings) {
    if (exchange) logger.log('partner exchange is off: set KAFKA_BROKERS=host:port (npm run kafka starts a broker)');
    return { parts: [], close: async () => undefined };
  }
  const log = (line: string) => logger.warn(line);
  if (exchange.inbound && settings.partners.size === 0) log('KAFKA_PARTNERS is not set: every message is refused, unknown-source');
  const kafka = kafkaClient(settings, log);
  const outbound = exchange.outbound?.(app) ?? [];
  const producer = new Producer(kafka, settings, [...topicsOf(exchange), ...outbound.flatMap(({ topics }) => topics)]);
  producer.open();
  const { inbound } = exchange;
  return {
    parts: [
      ...(inbound ? [new Ingester({ ...open, settings, kafka, producer, inbound, handler: inbound.handler(app), log })] : []),
      ...outbound.map(one => new ProcessRunner({ client, dataSource, process: publisher({ producer, outbound: one }) })),
    ],
    close: () => producer.close(),
  };
};
