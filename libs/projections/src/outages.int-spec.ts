import pg from 'pg';
import { eventually, freshDatabase } from '#testing';
import { recorder, tally, useStores } from './spec-kit.js';

const on = useStores(freshDatabase);

const cutConnections = async (applicationName: string) => {
  const client = new pg.Client({ connectionString: on.databaseUrl, application_name: 'axe' });
  await client.connect();
  const { rowCount } = await client.query('select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1', [applicationName]);
  await client.end();
  return rowCount;
};

describe('an outage', () => {
  it('of PostgreSQL loses nothing and parks nothing', async () => {
    const dataSource = await on.anotherDataSource('worker');
    const { process, of } = recorder();
    on.run(tally(), { dataSource });
    on.runProcess(process, { dataSource });
    await on.caughtUp('tally', await on.append('a', 'Counted'));
    let position = 0n;
    for (let round = 0; round < 30; round++) {
      position = await on.append('a', 'Counted', 'Counted');
      if (round % 10 === 5) await eventually(() => cutConnections('worker')); // it may be between two connections
    }
    await on.caughtUp('tally', position);
    await on.caughtUp('recorder', position);
    expect(await on.totals()).toEqual({ a: 61 });
    expect([...new Set(of('a'))]).toEqual(Array.from({ length: 61 }, (_, revision) => revision));
    expect(await on.reader.parked()).toEqual([]);
  });

  it('of the event store loses nothing and parks nothing', async () => {
    const { process, of } = recorder();
    on.run(tally());
    on.runProcess(process);
    await on.caughtUp('tally', await on.append('a', 'Counted'));
    for (let outage = 0; outage < 2; outage++) {
      await on.append('a', 'Counted');
      await on.log.stop();
      await on.log.restart();
      await eventually(() => on.append('a', 'Counted').then(() => true, () => false));
    }
    await on.caughtUp('recorder', await on.append('b', 'Counted'));
    await on.caughtUp('tally', await on.append('b', 'Counted'));
    const revisions = Array.from({ length: (await on.totals()).a! }, (_, revision) => revision);
    expect(revisions.length).toBeGreaterThanOrEqual(5);
    expect([...new Set(of('a'))]).toEqual(revisions);
    expect(await on.reader.parked()).toEqual([]);
    expect(on.lines.some(line => /^tally:1: \w+.*, trying again$/.test(line))).toBe(true);
  });

  it('of a store that a handler needs is waited for, and the event is not parked', async () => {
    let outage = 8;
    const { process, of } = recorder();
    on.runProcess({
      ...process,
      async handle(event) {
        if (outage-- > 0) throw Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
        await process.handle(event);
      },
    });
    await on.caughtUp('recorder', await on.append('a', 'Counted', 'Counted'));
    expect(of('a')).toEqual([0, 1]);
    expect(await on.reader.parked()).toEqual([]);
  });
});
