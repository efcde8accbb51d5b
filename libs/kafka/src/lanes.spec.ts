import { inLanes, Progress, Slots } from './lanes.js';

const turn = () => new Promise(resolve => setImmediate(resolve));

describe('lanes', () => {
  it('keep the order of a key, and no more at a time than there are slots', async () => {
    const done: string[] = [];
    let atWork = 0;
    let most = 0;
    await inLanes(['a1', 'b1', 'a2', 'c1', 'b2', 'a3', 'd1'], item => item[0]!, new Slots(2), async item => {
      most = Math.max(most, ++atWork);
      await turn();
      atWork--;
      done.push(item);
    });
    expect(most).toBe(2);
    for (const key of ['a', 'b', 'c', 'd']) expect(done.filter(item => item.startsWith(key))).toEqual([...done.filter(item => item.startsWith(key))].sort());
    expect(done.length).toBe(7);
  });

  it('finish what is at work when one fails, start no more, and throw', async () => {
    const done: string[] = [];
    await expect(inLanes(['a1', 'b1', 'a2', 'b2'], item => item[0]!, new Slots(2), async item => {
      await turn();
      if (item === 'a1') throw new Error('a1');
      await turn();
      done.push(item);
    })).rejects.toThrow('a1');
    expect(done).toEqual(['b1']);
  });
});

describe('progress', () => {
  it('moves only over what is done without a gap, also where the topic itself has gaps', () => {
    const progress = new Progress(['10', '11', '15', '16']);
    expect(progress.advance()).toBeUndefined();
    progress.finish('11');
    progress.finish('15');
    expect(progress.advance()).toBeUndefined();
    progress.finish('10');
    expect(progress.advance()).toBe('15');
    expect(progress.advance()).toBeUndefined();
    progress.finish('16');
    expect(progress.advance()).toBe('16');
  });
});
