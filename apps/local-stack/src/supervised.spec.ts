import { backoffMs } from './backoff.js';
import type { Launched } from './node-process.js';
import { Supervised } from './supervised.js';

/** A process whose life the spec decides. */
const fakeProcess = (pid: number) => {
  let becomeReady = () => {};
  let end = (_how: string) => {};
  const ready = new Promise<void>(resolve => (becomeReady = resolve));
  const ended = new Promise<string>(resolve => (end = resolve));
  const launched: Launched = { pid, ready, ended, setClock: async () => undefined, stop: async () => end('SIGTERM') };
  return { launched, becomeReady, end };
};

describe('a supervised process', () => {
  it('waits longer after each failure, five seconds at most', () =>
    expect([1, 2, 3, 4, 5, 6, 60].map(backoffMs)).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000]));

  it('is started again when it ends, and counted', async () => {
    const lives = [fakeProcess(1), fakeProcess(2)];
    const notices: string[] = [];
    let launches = 0;
    const supervised = new Supervised('worker', () => lives[launches++]!.launched, text => notices.push(text), async () => undefined);
    const started = supervised.start();
    lives[0]!.becomeReady();
    await started;
    expect(supervised).toMatchObject({ state: 'ready', pid: 1, restarts: 0 });

    const secondReady = lives[1]!.launched.ready;
    lives[0]!.end('SIGKILL');
    lives[1]!.becomeReady();
    await secondReady;
    await new Promise(resolve => setImmediate(resolve));
    expect(supervised).toMatchObject({ state: 'ready', pid: 2, restarts: 1 });
    expect(notices).toEqual(['worker ended (SIGKILL); starting it again in 250 ms']);

    await supervised.stop();
    expect(supervised).toMatchObject({ state: 'stopped', pid: undefined });
    expect(launches).toBe(2);
  });

  it('is given up after five deaths before it was ever ready', async () => {
    let launches = 0;
    const dying = () => {
      const { launched, end } = fakeProcess(++launches);
      end('exit 1');
      return launched;
    };
    const supervised = new Supervised('worker', dying, () => undefined, async () => undefined);
    await expect(supervised.start()).rejects.toThrow('worker ended 5 times before it was ready (last: exit 1)');
    expect(launches).toBe(5);
    await supervised.stop();
  });

  it('is not started any more once stopped', async () => {
    let launches = 0;
    const supervised = new Supervised('worker', () => fakeProcess(++launches).launched, () => undefined);
    await supervised.stop();
    void supervised.start();
    expect(launches).toBe(0);
  });

  it('that is still being launched is stopped as soon as it runs', async () => {
    const life = fakeProcess(1);
    let launch = (_launched: Launched) => {};
    const launching = new Promise<Launched>(resolve => (launch = resolve));
    const supervised = new Supervised('postgres', () => launching, () => undefined);
    void supervised.start();
    const stopped = supervised.stop();
    launch(life.launched);
    await stopped;
    expect(await life.launched.ended).toBe('SIGTERM');
  });
});
