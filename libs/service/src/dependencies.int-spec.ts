import { connect, createServer, type AddressInfo } from 'node:net';
import { isConnectionError } from '#projections';
import { freshDatabase, startStores } from '#testing';
import { openDependencies } from './dependencies.js';

const ERROR = 'SFATAL\0VFATAL\0C57P01\0Mterminating connection due to administrator command\0\0';
const READY_FOR_QUERY = 'Z'.charCodeAt(0);
const READY_FOR_QUERY_BYTES = 6;

/** As PostgreSQL says that it stops. */
const stops = () => {
  const message = Buffer.from(`E....${ERROR}`);
  message.writeInt32BE(message.length - 1, 1);
  return message;
};

/** PostgreSQL that, once told so, stops just as a connection stands: both come in one piece. */
const stoppingPostgres = async (databaseUrl: string) => {
  const url = new URL(databaseUrl);
  const port = Number(url.port);
  let stopping = false;
  const proxy = createServer(client => {
    const server = connect(port, url.hostname);
    client.on('error', () => undefined).on('close', () => server.destroy()).pipe(server);
    server.on('error', () => undefined).on('close', () => client.destroy()).on('data', (chunk: Buffer) => {
      const stands = stopping && chunk.at(-READY_FOR_QUERY_BYTES) === READY_FOR_QUERY;
      if (stands) client.end(Buffer.concat([chunk, stops()]));
      else client.write(chunk);
    });
  });
  await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve));
  url.port = String((proxy.address() as AddressInfo).port);
  return { url: url.href, stop: () => (stopping = true), start: () => (stopping = false), close: () => void proxy.close() };
};

const answers = async (ask: () => Promise<unknown>): Promise<unknown> => {
  try {
    return await ask();
  } catch (error) {
    if (!isConnectionError(error)) throw error;
    return answers(ask);
  }
};

it('outlives a database that stops just as connections to it stand', async () => {
  const stores = await startStores();
  const postgres = await stoppingPostgres(await freshDatabase());
  const open = await openDependencies({ name: 's', description: '', module: class {}, access: undefined as never, entities: [], projections: [] }, {
    port: 0, eventStoreUrl: stores.eventStoreUrl, databaseUrl: postgres.url, keyRingUrl: await freshDatabase(), keyEncryptionKey: new Uint8Array(32).fill(7),
    pseudonymSecret: new Uint8Array(32).fill(8), oidcIssuer: 'http://127.0.0.1:1', oidcAudience: 'safe-harbor', clock: 'system',
  });
  postgres.stop();
  const asked = await Promise.allSettled(Array.from({ length: 6 }, () => open.dataSource.transaction(tx => tx.query('select 1'))));
  expect(asked.map(({ status }) => status)).toContain('rejected');
  postgres.start();
  await answers(() => open.dataSource.query('select 1'));
  await open.close();
  await stores.stop();
  postgres.close();
});
