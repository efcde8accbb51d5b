import { END, type EventStoreDBClient, START } from '@eventstore/db-client';
import { type Subscriber, follow } from './subscriber.js';
import { manyNoted, noted, numbersOf, uniqueName, useEventStore } from './support.js';

describe('EventStoreDB conformance: subscription to a stream', () => {
  const store = useEventStore();
  let client: EventStoreDBClient;
  let subscriber: Subscriber | undefined;
  beforeAll(() => (client = store.connect()));
  afterEach(() => subscriber?.end());

  const subscribe = (stream: string, fromRevision: typeof START | typeof END | bigint = START) =>
    (subscriber = follow(client.subscribeToStream(stream, { fromRevision })));
  const streamOf = async (count: number) => {
    const stream = uniqueName();
    await client.appendToStream(stream, manyNoted(count));
    return stream;
  };

  it('from the start gives what is there, then says it has caught up, then goes on live', async () => {
    const stream = await streamOf(3);
    const { caughtUp, events, received } = subscribe(stream);
    await caughtUp();
    expect(numbersOf(events)).toEqual([0, 1, 2]);
    await client.appendToStream(stream, manyNoted(2, 3));
    await received(5);
    expect(numbersOf(events)).toEqual([0, 1, 2, 3, 4]);
  });

  it('from a revision excludes it', async () => {
    const { caughtUp, events } = subscribe(await streamOf(4), 1n);
    await caughtUp();
    expect(numbersOf(events)).toEqual([2, 3]);
  });

  it('from the end gives only what is new', async () => {
    const stream = await streamOf(3);
    const { caughtUp, events, received } = subscribe(stream, END);
    await caughtUp();
    await client.appendToStream(stream, noted(3));
    await received(1);
    expect(numbersOf(events)).toEqual([3]);
  });

  it('waits for a stream that does not exist yet', async () => {
    const stream = uniqueName();
    const { caughtUp, events, received } = subscribe(stream);
    await caughtUp();
    await client.appendToStream(uniqueName(), noted(9));
    await client.appendToStream(stream, noted(0));
    await received(1);
    expect(numbersOf(events)).toEqual([0]);
  });

  it('loses and repeats nothing while others write', async () => {
    const stream = await streamOf(200);
    const writing = (async () => {
      for (let number = 200; number < 400; number += 1) await client.appendToStream(stream, noted(number));
    })();
    const { events, received } = subscribe(stream);
    await Promise.all([writing, received(400)]);
    expect(numbersOf(events)).toEqual(Array.from({ length: 400 }, (_, index) => index));
  });

  it('shows a soft-deleted stream from its revival on', async () => {
    const stream = await streamOf(3);
    await client.deleteStream(stream);
    const { caughtUp, events, received } = subscribe(stream);
    await caughtUp();
    expect(events).toEqual([]);
    await client.appendToStream(stream, noted(3));
    await received(1);
    expect(events[0]!.event).toMatchObject({ revision: 3n });
  });

  it('to a tombstoned stream is an error', async () => {
    const stream = await streamOf(1);
    await client.tombstoneStream(stream);
    await expect(subscribe(stream).error).resolves.toMatchObject({ type: 'stream-deleted', streamName: stream });
  });

  it('delivers a tombstone, then ends', async () => {
    const stream = await streamOf(1);
    const { caughtUp, events, error } = subscribe(stream);
    await caughtUp();
    await client.tombstoneStream(stream);
    await expect(error).resolves.toMatchObject({ type: 'stream-deleted' });
    expect(events.map(({ event }) => event!.type)).toEqual(['Noted', '$streamDeleted']);
    expect(events[1]!.event!.revision).toBe(2n ** 63n - 1n);
  });
});
