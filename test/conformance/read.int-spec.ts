import { BACKWARDS, END, type EventStoreDBClient, FORWARDS, NO_STREAM, START } from '@eventstore/db-client';
import { collect, manyNoted, noted, numbersOf, uniqueName, useEventStore } from './support.js';

describe('EventStoreDB conformance: Read', () => {
  const store = useEventStore();
  let client: EventStoreDBClient;
  beforeAll(() => (client = store.connect()));

  describe('of a stream', () => {
    const stream = uniqueName();
    beforeAll(() => client.appendToStream(stream, manyNoted(10), { expectedRevision: NO_STREAM }));

    it.each([
      ['all of it', {}, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
      ['from a revision on, it included', { fromRevision: 7n }, [7, 8, 9]],
      ['so many events', { fromRevision: 2n, maxCount: 3 }, [2, 3, 4]],
      ['from beyond the end', { fromRevision: 10n }, []],
      ['from the end', { fromRevision: END }, []],
      ['backwards from the end', { direction: BACKWARDS, fromRevision: END }, [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]],
      ['backwards from a revision, it included', { direction: BACKWARDS, fromRevision: 2n }, [2, 1, 0]],
      ['backwards from the start', { direction: BACKWARDS, fromRevision: START }, [0]],
      ['backwards from beyond the end', { direction: BACKWARDS, fromRevision: 99n, maxCount: 2 }, [9, 8]],
    ] as const)('%s', async (_, options, numbers) => {
      expect(numbersOf(await collect(client.readStream(stream, options)))).toEqual(numbers);
    });

    it('in the order of writing over many pages', async () => {
      const long = uniqueName();
      for (let from = 0; from < 1_000; from += 250) await client.appendToStream(long, manyNoted(250, from));
      const numbers = Array.from({ length: 1_000 }, (_, index) => index);
      expect(numbersOf(await collect(client.readStream(long)))).toEqual(numbers);
      expect(numbersOf(await collect(client.readStream(long, { direction: BACKWARDS, fromRevision: END })))).toEqual([...numbers].reverse());
    });

    it('that does not exist', async () => {
      const missing = uniqueName();
      await expect(collect(client.readStream(missing))).rejects.toMatchObject({ type: 'stream-not-found', streamName: missing });
    });

    it('with the position of each event', async () => {
      const events = await collect(client.readStream(stream));
      const positions = events.map(({ event }) => event!.position!.commit);
      expect(positions).toEqual([...positions].sort((a, b) => (a < b ? -1 : 1)));
      expect(new Set(positions).size).toBe(10);
      expect(events.map(({ commitPosition }) => commitPosition)).toEqual(positions);
    });
  });

  describe('of $all', () => {
    const [one, other] = [uniqueName(), uniqueName()];
    const ours = (events: Awaited<ReturnType<typeof collect>>) =>
      events.filter(({ event }) => event && [one, other].includes(event.streamId));

    beforeAll(async () => {
      for (let number = 0; number < 6; number += 1) await client.appendToStream(number % 2 ? other : one, noted(number));
    });

    it('forwards gives every stream in the order of writing', async () => {
      expect(numbersOf(ours(await collect(client.readAll({ fromPosition: START }))))).toEqual([0, 1, 2, 3, 4, 5]);
    });

    it('backwards gives the reverse', async () => {
      expect(numbersOf(ours(await collect(client.readAll({ fromPosition: END, direction: BACKWARDS, maxCount: 500 }))))).toEqual([5, 4, 3, 2, 1, 0]);
    });

    it('includes the event at a position forwards and excludes it backwards', async () => {
      const { position } = (await collect(client.readStream(one)))[1]!.event!;
      const [first] = await collect(client.readAll({ fromPosition: position!, maxCount: 1 }));
      expect(first!.event).toMatchObject({ streamId: one, revision: 1n });
      const [before] = await collect(client.readAll({ fromPosition: position!, direction: BACKWARDS, maxCount: 1 }));
      expect(before!.event!.position!.commit).toBeLessThan(position!.commit);
    });

    it('stops at the count', async () => {
      expect(await collect(client.readAll({ maxCount: 2 }))).toHaveLength(2);
    });

    it('gives nothing forwards from the end or backwards from the start', async () => {
      expect(await collect(client.readAll({ fromPosition: END, direction: FORWARDS }))).toEqual([]);
      expect(await collect(client.readAll({ fromPosition: START, direction: BACKWARDS }))).toEqual([]);
    });

    it('refuses a position that is inside a record', async () => {
      const { position } = (await collect(client.readStream(one)))[1]!.event!;
      const inside = { commit: position!.commit + 1n, prepare: position!.commit + 1n };
      await expect(collect(client.readAll({ fromPosition: inside }))).rejects.toMatchObject({ code: 2 });
    });
  });
});
