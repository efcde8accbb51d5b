import { BACKWARDS, END, jsonEvent, NO_STREAM } from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import { personal, type Category, type Event, type Personal } from '#kernel';
import { ProjectionReader, ProjectionRunner, type Projection } from '#projections';
import type { BenchStores } from './stores.js';

type Noted = Event<'Noted', { youthId: string; number: number; text: string | Personal<string> }>;
const notes = (scope: string): Category<number, Noted> => ({ name: `bench.${scope}`, scope: 'agency', initial: 0, evolve: count => count + 1 });
const TEXT = 'as long as a short note about one telephone call would be';

const inParallel = async (count: number, lanes: number, work: (index: number) => Promise<unknown>) => {
  let next = 0;
  await Promise.all(Array.from({ length: lanes }, async () => {
    while (next < count) await work(next++);
  }));
};

const decideOn = ({ store }: BenchStores, category: Category<number, Noted>, id: string, number: number, text: Noted['data']['text']) =>
  store.decide(category, id, () => [{ type: 'Noted', data: { youthId: id, number, text } }], {
    commandId: randomUUID(), fingerprint: 'bench', correlationId: 'bench', actor: { subject: 'bench', role: 'bench', agency: null, county: null },
  });

/** One new stream with one event each, by the bare client. */
export const bareAppends = ({ client }: BenchStores, count: number, lanes: number) =>
  inParallel(count, lanes, number => {
    const id = randomUUID();
    return client.appendToStream(`bench.bare-${id}`, jsonEvent({ type: 'Noted', data: { youthId: id, number, text: TEXT } }), { expectedRevision: NO_STREAM });
  });

/** The same through `decide`: read, fold, decide, append. */
export const decisions = (stores: BenchStores, count: number, lanes: number) =>
  inParallel(count, lanes, number => decideOn(stores, notes('plain'), randomUUID(), number, TEXT));

/** The same with a personal value: a key made, wrapped and committed for each new youth, the value sealed. */
export const sealedDecisions = (stores: BenchStores, count: number, lanes: number) =>
  inParallel(count, lanes, number => decideOn(stores, notes('sealed'), randomUUID(), number, personal(TEXT)));

const projection: Projection = {
  name: 'bench-notes', version: 1, eventTypes: ['Noted'],
  tables: ['create table note (id uuid primary key, number int not null, text text not null, position bigint not null)'],
  parkingKey: event => event.stream,
  async apply(event, tx) {
    const { number, text } = (event as unknown as { data: { number: number; text: unknown } }).data;
    await tx.query('insert into note values ($1, $2, $3, $4)', [event.id, number, JSON.stringify(text), event.position]);
  },
};

/** Every event of the log into a read model, checkpoints and all. Returns how many rows it made. */
export const project = async ({ client, dataSource }: BenchStores): Promise<number> => {
  const runner = new ProjectionRunner({ client, dataSource, projection });
  const reader = new ProjectionReader({ client, dataSource });
  let end = 0n;
  for await (const { event } of client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 })) end = event!.position!.commit;
  runner.start();
  await reader.caughtUp(projection.name, end, 600_000);
  await runner.stop();
  return reader.read(projection.name, async tx => Number((await tx.query('select count(*) from note'))[0].count));
};

/** Makes ready to load the projection's rows again: returns the bare COPY of them, the least that PostgreSQL needs. */
export const bareCopy = async ({ client, dataSource }: BenchStores): Promise<() => Promise<unknown>> => {
  const [{ folder }] = await dataSource.query(`select current_setting('data_directory') as folder`);
  const file = `${folder}/bench.copy`;
  await new ProjectionReader({ client, dataSource }).read(projection.name, tx => tx.query(`copy note to '${file}'`));
  await dataSource.query('create table bench_copy (id uuid primary key, number int not null, text text not null, position bigint not null)');
  return () => dataSource.query(`copy bench_copy from '${file}'`);
};
