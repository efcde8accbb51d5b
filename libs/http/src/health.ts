import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Express } from 'express';
import { metrics } from './metrics.js';

/** By name; one that throws or takes longer than two seconds is failed. */
export type ReadinessChecks = Readonly<Record<string, () => Promise<unknown>>>;

const CHECK_WITHIN_MS = 2_000;

const passes = async (check: () => Promise<unknown>): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('late')), CHECK_WITHIN_MS);
  });
  try {
    await Promise.race([check(), late]);
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
};

/** `/health/live`, `/health/ready` and `/metrics`: open to everybody, telling nothing but names and states. */
export const mountHealth = (app: NestExpressApplication, checks: ReadinessChecks): void => {
  const http = app.getHttpAdapter().getInstance() as Express;
  http.get('/health/live', (_, response) => void response.json({ status: 'live' }));
  http.get('/health/ready', async (_, response) => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, (await passes(check)) ? 'ok' : 'failed'] as const));
    const ready = results.every(([, result]) => result === 'ok');
    response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not-ready', checks: Object.fromEntries(results) });
  });
  http.get('/metrics', async (_, response) => {
    response.type(metrics.contentType).send(await metrics.metrics());
  });
};
