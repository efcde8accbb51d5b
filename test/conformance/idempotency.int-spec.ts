import { ANY, type EventStoreDBClient, NO_STREAM, STREAM_EXISTS } from '@eventstore/db-client';
import { collect, manyNoted, noted, uniqueName, useEventStore } from './support.js';

describe('EventStoreDB conformance: idempotency', () => {
  const store = useEventStore();
  let client: EventStoreDBClient;
  beforeAll(() => (client = store.connect()));

  const lengthOf = async (stream: string) => (await collect(client.readStream(stream))).length;
  const wrong = { type: 'wrong-expected-version' };

  describe.each([['any', ANY], ['stream exists', STREAM_EXISTS]] as const)('a repeat expecting %s', (_, expectedRevision) => {
    it('is answered with the place of the first time', async () => {
      const stream = uniqueName();
      const events = manyNoted(3);
      const first = await client.appendToStream(stream, events);
      await client.appendToStream(stream, noted(9));
      expect(await client.appendToStream(stream, events, { expectedRevision })).toEqual(first);
      expect(await lengthOf(stream)).toBe(4);
    });

    it('is refused when only its beginning was written', async () => {
      const stream = uniqueName();
      const [known, unknown] = [noted(0), noted(1)];
      await client.appendToStream(stream, known);
      await expect(client.appendToStream(stream, [known, unknown], { expectedRevision })).rejects.toMatchObject(wrong);
    });

    it('is written when its first event was not', async () => {
      const stream = uniqueName();
      const [known, unknown] = [noted(0), noted(1)];
      await client.appendToStream(stream, known);
      expect(await client.appendToStream(stream, [unknown, known], { expectedRevision })).toMatchObject({ nextExpectedRevision: 2n });
    });

    it('is of this stream only', async () => {
      const [one, other] = [uniqueName(), uniqueName()];
      const event = noted(0);
      await client.appendToStream(other, noted(1));
      await client.appendToStream(one, event);
      expect(await client.appendToStream(other, event, { expectedRevision })).toMatchObject({ nextExpectedRevision: 1n });
      expect(await lengthOf(other)).toBe(2);
    });
  });

  it('answers repeats sent at once with one place', async () => {
    const stream = uniqueName();
    const event = noted(0);
    const results = await Promise.all(Array.from({ length: 20 }, () => client.appendToStream(stream, event)));
    expect(new Set(results.map(({ nextExpectedRevision, position }) => `${nextExpectedRevision} ${position!.commit}`)).size).toBe(1);
    expect(await lengthOf(stream)).toBe(1);
  });

  describe('a repeat expecting a revision', () => {
    const events = () => manyNoted(4);

    it('is answered with the place of the first time', async () => {
      const stream = uniqueName();
      const written = events();
      const first = await client.appendToStream(stream, written.slice(0, 2), { expectedRevision: NO_STREAM });
      const second = await client.appendToStream(stream, written.slice(2), { expectedRevision: 1n });
      expect(await client.appendToStream(stream, written.slice(0, 2), { expectedRevision: NO_STREAM })).toEqual(first);
      expect(await client.appendToStream(stream, written.slice(2), { expectedRevision: 1n })).toEqual(second);
      expect(await lengthOf(stream)).toBe(4);
    });

    it('is refused when an event differs or is too many', async () => {
      const stream = uniqueName();
      const written = events();
      await client.appendToStream(stream, written, { expectedRevision: NO_STREAM });
      const repeat = (again: typeof written, expectedRevision: bigint) => client.appendToStream(stream, again, { expectedRevision });
      await expect(repeat([noted(1)], 0n)).rejects.toMatchObject(wrong);
      await expect(repeat([written[1]!, noted(2)], 0n)).rejects.toMatchObject(wrong);
      await expect(repeat([written[3]!, noted(4)], 2n)).rejects.toMatchObject(wrong);
      await expect(repeat([written[2]!], 0n)).rejects.toMatchObject(wrong);
      await expect(repeat([], 0n)).rejects.toMatchObject(wrong);
      expect(await lengthOf(stream)).toBe(4);
    });

    it('is written again at the head: nothing is compared there', async () => {
      const stream = uniqueName();
      const event = noted(0);
      await client.appendToStream(stream, event, { expectedRevision: NO_STREAM });
      expect(await client.appendToStream(stream, event, { expectedRevision: 0n })).toMatchObject({ nextExpectedRevision: 1n });
      expect(await lengthOf(stream)).toBe(2);
    });
  });
});
