import type { LogRecord } from './log.js';
import { Tail } from './tail.js';

const record = (position: number, size = 1): LogRecord => ({
  position: BigInt(position), stream: 's', revision: 0n, id: 'i', type: 't', isJson: false, created: 0n, data: new Uint8Array(size), metadata: new Uint8Array(),
});
const positions = (records?: readonly LogRecord[]) => records?.map(({ position }) => Number(position));

describe('the tail of the log', () => {
  it('has what was committed after a position', () => {
    const tail = new Tail();
    tail.reset(10n);
    tail.publish([record(20), record(30)]);
    expect(positions(tail.after(10n))).toEqual([20, 30]);
    expect(positions(tail.after(20n))).toEqual([30]);
    expect(positions(tail.after(30n))).toEqual([]);
    expect(positions(tail.after(99n))).toEqual([]);
  });

  it('says when it no longer has all of it', () => {
    const tail = new Tail();
    tail.publish(Array.from({ length: 513 }, (_, index) => record(index + 1)));
    expect(tail.after(0n)).toBeUndefined();
    expect(tail.after(1n)).toHaveLength(512);
    tail.publish([record(1_000, 5 * 1024 * 1024)]);
    expect(tail.after(999n)).toBeUndefined();
    expect(positions(tail.after(1_000n))).toEqual([]);
  });

  it('wakes who waits for a position to be passed', async () => {
    const tail = new Tail();
    const woken = tail.movedPast(5n, new AbortController().signal);
    tail.publish([record(5)]);
    tail.publish([record(6)]);
    await woken;
    expect(tail.position).toBe(6n);
    await tail.movedPast(5n, new AbortController().signal);
  });

  it('lets go of who gives up', async () => {
    const ended = new AbortController();
    const waiting = new Tail().movedPast(0n, ended.signal);
    ended.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  });
});
