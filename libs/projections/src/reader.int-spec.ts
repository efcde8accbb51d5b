import { eventually, freshDatabase } from '#testing';
import { DomainError } from '#kernel';
import { tally, useStores } from './spec-kit.js';

const on = useStores(freshDatabase);
const refusal = (work: Promise<unknown>) => work.then(() => 'none', (error: DomainError) => error.code);

describe('a reader', () => {
  it('is told when the projection has not caught up in time', async () => {
    const position = await on.append('a', 'Counted');
    expect(await refusal(on.reader.caughtUp('tally', position, 60))).toBe('not-caught-up');
    const runner = on.run(tally());
    await on.caughtUp('tally', position);
    await runner.stop();
    expect(await refusal(on.reader.caughtUp('tally', await on.append('a', 'Counted'), 60))).toBe('not-caught-up');
  });

  it('need not wait for events the projection does not read, even when no worker runs', async () => {
    const runner = on.run(tally());
    await on.caughtUp('tally', await on.append('a', 'Counted'));
    await runner.stop();
    await on.reader.caughtUp('tally', await on.append('a', 'Unread', 'Unread'), 5_000);
    const before = await on.append('a', 'Unread');
    await on.append('a', 'Counted');
    await on.reader.caughtUp('tally', before, 5_000);
  });

  it('is told when there is no projection yet', async () => {
    expect(await refusal(on.reader.read('tally', tx => tx.query('select 1')))).toBe('not-caught-up');
  });

  it('sees one moment of the rows, and its position', async () => {
    on.run(tally());
    const before = await on.append('a', 'Counted');
    await on.caughtUp('tally', before);
    await on.reader.read('tally', async (tx, position) => {
      expect(position).toBe(before);
      await on.caughtUp('tally', await on.append('a', 'Counted'));
      expect(await tx.query('select * from total')).toEqual([{ stream: 'a', events: 1 }]);
    });
    expect(await on.totals()).toEqual({ a: 2 });
  });

  it('leaves the search path as it was', async () => {
    on.run(tally());
    await on.caughtUp('tally', await on.append('a', 'Counted'));
    await on.totals();
    expect(await on.dataSource.query('show search_path')).toEqual([{ search_path: '"$user", public' }]);
  });

  it('tells idle, behind and dead apart', async () => {
    const runner = on.run(tally());
    await on.caughtUp('tally', await on.append('a', 'Counted'));
    const [idle] = await eventually(() => on.reader.status(), ([found]) => expect(found).toMatchObject({ name: 'tally', version: 1, lag: 0, parked: 0, health: 'idle' }));
    expect(idle!.lastProgressAt).toBeInstanceOf(Date);
    await runner.stop();
    await on.append('a', 'Counted', 'Recounted', 'Unread');
    await eventually(() => on.reader.status(), found => expect(found).toMatchObject([{ lag: 2, health: 'dead' }]));

    let release: () => void = () => undefined;
    const held = new Promise<void>(resolve => (release = resolve));
    on.run(tally(new Set(), { apply: () => held }));
    await eventually(async () => (await on.reader.status())[0]!.health === 'behind');
    release();
    await eventually(async () => (await on.reader.status())[0]!.health === 'idle');
  });

  it('does not depend on the event store for the rest of the status', async () => {
    on.run(tally());
    await on.caughtUp('tally', await on.append('a', 'Counted'));
    await on.log.stop();
    expect(await on.reader.status()).toMatchObject([{ name: 'tally', lag: null }]);
    await on.log.restart();
  });
});
