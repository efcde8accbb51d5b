import { PassThrough } from 'node:stream';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { Feed } from './feed.js';
import { BEGINNING } from './projection.js';

const at = (commit: number) => ({ commit: BigInt(commit), prepare: BigInt(commit) });

/** A subscription that says what the test says. */
const subscription = () => {
  const stream = Object.assign(new PassThrough({ objectMode: true }), { unsubscribe: async () => undefined });
  let checkpoint: (commit: number) => void = () => undefined;
  const subscribeToAll = ({ filter }: { filter: { checkpointReached(of: unknown, position: object): void } }) => {
    checkpoint = commit => filter.checkpointReached(stream, at(commit));
    return stream;
  };
  const feed = new Feed({ subscribeToAll } as unknown as EventStoreDBClient, ['Counted'], BEGINNING);
  const events = (...commits: number[]) => commits.forEach(commit => stream.write({ event: { position: at(commit) } }));
  return { feed, events, checkpoint: (commit: number) => checkpoint(commit) };
};

const told = ({ events, position }: Awaited<ReturnType<Feed['next']>>) => [events.length, position && Number(position.commit)];

describe('how far a feed says it has read', () => {
  it('is a checkpoint beyond its last event once nothing is left to read', async () => {
    const { feed, events, checkpoint } = subscription();
    events(1, 2);
    checkpoint(5);
    expect(told(await feed.next(10))).toEqual([2, 5]);
  });

  it('never goes back to a checkpoint that came between the events of a full batch', async () => {
    const { feed, events, checkpoint } = subscription();
    events(1, 2, 3);
    checkpoint(2);
    expect(told(await feed.next(3))).toEqual([3, 3]);
    expect(told(await feed.next(3))).toEqual([0, undefined]);
    events(4);
    expect(told(await feed.next(3))).toEqual([1, 4]);
  });
});
