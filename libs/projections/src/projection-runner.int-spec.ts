import { eventually, freshDatabase } from '#testing';
import { CheckpointMoved } from './checkpoint.js';
import { openCopy } from './copies.js';
import { Feed, type Batch } from './feed.js';
import { BEGINNING } from './projection.js';
import { ProjectionCopy } from './projection-copy.js';
import { tally, useStores } from './spec-kit.js';

const on = useStores(freshDatabase);

const wholeLog = async () => {
  const feed = new Feed(on.client, tally().eventTypes, BEGINNING);
  try {
    for (let whole: Batch = { events: [], caughtUp: false }; ;) {
      const { events, position = whole.position, caughtUp } = await feed.next(1_000);
      whole = { events: [...whole.events, ...events], position, caughtUp };
      if (caughtUp) return whole;
    }
  } finally {
    feed.close();
  }
};

describe('a projection', () => {
  it('applies the events of its types, old and new', async () => {
    await on.append('a', 'Counted', 'NotCounted', 'Recounted', 'CountedTwice');
    on.run(tally());
    const position = await on.append('b', 'Counted');
    await on.caughtUp('tally', position);
    expect(await on.totals()).toEqual({ a: 2, b: 1 });
    expect(await on.reader.read('tally', async (_, at) => at)).toBe(position);
  });

  it('applies a live event as it comes', async () => {
    on.run(tally());
    await on.caughtUp('tally', await on.append('a', 'Counted'));
    const times: number[] = [];
    for (let event = 0; event < 15; event++) {
      const start = performance.now();
      await on.caughtUp('tally', await on.append('a', 'Counted'));
      times.push(performance.now() - start);
    }
    expect(times.sort((a, b) => a - b)[7]).toBeLessThan(2_000) // some tens of milliseconds, unless the machine is busy;
  });

  it('goes on where it stood, and does not move for events it does not read', async () => {
    const first = on.run(tally());
    await on.caughtUp('tally', await on.append('a', 'Counted'));
    await first.stop();
    const position = await on.append('b', 'Counted');
    await on.append('c', ...Array.from({ length: 20 }, () => 'Unread'));
    on.run(tally());
    await on.caughtUp('tally', position);
    expect(await on.totals()).toEqual({ a: 1, b: 1 });
  });

  it('moves along a log in which nothing matches', async () => {
    on.run(tally());
    await on.caughtUp('tally', await on.append('a', 'Counted'));
    const unread = Array.from({ length: 300 }, () => 'Unread');
    const position = await on.append('b', ...unread);
    await on.append('b', ...unread);
    await eventually(async () => (await on.reader.status())[0]!.position >= position);
    await on.caughtUp('tally', await on.append('a', 'Counted'));
    expect(await on.totals()).toEqual({ a: 2 });
  });

  it('is not changed by a batch that comes twice', async () => {
    await on.append('a', 'Counted', 'Counted');
    const batch = await wholeLog();
    const checkpoint = await openCopy(on.dataSource, tally());
    await new ProjectionCopy(on.deps(tally()), checkpoint).consume(batch);
    await expect(new ProjectionCopy(on.deps(tally()), checkpoint).consume(batch)).rejects.toThrow(CheckpointMoved);
    expect(await on.totals()).toEqual({ a: 2 });
    expect(await on.reader.parked()).toEqual([]);
  });

  it('takes a batch once when two workers have it at the same moment', async () => {
    await on.append('a', ...Array.from({ length: 50 }, () => 'Counted'));
    const batch = await wholeLog();
    const checkpoint = await openCopy(on.dataSource, tally());
    const copies = Array.from({ length: 4 }, () => new ProjectionCopy(on.deps(tally()), checkpoint));
    const results = await Promise.allSettled(copies.map(copy => copy.consume(batch)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await on.totals()).toEqual({ a: 50 });
    expect(await on.reader.parked()).toEqual([]);
  });

  it('has no row twice when several workers race without a lock', async () => {
    const others = [await on.anotherDataSource(), await on.anotherDataSource()];
    for (const dataSource of [on.dataSource, ...others]) on.run(tally(), { dataSource, exclusive: false });
    let position = 0n;
    for (let round = 0; round < 60; round++) position = await on.append(`s${round % 7}`, 'Counted', 'Recounted', 'Counted');
    await on.caughtUp('tally', position);
    const counted = await on.totals();
    expect(Object.values(counted).reduce((sum, events) => sum + events, 0)).toBe(180);
    expect(await on.reader.parked()).toEqual([]);
  });

  it('is taken over when the worker that holds it ends without a goodbye', async () => {
    const dying = await on.anotherDataSource();
    on.run(tally(), { dataSource: dying });
    await on.caughtUp('tally', await on.append('a', 'Counted'));
    on.run(tally());
    await on.caughtUp('tally', await on.append('a', 'Counted'));
    await dying.destroy(); // its connections end, as those of a killed process do
    const start = performance.now();
    await on.caughtUp('tally', await on.append('a', 'Counted'));
    expect(performance.now() - start).toBeLessThan(10_000);
    expect(await on.totals()).toEqual({ a: 3 });
  });

  it('refuses other event types without a new version', async () => {
    const runner = on.run(tally());
    await on.caughtUp('tally', await on.append('a', 'Counted'));
    await runner.stop();
    await expect(openCopy(on.dataSource, tally(new Set(), { eventTypes: ['Counted'] }))).rejects.toThrow('raise its version');
  });
});
