import { ANY, type EventStoreDBClient, NO_STREAM, START, STREAM_EXISTS, streamNameFilter } from '@eventstore/db-client';
import { follow } from './subscriber.js';
import { collect, manyNoted, noted, numbersOf, uniqueName, useEventStore } from './support.js';

const TOMBSTONE = 2n ** 63n - 1n;

describe('EventStoreDB conformance: Delete and Tombstone', () => {
  const store = useEventStore();
  let client: EventStoreDBClient;
  beforeAll(() => (client = store.connect()));

  const streamOf = async (count: number) => {
    const stream = uniqueName();
    await client.appendToStream(stream, manyNoted(count));
    return stream;
  };
  const read = (stream: string) => collect(client.readStream(stream));
  /** What `$all` still has of a stream and its metadata. */
  const inAll = async (stream: string) => {
    const { caughtUp, events, end } = follow(client.subscribeToAll({ fromPosition: START, filter: streamNameFilter({ prefixes: [stream, `$$${stream}`] }) }));
    await caughtUp();
    await end();
    return events.map(({ event }) => event!);
  };
  const wrong = (streamName: string, expectedVersion: bigint, actualVersion: bigint) =>
    ({ type: 'wrong-expected-version', code: 9, streamName, expectedVersion, actualVersion });

  describe('a soft delete', () => {
    it('hides the stream and says where in the log', async () => {
      const stream = await streamOf(3);
      const { position } = await client.deleteStream(stream, { expectedRevision: 2n });
      await expect(read(stream)).rejects.toMatchObject({ type: 'stream-not-found' });
      const records = await inAll(stream);
      expect(records.map(({ streamId }) => streamId)).toEqual([stream, stream, stream, `$$${stream}`]);
      expect(records.at(-1)).toMatchObject({ type: '$metadata', position });
    });

    it('is $tb = 2^63 - 1 in the metadata', async () => {
      const stream = await streamOf(1);
      await client.deleteStream(stream);
      expect((await client.getStreamMetadata(stream)).metadata!.truncateBefore).toBe(2 ** 63);
    });

    it.each([['any', ANY], ['no stream', NO_STREAM], ['the last revision', 2n]] as const)('is undone by an append expecting %s', async (_, expectedRevision) => {
      const stream = await streamOf(3);
      await client.deleteStream(stream);
      expect(await client.appendToStream(stream, manyNoted(2, 3), { expectedRevision })).toMatchObject({ success: true, nextExpectedRevision: 4n });
      const events = await read(stream);
      expect(events.map(({ event }) => event!.revision)).toEqual([3n, 4n]);
      expect((await client.getStreamMetadata(stream)).metadata).toEqual({ truncateBefore: 3 });
    });

    it('makes "stream exists" untrue', async () => {
      const stream = await streamOf(1);
      await client.deleteStream(stream);
      await expect(client.appendToStream(stream, noted(1), { expectedRevision: STREAM_EXISTS })).rejects.toMatchObject({ type: 'stream-deleted', streamName: stream });
    });

    it('can be repeated expecting anything', async () => {
      const stream = await streamOf(1);
      await client.deleteStream(stream);
      await expect(client.deleteStream(stream)).resolves.toHaveProperty('position');
    });

    it('is refused when the expected revision is wrong', async () => {
      const stream = await streamOf(2);
      await expect(client.deleteStream(stream, { expectedRevision: 0n })).rejects.toMatchObject(wrong(stream, 0n, 1n));
      await expect(client.deleteStream(stream, { expectedRevision: 5n })).rejects.toMatchObject(wrong(stream, 5n, 1n));
      await expect(client.deleteStream(stream, { expectedRevision: NO_STREAM })).rejects.toMatchObject(wrong(stream, -1n, 1n));
      expect(numbersOf(await read(stream))).toEqual([0, 1]);
    });

    it('is refused when there is nothing to delete', async () => {
      const stream = uniqueName();
      await expect(client.deleteStream(stream, { expectedRevision: ANY })).rejects.toMatchObject({ type: 'wrong-expected-version' });
    });

    it('expecting no stream is right where there is only metadata', async () => {
      const stream = uniqueName();
      await client.setStreamMetadata(stream, { maxCount: 3 });
      await expect(client.deleteStream(stream, { expectedRevision: NO_STREAM })).resolves.toHaveProperty('position');
    });
  });

  describe('a tombstone', () => {
    it('ends the stream for good', async () => {
      const stream = await streamOf(2);
      await client.tombstoneStream(stream, { expectedRevision: 1n });
      const deleted = { type: 'stream-deleted', streamName: stream };
      await expect(read(stream)).rejects.toMatchObject({ ...deleted, code: 9 });
      await expect(client.appendToStream(stream, noted(2))).rejects.toMatchObject(deleted);
      await expect(client.appendToStream(stream, noted(2), { expectedRevision: NO_STREAM })).rejects.toMatchObject(deleted);
      await expect(client.deleteStream(stream)).rejects.toMatchObject(deleted);
      await expect(client.tombstoneStream(stream)).rejects.toMatchObject(deleted);
    });

    it('ends its metadata stream too', async () => {
      const stream = await streamOf(1);
      await client.setStreamMetadata(stream, { maxCount: 3 });
      await client.tombstoneStream(stream);
      await expect(read(`$$${stream}`)).rejects.toMatchObject({ type: 'stream-deleted' });
      await expect(client.setStreamMetadata(stream, { maxCount: 4 })).rejects.toMatchObject({ type: 'stream-deleted' });
    });

    it('is the last event in $all', async () => {
      const stream = await streamOf(2);
      const { position } = await client.tombstoneStream(stream);
      const records = await inAll(stream);
      expect(records.map(({ type }) => type)).toEqual(['Noted', 'Noted', '$streamDeleted']);
      expect(records.at(-1)).toMatchObject({ revision: TOMBSTONE, position });
    });

    it.each([ANY, NO_STREAM] as const)('can be set on a stream that never was, expecting %s', async expectedRevision => {
      const stream = uniqueName();
      await client.tombstoneStream(stream, { expectedRevision });
      await expect(read(stream)).rejects.toMatchObject({ type: 'stream-deleted' });
    });

    it('is refused when the expected revision is wrong', async () => {
      const stream = await streamOf(2);
      await expect(client.tombstoneStream(stream, { expectedRevision: 0n })).rejects.toMatchObject(wrong(stream, 0n, 1n));
      const missing = uniqueName();
      await expect(client.tombstoneStream(missing, { expectedRevision: STREAM_EXISTS as never })).rejects.toMatchObject(wrong(missing, -4n, -1n));
      expect(numbersOf(await read(stream))).toEqual([0, 1]);
    });
  });
});
