import { eventually, freshDatabase } from '#testing';
import { requestRedrive } from './index.js';
import { tally, useStores } from './spec-kit.js';

const on = useStores(freshDatabase);

describe('an event that cannot be applied', () => {
  it('is parked with the later ones of its key, while other keys flow, and is redriven in order after the fix', async () => {
    const broken = new Set(['b']);
    on.run(tally(broken));
    await on.append('a', 'Counted');
    const first = await on.append('b', 'Counted', 'Counted');
    await on.caughtUp('tally', await on.append('c', 'Counted'));
    const later = await on.append('b', 'Counted');
    await on.caughtUp('tally', later);

    expect(await on.totals()).toEqual({ a: 1, c: 1 });
    const parked = await on.reader.parked('tally');
    expect(parked.map(({ key, revision, errorName, errorCode }) => [key, Number(revision), errorName, errorCode])).toEqual([
      ['b', 0, 'QueryFailedError', '22012'], ['b', 1, 'BehindParked', null], ['b', 2, 'BehindParked', null],
    ]);
    expect(await on.reader.parkedUpTo('tally', first)).toBe(2);
    expect(await on.reader.parkedUpTo('tally', later)).toBe(3);
    await eventually(() => on.reader.status(), ([status]) => expect(status).toMatchObject({ parked: 3, health: 'parked', lag: 0 }));

    broken.clear();
    await requestRedrive(on.dataSource, 'tally');
    await eventually(async () => (await on.reader.parkedUpTo('tally', later)) === 0);
    expect(await on.totals()).toEqual({ a: 1, b: 3, c: 1 });
    await on.caughtUp('tally', await on.append('b', 'Counted'));
    expect(await on.totals()).toEqual({ a: 1, b: 4, c: 1 });
  });

  it('stays parked when a redrive fails again, and says how often', async () => {
    on.run(tally(new Set(['b'])));
    const position = await on.append('b', 'Counted', 'Counted');
    await on.caughtUp('tally', position);
    await requestRedrive(on.dataSource, 'tally', 'b');
    await eventually(async () => (await on.reader.parked())[0]!.attempts >= 2);
    expect((await on.reader.parked()).map(event => event.errorName)).toEqual(['QueryFailedError', 'BehindParked']);
    expect(await on.totals()).toEqual({});
  });

  it('is redriven unasked', async () => {
    const broken = new Set(['b']);
    on.run(tally(broken), { redriveEveryMs: 500 });
    const position = await on.append('b', 'Counted');
    await on.caughtUp('tally', position);
    broken.clear();
    await eventually(async () => (await on.reader.parkedUpTo('tally', position)) === 0);
    expect(await on.totals()).toEqual({ b: 1 });
  });

  it('is parked without any text of the error, in the table and in the log', async () => {
    const secret = 'Jane Doe';
    const apply = async () => {
      throw Object.assign(new Error(`no column for ${secret}`), { code: secret });
    };
    on.run(tally(new Set(), { apply }));
    await on.caughtUp('tally', await on.append('a', 'Counted'));
    expect(await on.reader.parked()).toMatchObject([{ errorName: 'Error', errorCode: null }]);
    await eventually(() => on.lines, lines => lines.length === 1);
    expect(on.lines[0]).toMatch(/^projection tally_v1: parked Counted at \d+: Error at .*parking.int-spec/);
    expect(on.lines[0]).not.toContain(secret);
  });

  it('is parked by its stream when it is too broken to have a key', async () => {
    const parkingKey = () => {
      throw new TypeError('no child');
    };
    on.run(tally(new Set(), { parkingKey, apply: () => Promise.reject(new TypeError('no child')) }));
    await on.caughtUp('tally', await on.append('a', 'Counted'));
    expect(await on.reader.parked()).toMatchObject([{ key: 'a', errorName: 'TypeError' }]);
  });

  it('is found by a deferred constraint too, which fails only at the end', async () => {
    const tables = [
      'create table parent (id text primary key)',
      'create table total (stream text references parent deferrable initially deferred, events integer)',
    ];
    const apply: ReturnType<typeof tally>['apply'] = async (event, tx) => {
      await tx.query('insert into total values ($1, 1)', [event.stream]);
      if (event.stream !== 'orphan') await tx.query('insert into parent values ($1)', [event.stream]);
    };
    await on.append('a', 'Counted');
    await on.append('orphan', 'Counted');
    on.run(tally(new Set(), { tables, apply }));
    await on.caughtUp('tally', await on.append('b', 'Counted'));
    expect(await on.totals()).toEqual({ a: 1, b: 1 });
    expect(await on.reader.parked()).toMatchObject([{ key: 'orphan', errorCode: '23503' }]);
  });
});
