import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ProcessRunner, ProjectionRunner } from '#projections';
import { CoreModule } from './core.module.js';
import { openDependencies, type Dependencies } from './dependencies.js';
import { keyDestruction } from './destructions.js';
import { readEnvironment } from './environment.js';
import { exchangeOf } from './exchange.js';
import { live, logger } from './process-life.js';
import type { Service, Sweep } from './service.js';

/** The service's subscriptions and sweeps over opened dependencies, started. */
export const workerApplication = async (service: Service, open: Dependencies): Promise<{ app: INestApplicationContext; close(): Promise<void> }> => {
  const app = await NestFactory.createApplicationContext(
    { module: class Root {}, imports: [CoreModule.of(service, open), service.module] }, { logger, abortOnError: false });
  const stores = { client: open.client, dataSource: open.dataSource };
  const processes = [...(service.processes?.(app) ?? []), ...(service.destructions ? [keyDestruction(service.destructions, open.keyRing)] : [])];
  const exchange = exchangeOf(service, app, open);
  const running: readonly Sweep[] = [
    ...service.projections.map(projection => new ProjectionRunner({ ...stores, projection })),
    ...processes.map(process => new ProcessRunner({ ...stores, process })),
    ...(service.sweeps?.(app) ?? []),
    ...exchange.parts,
  ];
  for (const part of running) part.start();
  return {
    app,
    async close() {
      await Promise.all(running.map(part => part.stop()));
      await exchange.close();
      await app.close();
    },
  };
};

/** The service's worker process: projections, processes, sweeps and Kafka; it serves nothing. Several may run: they share the work. */
export const work = (service: Service): Promise<void> =>
  live(`${service.name} worker`, async () => {
    const open = await openDependencies(service, readEnvironment(process.env));
    const worker = await workerApplication(service, open);
    return {
      async close() {
        await worker.close();
        await open.close();
      },
    };
  });
