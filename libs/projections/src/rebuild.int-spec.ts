import { eventually, freshDatabase } from '#testing';
import { compareRebuilt, rebuild, requestRedrive } from './index.js';
import { tally, useStores } from './spec-kit.js';

const on = useStores(freshDatabase);

const schemas = async (): Promise<string[]> => {
  const rows: { nspname: string }[] = await on.dataSource.query(`select nspname from pg_namespace where nspname like 'tally%' order by 1`);
  return rows.map(row => row.nspname);
};

describe('a rebuild', () => {
  it('gives the rows of the running copy', async () => {
    on.run(tally());
    let position = 0n;
    for (let round = 0; round < 20; round++) position = await on.append(`s${round % 3}`, 'Counted', 'Unread', 'Recounted');
    await on.caughtUp('tally', position);
    const comparison = await compareRebuilt(on.deps(tally()));
    expect(comparison).toEqual({
      position, equal: true, tables: [{ table: 'seen', rows: 40, differing: 0 }, { table: 'total', rows: 3, differing: 0 }],
    });
    expect(await schemas()).toEqual(['tally_v1']);
  });

  it('finds a row that was changed by another hand', async () => {
    on.run(tally());
    await on.caughtUp('tally', await on.append('a', 'Counted'));
    await on.dataSource.query('update tally_v1.total set events = 7');
    const { equal, tables } = await compareRebuilt(on.deps(tally()));
    expect(equal).toBe(false);
    expect(tables).toContainEqual({ table: 'total', rows: 1, differing: 2 });
  });

  it('switches readers to the new copy while events go on, and the worker goes on with it', async () => {
    on.run(tally());
    await on.caughtUp('tally', await on.append('a', 'Counted'));
    await on.dataSource.query('update tally_v1.total set events = 7');
    let done = false;
    const appending = (async () => {
      let position = 0n;
      for (let round = 0; !done || round < 10; round++) position = await on.append('b', 'Counted', 'Recounted');
      return position;
    })();
    await rebuild(on.deps(tally()));
    done = true;
    await on.caughtUp('tally', await appending);
    expect((await on.totals()).a).toBe(1);
    await eventually(() => compareRebuilt(on.deps(tally())), ({ equal }) => equal); // refused while the worker, started anew, tidies up
    expect(await schemas()).toEqual(['tally_v1_b1']);
    expect(await on.reader.parked()).toEqual([]);
  });

  it('needs no worker, and clears away what a killed one left behind', async () => {
    const runner = on.run(tally());
    await on.caughtUp('tally', await on.append('a', 'Counted'));
    await runner.stop();
    await on.append('a', 'Counted');
    await rebuild(on.deps(tally()));
    await on.dataSource.query(
      `insert into projection_checkpoint select 'tally_v1_b7', name, version, 7, event_types, -1, -1 from projection_checkpoint where name = 'tally'`);
    await on.dataSource.query('create schema tally_v1_b7');
    await rebuild(on.deps(tally()));
    expect(await on.totals()).toEqual({ a: 2 });
    expect(await schemas()).toHaveLength(1);
  });

  it('is refused while another one runs', async () => {
    on.run(tally());
    await on.caughtUp('tally', await on.append('a', 'Counted'));
    const results = await Promise.allSettled([rebuild(on.deps(tally())), rebuild(on.deps(tally()))]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'rebuild-under-way' } });
  });

  it('leaves the running copy alone when it fails', async () => {
    on.run(tally());
    await on.caughtUp('tally', await on.append('a', 'Counted'));
    await expect(rebuild(on.deps(tally(new Set(), { tables: ['create table broken ('] })))).rejects.toThrow();
    expect(await on.totals()).toEqual({ a: 1 });
    expect(await schemas()).toEqual(['tally_v1']);
  });
});

describe('a new version', () => {
  it('is built beside the running one and takes over when it has caught up', async () => {
    const broken = new Set<string>();
    const old = on.run(tally(broken));
    await on.append('a', 'Counted', 'Counted');
    broken.add('b');
    await on.caughtUp('tally', await on.append('b', 'Counted'));
    const twice = tally(new Set(), {
      version: 2,
      apply: async (event, tx) => {
        await tx.query('insert into total values ($1, 2) on conflict (stream) do update set events = total.events + 2', [event.stream]);
      },
    });
    on.run(twice);
    await eventually(async () => (await schemas()).join() === 'tally_v2');
    await on.caughtUp('tally', await on.append('a', 'Counted'));
    expect(await on.totals()).toEqual({ a: 6, b: 2 });
    expect(await on.reader.parked()).toEqual([]); // those of the old copy went with it
    await eventually(async () => on.lines.some(line => line.startsWith('tally:1: Superseded')));
    await old.stop();
    expect(await on.reader.status()).toMatchObject([{ name: 'tally', version: 2, current: true }]);
  });

  it('is seen in the status while it is being built', async () => {
    on.run(tally());
    await on.caughtUp('tally', await on.append('a', 'Counted'));
    const stuck = on.run(tally(new Set(), { version: 2, apply: () => Promise.reject(Object.assign(new Error(), { code: 'ECONNREFUSED' })) }));
    await eventually(async () => (await on.reader.status()).length === 2);
    expect(await on.reader.status()).toMatchObject([{ version: 1, current: true }, { version: 2, current: false, lag: 1 }]);
    expect(await on.totals()).toEqual({ a: 1 });
    await stuck.stop();
    await requestRedrive(on.dataSource, 'tally');
  });
});
