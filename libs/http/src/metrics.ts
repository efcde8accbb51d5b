import type { NextFunction, Request, Response } from 'express';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** The process's measures: workers add gauges to it, `/metrics` shows it. */
export const metrics = new Registry();

const duration = new Histogram({
  name: 'http_request_duration_seconds', help: 'Time to answer, by route template',
  labelNames: ['method', 'route', 'status'], buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10], registers: [metrics],
});

/** Measures of Node itself: memory, event loop lag. Once per process. */
export const collectProcessMetrics = (): void => {
  if (!metrics.getSingleMetric('process_cpu_seconds_total')) collectDefaultMetrics({ register: metrics });
};

/** By template, never by address: an address names records, and there is no end of them. */
export const measureRequest = (request: Request, response: Response, next: NextFunction): void => {
  const stop = duration.startTimer();
  response.once('finish', () => {
    const { route } = request as { route?: { path?: unknown } };
    stop({ method: request.method, route: String(route?.path ?? 'none'), status: response.statusCode });
  });
  next();
};
