import { EventStoreDBClient, jsonEvent, persistentSubscriptionToStreamSettingsFromDefaults, START } from '@eventstore/db-client';
import { logVerbosity, setLogVerbosity } from '@grpc/grpc-js';
import pg from 'pg';
import { freshDatabase } from '#testing';
import { type EventStoreServer, startEventStore } from './server.js';

const event = (number: number) => jsonEvent({ type: 'Noted', data: { number } });

describe('the embedded event store', () => {
  let databaseUrl: string;
  let server: EventStoreServer;
  let client: EventStoreDBClient;
  let database: pg.Client;

  const start = async () => {
    server = await startEventStore({ databaseUrl });
    client = EventStoreDBClient.connectionString(server.url);
  };
  const stop = async () => {
    await client.dispose();
    await server.stop();
  };
  const numbersIn = async (stream: string) => {
    const numbers: number[] = [];
    for await (const { event: read } of client.readStream(stream)) numbers.push((read!.data as { number: number }).number);
    return numbers;
  };

  beforeAll(async () => {
    databaseUrl = await freshDatabase();
    database = new pg.Client({ connectionString: databaseUrl });
    await database.connect();
    await start();
  });
  afterAll(async () => {
    await stop();
    await database.end();
  });

  it('has everything after a restart, and goes on numbering', async () => {
    const before = await client.appendToStream('restart', [event(0), event(1)]);
    await stop();
    await start();
    expect(await numbersIn('restart')).toEqual([0, 1]);
    const after = await client.appendToStream('restart', event(2), { expectedRevision: 1n });
    expect(after.position!.commit).toBeGreaterThan(before.position!.commit);
  });

  it('still knows a repeat with an expected revision after a restart', async () => {
    const events = [event(0), event(1)];
    const first = await client.appendToStream('repeat', events, { expectedRevision: 'no_stream' });
    await stop();
    await start();
    expect(await client.appendToStream('repeat', events, { expectedRevision: 'no_stream' })).toEqual(first);
    expect(await numbersIn('repeat')).toEqual([0, 1]);
  });

  it('keeps positions in the order of commits and numbers without gaps', async () => {
    await Promise.all(Array.from({ length: 300 }, (_, number) => client.appendToStream(`order-${number % 3}`, [event(number), event(number)])));
    const positions: bigint[] = [];
    for await (const { event: read } of client.readAll({ fromPosition: START })) positions.push(read!.position!.commit);
    expect(positions).toEqual([...positions].sort((a, b) => (a < b ? -1 : 1)));
    const { rows } = await database.query('select stream from log group by stream having count(*) <> max(revision) + 1 or min(revision) <> 0');
    expect(rows).toEqual([]);
  });

  it('hides events older than $maxAge, in seconds', async () => {
    await client.appendToStream('ageing', [event(0), event(1), event(2)]);
    await client.setStreamMetadata('ageing', { maxAge: 3_600 });
    expect(await numbersIn('ageing')).toEqual([0, 1, 2]);
    await database.query('update log set created = created - 3601::bigint * 10000000 where stream = \'ageing\' and revision < 2');
    expect(await numbersIn('ageing')).toEqual([2]);
  });

  it('goes on after its connection to the database broke', async () => {
    await client.appendToStream('broken', event(0));
    await database.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()');
    const retry = async (): Promise<void> => {
      try {
        await client.appendToStream('broken', event(1), { expectedRevision: 0n });
      } catch {
        await retry();
      }
    };
    await retry();
    expect(await numbersIn('broken')).toEqual([0, 1]);
  });

  it('is the only one that writes to its database, and waits for another to end', async () => {
    const second = startEventStore({ databaseUrl });
    await client.appendToStream('handover', event(0));
    await stop();
    server = await second;
    client = EventStoreDBClient.connectionString(server.url);
    await client.appendToStream('handover', event(1), { expectedRevision: 0n });
    expect(await numbersIn('handover')).toEqual([0, 1]);
  });

  it('ends subscriptions with UNAVAILABLE when it stops, and does not wait for them', async () => {
    const subscription = client.subscribeToAll({ fromPosition: START });
    const ended = new Promise(resolve => subscription.on('error', resolve));
    await new Promise(resolve => subscription.on('data', () => undefined).once('caughtUp', resolve));
    const began = performance.now();
    await server.stop();
    expect(performance.now() - began).toBeLessThan(10_000);
    await expect(ended).resolves.toMatchObject({ type: 'unavailable' });
    await start();
  });

  it('refuses a port that is in use', async () => {
    setLogVerbosity(logVerbosity.NONE); // it would print the failed bind
    await expect(startEventStore({ databaseUrl: await freshDatabase(), port: server.port })).rejects.toThrow(/EADDRINUSE/);
  });

  it.each([
    ['persistent subscriptions', () => client.createPersistentSubscriptionToStream('any', 'group', persistentSubscriptionToStreamSettingsFromDefaults())],
    ['projections', () => client.disableProjection('any')],
    ['deleting a metadata stream', () => client.deleteStream('$$any')],
  ])('answers UNIMPLEMENTED to %s', async (_, call) => {
    await expect(call()).rejects.toMatchObject({ code: 12 });
  });

  it.each([['a name with NUL', 'a\0b'], ['a name of 2,001 bytes', 'x'.repeat(2_001)], ['no name', '']])('refuses %s and goes on', async (_, stream) => {
    const [refused, taken] = await Promise.allSettled([client.appendToStream(stream, event(0)), client.appendToStream('goes-on', event(0))]);
    expect([refused.status, taken.status]).toEqual(['rejected', 'fulfilled']);
  });
});
