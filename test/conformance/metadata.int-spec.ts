import { BACKWARDS, END, type EventStoreDBClient, jsonEvent, NO_STREAM } from '@eventstore/db-client';
import { collect, manyNoted, noted, numbersOf, uniqueName, useEventStore } from './support.js';

describe('EventStoreDB conformance: stream metadata', () => {
  const store = useEventStore();
  let client: EventStoreDBClient;
  beforeAll(() => (client = store.connect()));

  const streamOf = async (count: number) => {
    const stream = uniqueName();
    await client.appendToStream(stream, manyNoted(count));
    return stream;
  };
  const numbersIn = async (stream: string) => numbersOf(await collect(client.readStream(stream)));
  const setRaw = (stream: string, data: Record<string, unknown>) => client.appendToStream(`$$${stream}`, jsonEvent({ type: '$metadata', data }));

  it('comes back as it was set, with keys of one\'s own', async () => {
    const stream = await streamOf(1);
    const metadata = { maxCount: 7, maxAge: 3_600, cacheControl: 60, acl: { readRoles: ['$admins', '$all'], writeRoles: ['$all'] }, purpose: 'test' };
    await client.setStreamMetadata(stream, metadata, { expectedRevision: NO_STREAM });
    expect(await client.getStreamMetadata(stream)).toMatchObject({ streamName: stream, metadata });
  });

  it('can be set for a stream that does not exist, which still does not exist then', async () => {
    const stream = uniqueName();
    await client.setStreamMetadata(stream, { maxCount: 2 });
    expect((await client.getStreamMetadata(stream)).metadata).toEqual({ maxCount: 2 });
    await expect(numbersIn(stream)).rejects.toMatchObject({ type: 'stream-not-found' });
    await client.appendToStream(stream, manyNoted(3), { expectedRevision: NO_STREAM });
    expect(await numbersIn(stream)).toEqual([1, 2]);
  });

  it('is missing where none was set', async () => {
    expect((await client.getStreamMetadata(await streamOf(1))).metadata).toBeUndefined();
  });

  it('keeps its last event only', async () => {
    const stream = await streamOf(1);
    await client.setStreamMetadata(stream, { maxCount: 1 });
    await client.setStreamMetadata(stream, { maxCount: 2 }, { expectedRevision: 0n });
    const events = await collect(client.readStream(`$$${stream}`));
    expect(events.map(({ event }) => event!.revision)).toEqual([1n]);
  });

  it('$maxCount hides all but the last events', async () => {
    const stream = await streamOf(5);
    await client.setStreamMetadata(stream, { maxCount: 2 });
    expect(await numbersIn(stream)).toEqual([3, 4]);
    expect(numbersOf(await collect(client.readStream(stream, { direction: BACKWARDS, fromRevision: END })))).toEqual([4, 3]);
    await client.appendToStream(stream, noted(5), { expectedRevision: 4n });
    expect(await numbersIn(stream)).toEqual([4, 5]);
  });

  it('$tb hides the events before it', async () => {
    const stream = await streamOf(5);
    await client.setStreamMetadata(stream, { truncateBefore: 3 });
    expect(await numbersIn(stream)).toEqual([3, 4]);
    expect(numbersOf(await collect(client.readStream(stream, { fromRevision: 1n, maxCount: 1 })))).toEqual([3]);
    await client.setStreamMetadata(stream, { truncateBefore: 9 });
    expect(await numbersIn(stream)).toEqual([]);
  });

  it('hides by the stricter of $maxCount and $tb', async () => {
    const stream = await streamOf(5);
    await client.setStreamMetadata(stream, { maxCount: 4, truncateBefore: 2 });
    expect(await numbersIn(stream)).toEqual([2, 3, 4]);
    await client.setStreamMetadata(stream, { maxCount: 1, truncateBefore: 2 });
    expect(await numbersIn(stream)).toEqual([4]);
  });

  it('shows hidden events again when it changes, since nothing is removed', async () => {
    const stream = await streamOf(3);
    await client.setStreamMetadata(stream, { maxCount: 1 });
    await client.setStreamMetadata(stream, {});
    expect(await numbersIn(stream)).toEqual([0, 1, 2]);
  });

  it('ignores values that are not positive, and what is not JSON', async () => {
    const stream = await streamOf(2);
    await setRaw(stream, { $maxCount: 0, $maxAge: -5 });
    expect(await numbersIn(stream)).toEqual([0, 1]);
    await client.appendToStream(`$$${stream}`, { id: noted(0).id, type: '$metadata', contentType: 'application/octet-stream', data: new Uint8Array([1]), metadata: undefined });
    expect(await numbersIn(stream)).toEqual([0, 1]);
  });

  it('set on a soft-deleted stream does not bring its events back', async () => {
    const stream = await streamOf(3);
    await client.deleteStream(stream);
    await client.setStreamMetadata(stream, { maxCount: 10 });
    await client.appendToStream(stream, noted(3));
    expect(await numbersIn(stream)).toEqual([3]);
    expect((await client.getStreamMetadata(stream)).metadata).toEqual({ maxCount: 10, truncateBefore: 3 });
  });
});
