import { Counter, Gauge } from 'prom-client';
import type { DataSource } from 'typeorm';
import { metrics } from '#http';
import { exchangeStatus, parkedCount, type ConsumerLag } from '#kafka';

/** What partners sent, what waits and how far behind we are, read when `/metrics` is. */
export const measureExchange = (dataSource: DataSource, consumerLag: ConsumerLag): void => {
  if (metrics.getSingleMetric('exchange_parked')) return;
  const registers = [metrics];
  new Gauge({
    name: 'exchange_parked', help: 'Messages that wait for a fix or for a paused partner', registers,
    async collect() {
      this.set(await parkedCount(dataSource));
    },
  });
  new Gauge({
    name: 'exchange_consumer_lag', help: 'Messages not yet answered; absent while Kafka does not answer', labelNames: ['partition'], registers,
    async collect() {
      const partitions = (await consumerLag.read()) ?? [];
      this.reset();
      for (const { partition, lag } of partitions) this.set({ partition: String(partition) }, lag);
    },
  });
  new Counter({
    name: 'exchange_messages_total', help: 'Messages answered, by outcome and code', labelNames: ['outcome', 'code'], registers,
    async collect() {
      const { outcomes } = await exchangeStatus(dataSource);
      this.reset();
      for (const { outcome, code, messages } of outcomes) this.inc({ outcome, code }, messages);
    },
  });
};
