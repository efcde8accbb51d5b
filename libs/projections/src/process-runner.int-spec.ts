import { DomainError } from '#kernel';
import { eventually, freshDatabase } from '#testing';
import { requestRedrive } from './index.js';
import { recorder, useStores } from './spec-kit.js';

const on = useStores(freshDatabase);

describe('a process', () => {
  it('handles every event of its types in the order of the log', async () => {
    await on.append('a', 'Counted', 'Unread', 'Counted');
    const { process, handled } = recorder();
    on.runProcess(process);
    await on.caughtUp('recorder', await on.append('b', 'Counted'));
    expect(handled.map(({ stream, revision }) => `${stream}${revision}`)).toEqual(['a0', 'a2', 'b0']);
  });

  it('tries again when its handler fails once', async () => {
    let failures = 1;
    const { process, of } = recorder(() => failures-- > 0);
    on.runProcess(process);
    await on.caughtUp('recorder', await on.append('a', 'Counted', 'Counted'));
    expect(of('a')).toEqual([0, 1]);
    expect(await on.reader.parked()).toEqual([]);
  });

  it('waits as long as it takes for another that it must follow, and parks nothing', async () => {
    let failures = 6;
    const { process, of } = recorder();
    const behind = async () => {
      if (failures-- > 0) throw new DomainError('not-caught-up', 'The other has not caught up yet');
    };
    on.runProcess({ ...process, handle: async event => process.handle(await behind().then(() => event)) });
    await on.caughtUp('recorder', await on.append('a', 'Counted', 'Counted'));
    expect([of('a'), await on.reader.parked()]).toEqual([[0, 1], []]);
  });

  it('parks only the key whose handler always fails, and handles it in order after the fix', async () => {
    const broken = new Set(['b']);
    const { process, of } = recorder(event => broken.has(event.stream));
    on.runProcess(process);
    await on.append('b', 'Counted', 'Counted');
    const position = await on.append('a', 'Counted');
    await on.caughtUp('recorder', position);
    expect([of('a'), of('b')]).toEqual([[0], []]);
    expect((await on.reader.parked('recorder')).map(({ key, errorName }) => [key, errorName])).toEqual([['b', 'Error'], ['b', 'BehindParked']]);
    broken.clear();
    await requestRedrive(on.dataSource, 'recorder', 'b');
    await eventually(async () => (await on.reader.parkedUpTo('recorder', position)) === 0);
    expect(of('b')).toEqual([0, 1]);
  });

  it('begins at the end when told so, and remembers where that was', async () => {
    await on.append('a', 'Counted');
    const first = recorder(() => false, { startFrom: 'end' });
    const runner = on.runProcess(first.process);
    await eventually(async () => (await on.reader.status()).length > 0);
    await on.caughtUp('recorder', await on.append('a', 'Counted'));
    await runner.stop();
    expect(first.of('a')).toEqual([1]);
    const position = await on.append('a', 'Counted');
    const second = recorder(() => false, { startFrom: 'end' });
    on.runProcess(second.process);
    await on.caughtUp('recorder', position);
    expect(second.of('a')).toEqual([2]);
  });

  it('handles keys side by side when told so, each in its own order', async () => {
    let busy = 0;
    let mostBusy = 0;
    const { process, of } = recorder(() => false, { concurrency: 4 });
    await on.append('a', 'Counted', 'Counted', 'Counted');
    await on.append('b', 'Counted', 'Counted', 'Counted');
    on.runProcess({
      ...process,
      async handle(event) {
        mostBusy = Math.max(mostBusy, ++busy);
        await new Promise(setImmediate);
        await process.handle(event);
        busy--;
      },
    });
    await on.caughtUp('recorder', await on.append('c', 'Counted'));
    expect([of('a'), of('b'), of('c')]).toEqual([[0, 1, 2], [0, 1, 2], [0]]);
    expect(mostBusy).toBeGreaterThan(1);
  });

  it('is worked on by one worker at a time', async () => {
    const { process, handled } = recorder();
    const another = await on.anotherDataSource();
    on.runProcess(process);
    on.runProcess(process, { dataSource: another });
    let position = 0n;
    for (let round = 0; round < 20; round++) position = await on.append('a', 'Counted');
    await on.caughtUp('recorder', position);
    expect(handled).toHaveLength(20);
  });
});
