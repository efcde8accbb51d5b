import pg from 'pg';
import request from 'supertest';
import { httpApplication, openDependencies, workerApplication, type Service } from '#service';
import { FakeClock, freshDatabase, startIssuer, startStores, type Role, type TestService } from '#testing';

type Headers = Readonly<Record<string, string>>;
export type Running = Pick<TestService, 'open' | 'get' | 'post' | 'put' | 'stop'>;
/** Where a service keeps its rows and its keys: a backup is another such place. */
export type Databases = { readonly rows: string; readonly keys: string };

export const freshDatabases = async (): Promise<Databases> => ({ rows: await freshDatabase(), keys: await freshDatabase() });

const SERVER = () => process.env.TEST_POSTGRES_URL!;
const nameOf = (url: string) => new URL(url).pathname.slice(1);

/** A copy as of now; nobody may be connected to the database. */
export const backedUp = async (databaseUrl: string): Promise<string> => {
  const backup = await freshDatabase();
  const client = new pg.Client({ connectionString: SERVER() });
  await client.connect();
  await client.query(`drop database ${nameOf(backup)}`);
  await client.query(`create database ${nameOf(backup)} template ${nameOf(databaseUrl)}`);
  await client.end();
  return backup;
};

/** Several services over one event store, as in production; each may be stopped, and started again over other databases. */
export const startShared = async () => {
  const stores = await startStores();
  const issuer = await startIssuer();
  const clock = new FakeClock();
  return {
    clock,
    async start(service: Service, { rows, keys }: Databases): Promise<Running> {
      const open = await openDependencies(service, {
        port: 0, eventStoreUrl: stores.eventStoreUrl, databaseUrl: rows, keyRingUrl: keys,
        keyEncryptionKey: new Uint8Array(32).fill(7), pseudonymSecret: new Uint8Array(32).fill(8),
        oidcIssuer: issuer.url, oidcAudience: 'safe-harbor', clock: 'system',
      }, clock);
      const app = await httpApplication(service, open);
      await app.listen(0, '127.0.0.1');
      const worker = await workerApplication(service, open);
      const url = await app.getUrl();
      const send = async (method: 'get' | 'post' | 'put', as: Role, path: string, body: object | undefined, headers: Headers) =>
        request(url)[method](path).set('authorization', `Bearer ${await issuer.token({ subject: `${as.role}-1`, agency: null, county: null, ...as })}`).set(headers).send(body);
      return {
        open,
        get: (as, path, headers = {}) => send('get', as, path, undefined, headers),
        post: (as, path, body, headers = {}) => send('post', as, path, body, headers),
        put: (as, path, body, headers = {}) => send('put', as, path, body, headers),
        async stop() {
          await worker.close();
          await app.close();
          await open.close();
        },
      };
    },
    async stop() {
      await issuer.stop();
      await stores.stop();
    },
  };
};
