import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { configureHttp } from '#http';
import { ConsumerLag } from '#kafka';
import { ProjectionReader } from '#projections';
import { CoreModule } from './core.module.js';
import { openDependencies, type Dependencies } from './dependencies.js';
import { readEnvironment } from './environment.js';
import { measureExchange } from './exchange-metrics.js';
import { live, logger } from './process-life.js';
import { measureProjections } from './projection-metrics.js';
import type { Service } from './service.js';

/** The service's HTTP application over opened dependencies, not yet listening. */
export const httpApplication = async (service: Service, open: Dependencies): Promise<NestExpressApplication> => {
  const app = await NestFactory.create<NestExpressApplication>(
    { module: class Root {}, imports: [CoreModule.of(service, open), service.module] },
    { logger, bodyParser: false, abortOnError: false });
  configureHttp(app, {
    title: `Safe Harbor: ${service.name}`,
    description: service.description,
    readiness: {
      database: () => open.dataSource.query('select 1'),
      eventStore: async () => {
        for await (const _ of open.client.readAll({ maxCount: 1 })); // to its end: a read left early keeps the client from closing
      },
    },
  });
  measureProjections(app.get(ProjectionReader, { strict: false }));
  if (service.exchange?.inbound) measureExchange(open.dataSource, app.get(ConsumerLag, { strict: false }));
  return app;
};

/** The service's HTTP process: reads its environment, opens its stores, listens on 127.0.0.1 unless `HOST` names another address. */
export const serve = (service: Service): Promise<void> =>
  live(service.name, async () => {
    const environment = readEnvironment(process.env);
    const open = await openDependencies(service, environment);
    const app = await httpApplication(service, open);
    await app.listen(environment.port, process.env.HOST ?? '127.0.0.1');
    return {
      async close() {
        await app.close();
        await open.close();
      },
    };
  });
