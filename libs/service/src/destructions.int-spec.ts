import { jsonEvent } from '@eventstore/db-client';
import pg from 'pg';
import type { Personal, Sealed } from '#kernel';
import { KeyRing } from '#security';
import { freshDatabase, startStores, type Stores } from '#testing';
import { destroyAgain, type Destructions } from './destructions.js';

const YOUTH = '1b5d2daf-6b9c-4e1f-8e7d-2a6b4c8d3e21';
const destructions: Destructions = {
  eventTypes: ['CaseForgotten'], ownersOf: ({ data }) => [{ youthId: YOUTH, scope: `court:${(data as { caseId: string }).caseId}` }],
};
const openRing = (databaseUrl: string) => KeyRing.open({ databaseUrl, keyEncryptionKey: new Uint8Array(32).fill(7) });

/** A backup as of now: nobody may be connected to the database. */
const backedUp = async (databaseUrl: string): Promise<string> => {
  const backup = await freshDatabase();
  const nameOf = (url: string) => new URL(url).pathname.slice(1);
  const client = new pg.Client({ connectionString: process.env.TEST_POSTGRES_URL });
  await client.connect();
  await client.query(`drop database ${nameOf(backup)}`);
  await client.query(`create database ${nameOf(backup)} template ${nameOf(databaseUrl)}`);
  await client.end();
  return backup;
};

let stores: Stores;
beforeAll(async () => {
  stores = await startStores();
});
afterAll(() => stores?.stop());

it('destroys again, in a key ring restored from an older backup, what the log destroyed, and nothing else', async () => {
  const original = await freshDatabase();
  const ring = await openRing(original);
  const tokens: Sealed[] = [];
  for (const scope of ['court:one', 'court:two', 'agency'] as const) tokens.push(...(await ring.seal({ youthId: YOUTH, scope }, [scope])));
  await ring.close();
  const backup = await backedUp(original);

  await stores.client.appendToStream('case-one', Array.from({ length: 300 }, (_, index) => jsonEvent({ type: 'SomethingElse', data: { index } })));
  await stores.client.appendToStream('case-one', jsonEvent({ type: 'CaseForgotten', data: { caseId: 'one' }, metadata: {} }));
  const opened = async (databaseUrl: string, destroy: boolean): Promise<readonly Personal<unknown>[]> => {
    const found = await openRing(databaseUrl);
    if (destroy) await destroyAgain(destructions, stores.client, found);
    const values = await found.open(tokens);
    await found.close();
    return values;
  };
  const forgotten = [{ erased: true }, { clear: 'court:two' }, { clear: 'agency' }];
  expect(await opened(original, true)).toEqual(forgotten);
  expect((await opened(backup, false))[0]).toEqual({ clear: 'court:one' }); // so the backup really had it
  expect(await opened(backup, true)).toEqual(forgotten);
  expect(await opened(backup, true)).toEqual(forgotten);
});

it('leaves no way to make the key again, where the backup is from before there was one', async () => {
  const empty = await openRing(await freshDatabase());
  await destroyAgain(destructions, stores.client, empty);
  await expect(empty.seal({ youthId: YOUTH, scope: 'court:one' }, ['again'])).rejects.toMatchObject({ code: 'personal-data-erased' });
  await empty.close();
});
