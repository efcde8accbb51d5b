import { END, type EventStoreDBClient, eventTypeFilter, excludeSystemEvents, type Filter, type Position, START, streamNameFilter } from '@eventstore/db-client';
import { follow, type Subscriber } from './subscriber.js';
import { collect, manyNoted, noted, numbersOf, uniqueName, useEventStore } from './support.js';

describe('EventStoreDB conformance: subscription to $all', () => {
  const store = useEventStore();
  let client: EventStoreDBClient;
  let subscriber: Subscriber | undefined;
  beforeAll(() => (client = store.connect()));
  afterEach(() => subscriber?.end());

  const subscribe = (filter?: Filter, fromPosition: typeof START | typeof END | Position = START) =>
    (subscriber = follow(client.subscribeToAll({ filter, fromPosition })));
  const positionOf = async (stream: string, revision: bigint) =>
    (await collect(client.readStream(stream, { fromRevision: revision, maxCount: 1 })))[0]!.event!.position!;

  it('without a filter gives every stream in the order of writing', async () => {
    const [one, other] = [uniqueName(), uniqueName()];
    for (let number = 0; number < 4; number += 1) await client.appendToStream(number % 2 ? other : one, noted(number));
    const ours = () => events.filter(({ event }) => event && [one, other].includes(event.streamId));
    const { caughtUp, events, until } = subscribe();
    await caughtUp();
    expect(numbersOf(ours())).toEqual([0, 1, 2, 3]);
    await client.appendToStream(one, noted(4));
    await until(() => ours().length === 5);
    expect(numbersOf(ours())).toEqual([0, 1, 2, 3, 4]);
  });

  it('from a position excludes it', async () => {
    const stream = uniqueName();
    await client.appendToStream(stream, manyNoted(3));
    const { caughtUp, events } = subscribe(streamNameFilter({ prefixes: [stream] }), await positionOf(stream, 0n));
    await caughtUp();
    expect(numbersOf(events)).toEqual([1, 2]);
  });

  it('from the end gives only what is new', async () => {
    const stream = uniqueName();
    await client.appendToStream(stream, noted(0));
    const { caughtUp, events, received } = subscribe(streamNameFilter({ prefixes: [stream] }), END);
    await caughtUp();
    await client.appendToStream(stream, noted(1));
    await received(1);
    expect(numbersOf(events)).toEqual([1]);
  });

  it('refuses a position that is inside a record', async () => {
    const stream = uniqueName();
    await client.appendToStream(stream, manyNoted(2));
    const { commit } = await positionOf(stream, 0n);
    await expect(subscribe(undefined, { commit: commit + 1n, prepare: commit + 1n }).error).resolves.toMatchObject({ code: 3 });
  });

  describe('with a filter', () => {
    const mark = uniqueName('mark').replaceAll('-', '');
    const names = [`${mark}red-1`, `${mark}blue-1`, `${mark}green-1`, `other-${mark}red-1`];
    const filters: [string, Filter, number[]][] = [
      ['on stream name prefixes', streamNameFilter({ prefixes: [`${mark}red-`, `${mark}green-`] }), [0, 2, 4, 6]],
      ['on a stream name regex, which need not match at the start', streamNameFilter({ regex: `${mark}(red|blue)-\\d$` }), [0, 1, 3, 4, 5, 7]],
      ['on event type prefixes', eventTypeFilter({ prefixes: [`${mark}0`, `${mark}3`] }), [0, 3, 4, 7]],
      ['on an event type regex', eventTypeFilter({ regex: `^${mark}[12]$` }), [1, 2, 5, 6]],
    ];
    const write = async (from: number) => {
      for (const [index, name] of names.entries()) await client.appendToStream(name, noted(from + index, { type: `${mark}${index}` }));
    };
    let caughtUpBefore: Subscriber[] = [];

    beforeAll(async () => {
      caughtUpBefore = filters.map(([, filter]) => follow(client.subscribeToAll({ filter })));
      await Promise.all(caughtUpBefore.map(({ caughtUp }) => caughtUp()));
      await write(0);
      await write(4);
    });
    afterAll(() => Promise.all(caughtUpBefore.map(({ end }) => end())));

    it.each(filters)('%s', async (_, filter, numbers) => {
      const { caughtUp, events } = subscribe(filter);
      await caughtUp();
      expect(numbersOf(events)).toEqual(numbers);
    });

    it.each(filters.map(([name, , numbers], index) => [name, index, numbers] as const))('%s, live', async (_, index, numbers) => {
      const { received, events } = caughtUpBefore[index]!;
      await received(numbers.length);
      expect(numbersOf(events)).toEqual(numbers);
    });

    it('that excludes system events', async () => {
      await client.setStreamMetadata(names[0]!, { maxCount: 100 });
      const { caughtUp, events } = subscribe(excludeSystemEvents());
      await caughtUp();
      expect(events.filter(({ event }) => event!.type.startsWith('$'))).toEqual([]);
    });
  });

  it('gives metadata and tombstones too', async () => {
    const stream = uniqueName();
    await client.appendToStream(stream, noted(0));
    await client.setStreamMetadata(stream, { maxCount: 5 });
    await client.tombstoneStream(stream);
    const { caughtUp, events } = subscribe(streamNameFilter({ regex: stream }));
    await caughtUp();
    expect(events.map(({ event }) => [event!.streamId, event!.type])).toEqual(
      [[stream, 'Noted'], [`$$${stream}`, '$metadata'], [stream, '$streamDeleted']]);
  });

  it('loses and repeats nothing while others write, however slow the reader', async () => {
    const stream = uniqueName();
    const payload = 'x'.repeat(4_000);
    const subscription = client.subscribeToAll({ fromPosition: END, filter: streamNameFilter({ prefixes: [stream] }) }, { highWaterMark: 1 });
    await new Promise(resolve => subscription.once('confirmation', resolve));
    for (let from = 0; from < 2_000; from += 100) {
      await client.appendToStream(stream, manyNoted(100, from).map(event => ({ ...event, metadata: { payload } })));
    }
    const numbers: number[] = [];
    for await (const { event } of subscription) {
      numbers.push((event!.data as { number: number }).number);
      if (numbers.length === 2_000) break;
    }
    expect(numbers).toEqual(Array.from({ length: 2_000 }, (_, index) => index));
  });
});
