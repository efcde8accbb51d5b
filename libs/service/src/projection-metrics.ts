import { Gauge } from 'prom-client';
import { metrics } from '#http';
import type { ProjectionReader } from '#projections';

type Status = Awaited<ReturnType<ProjectionReader['status']>>;

/** Lag, parked events and health of the service's projections and processes, read when `/metrics` is: once for all of them. */
export const measureProjections = (reader: ProjectionReader): void => {
  if (metrics.getSingleMetric('projection_lag_events')) return;
  let reading: Promise<Status> | undefined;
  const status = () => reading ??= reader.status().finally(() => (reading = undefined));
  const gauge = (name: string, help: string, valueOf: (one: Status[number]) => number | null) => new Gauge({
    name, help, labelNames: ['name', 'version'], registers: [metrics],
    async collect() {
      const found = await status();
      this.reset();
      for (const one of found) {
        const value = valueOf(one);
        if (value !== null) this.set({ name: one.name, version: String(one.version) }, value);
      }
    },
  });
  gauge('projection_lag_events', 'Events not yet dealt with; 1000 is at least so many', ({ lag }) => lag);
  gauge('projection_parked_events', 'Events that wait for a fix', ({ parked }) => parked);
  gauge('projection_dead', '1 when no worker has it', ({ health }) => (health === 'dead' ? 1 : 0));
};
