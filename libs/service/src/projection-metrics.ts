import { Gauge } from 'prom-client';
import { metrics } from '#http';
import type { ProjectionReader } from '#projections';

/** Lag, parked events and health of the service's projections and processes, read when `/metrics` is. */
export const measureProjections = (reader: ProjectionReader): void => {
  if (metrics.getSingleMetric('projection_lag_events')) return;
  const labelNames = ['name', 'version'];
  const parked = new Gauge({ name: 'projection_parked_events', help: 'Events that wait for a fix', labelNames, registers: [metrics] });
  const dead = new Gauge({ name: 'projection_dead', help: '1 when no worker has it', labelNames, registers: [metrics] });
  new Gauge({
    name: 'projection_lag_events', help: 'Events not yet dealt with; 1000 is at least so many', labelNames, registers: [metrics],
    async collect() {
      for (const one of await reader.status()) {
        const labels = { name: one.name, version: String(one.version) };
        if (one.lag !== null) this.set(labels, one.lag);
        parked.set(labels, one.parked);
        dead.set(labels, one.health === 'dead' ? 1 : 0);
      }
    },
  });
};
