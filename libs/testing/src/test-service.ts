import request from 'supertest';
import type { KafkaSettings } from '#kafka';
import type { Actor } from '#kernel';
import { ProjectionReader } from '#projections';
import { httpApplication, openDependencies, workerApplication, type Dependencies, type Service } from '#service';
import { freshDatabase } from './fresh-database.js';
import { FakeClock } from './spec-for.js';
import { startStores } from './stores.js';
import { AUDIENCE, startIssuer } from './test-issuer.js';

const STARTS_WITHIN_MS = 30_000;

/** Whom a token is for; what is left out is as the service's specs have it. */
export type Role = Partial<Actor> & Pick<Actor, 'role'>;
type Headers = Readonly<Record<string, string>>;

export type TestService = {
  readonly clock: FakeClock;
  readonly open: Dependencies;
  readonly url: string;
  post(as: Role, path: string, body: object, headers?: Headers): Promise<request.Response>;
  put(as: Role, path: string, body: object, headers?: Headers): Promise<request.Response>;
  get(as: Role, path: string, headers?: Headers): Promise<request.Response>;
  token(as: Role): Promise<string>;
  stop(): Promise<void>;
};

/** The agency and county that tests act in unless they say otherwise. */
const actor = (as: Role): Actor => ({ subject: `${as.role}-1`, agency: 'US-GA', county: null, ...as });

/**
 * One whole service in this process, HTTP and worker, over a real PostgreSQL, the event store's real protocol and real tokens.
 * Only the clock is the test's own. With `kafka` its partner exchange runs too.
 */
export const startService = async (service: Service, clock = new FakeClock(), kafka?: KafkaSettings): Promise<TestService> => {
  const stores = await startStores();
  const issuer = await startIssuer();
  const open = await openDependencies(service, {
    port: 0, eventStoreUrl: stores.eventStoreUrl, databaseUrl: await freshDatabase(), keyRingUrl: await freshDatabase(),
    keyEncryptionKey: new Uint8Array(32).fill(7), pseudonymSecret: new Uint8Array(32).fill(8),
    oidcIssuer: issuer.url, oidcAudience: AUDIENCE, clock: 'system', kafka,
  }, clock);
  const app = await httpApplication(service, open);
  await app.listen(0, '127.0.0.1');
  const worker = await workerApplication(service, open);
  const reader = new ProjectionReader(open);
  for (const { name } of service.projections) await reader.caughtUp(name, 0n, STARTS_WITHIN_MS); // before, its reads would answer 503
  const url = await app.getUrl();
  const tokens = new Map<string, Promise<string>>();
  const token = (as: Role) => {
    const key = JSON.stringify(actor(as));
    const known = tokens.get(key) ?? issuer.token(actor(as));
    tokens.set(key, known);
    return known;
  };
  const send = async (method: 'get' | 'post' | 'put', as: Role, path: string, body?: object, headers: Headers = {}) =>
    request(url)[method](path).set('authorization', `Bearer ${await token(as)}`).set(headers).send(body);
  return {
    clock, open, url, token,
    post: (as, path, body, headers) => send('post', as, path, body, headers),
    put: (as, path, body, headers) => send('put', as, path, body, headers),
    get: (as, path, headers) => send('get', as, path, undefined, headers),
    async stop() {
      await worker.close();
      await app.close();
      await open.close();
      await issuer.stop();
      await stores.stop();
    },
  };
};
