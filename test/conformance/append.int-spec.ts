import { randomUUID } from 'node:crypto';
import { ANY, type AppendExpectedRevision, binaryEvent, type EventStoreDBClient, NO_STREAM, STREAM_EXISTS } from '@eventstore/db-client';
import { collect, manyNoted, noted, numbersOf, uniqueName, useEventStore } from './support.js';

// the client takes plain Append instead of BatchAppend when a call has credentials of its own, which an insecure server ignores
const credentials = { username: 'admin', password: 'changeit' };

describe.each([['BatchAppend', {}], ['Append', { credentials }]])('EventStoreDB conformance: %s', (_, via) => {
  const store = useEventStore();
  let client: EventStoreDBClient;
  beforeAll(() => (client = store.connect()));

  const append = (stream: string, events: Parameters<EventStoreDBClient['appendToStream']>[1], expectedRevision: AppendExpectedRevision) =>
    client.appendToStream(stream, events, { expectedRevision, ...via });
  const streamOf = async (count: number) => {
    const stream = uniqueName();
    await append(stream, manyNoted(count), NO_STREAM);
    return stream;
  };
  const numbersIn = async (stream: string) => numbersOf(await collect(client.readStream(stream)));

  it('numbers the events of a stream from 0 and gives the place of the last one', async () => {
    const stream = uniqueName();
    const result = await append(stream, manyNoted(3), NO_STREAM);
    const last = (await collect(client.readStream(stream))).at(-1)!.event!;
    expect(result).toEqual({ success: true, nextExpectedRevision: 2n, position: last.position });
  });

  it.each<[string, AppendExpectedRevision]>([['any', ANY], ['stream exists', STREAM_EXISTS], ['the last revision', 1n]])('adds to a stream expecting %s', async (_name, expected) => {
    const stream = await streamOf(2);
    expect(await append(stream, noted(2), expected)).toMatchObject({ success: true, nextExpectedRevision: 2n });
    expect(await numbersIn(stream)).toEqual([0, 1, 2]);
  });

  it.each<[string, AppendExpectedRevision]>([['any', ANY], ['no stream', NO_STREAM]])('starts a stream expecting %s', async (_name, expected) => {
    const stream = uniqueName();
    expect(await append(stream, noted(0), expected)).toMatchObject({ success: true, nextExpectedRevision: 0n });
  });

  it.each<[string, AppendExpectedRevision, string | bigint]>([
    ['no stream', NO_STREAM, 'no_stream'], ['an earlier revision', 0n, 0n], ['a later revision', 5n, 5n],
  ])('refuses to add to a stream expecting %s', async (_name, expected, told) => {
    const stream = await streamOf(2);
    await expect(append(stream, noted(2), expected)).rejects.toMatchObject({
      type: 'wrong-expected-version', streamName: stream, expectedVersion: told, actualVersion: 1n,
    });
    expect(await numbersIn(stream)).toEqual([0, 1]);
  });

  it.each<[string, AppendExpectedRevision, string | bigint]>([['stream exists', STREAM_EXISTS, 'stream_exists'], ['a revision', 0n, 0n]])(
    'refuses to start a stream expecting %s', async (_name, expected, told) => {
      const stream = uniqueName();
      await expect(append(stream, noted(0), expected)).rejects.toMatchObject({
        type: 'wrong-expected-version', streamName: stream, expectedVersion: told, actualVersion: 'no_stream',
      });
      await expect(numbersIn(stream)).rejects.toMatchObject({ type: 'stream-not-found' });
    });

  it('answers a conflict without an error when the client wants that', async () => {
    const stream = await streamOf(1);
    const quiet = store.connect('throwOnAppendFailure=false');
    expect(await quiet.appendToStream(stream, noted(1), { expectedRevision: NO_STREAM, ...via })).toMatchObject({ success: false });
  });

  it('lets one of many writers with the same expectation win', async () => {
    const stream = await streamOf(1);
    const results = await Promise.allSettled(Array.from({ length: 20 }, (_item, index) => append(stream, noted(index), 0n)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await numbersIn(stream)).toHaveLength(2);
  });

  it('keeps every one of many writers that expect nothing', async () => {
    const stream = uniqueName();
    const results = await Promise.all(Array.from({ length: 50 }, (_item, index) => append(stream, noted(index), ANY)));
    const revisions = results.map(({ nextExpectedRevision }) => Number(nextExpectedRevision)).sort((a, b) => a - b);
    expect(revisions).toEqual(Array.from({ length: 50 }, (_item, index) => index));
    expect((await numbersIn(stream)).sort((a, b) => a - b)).toEqual(revisions);
  });

  it('keeps data, metadata, type, id and content type', async () => {
    const stream = uniqueName('conformance-ünïcödé');
    const [jsonId, binaryId] = [randomUUID(), randomUUID()];
    const before = Date.now() - 60_000; // the server's clock may differ a little
    await append(stream, [
      noted(1, { id: jsonId, metadata: { by: 'Zoë' } }),
      binaryEvent({ id: binaryId, type: 'Raw', data: new Uint8Array([0, 255, 128]), metadata: new Uint8Array([1, 0, 2]) }),
    ], NO_STREAM);
    const [json, binary] = (await collect(client.readStream(stream))).map(({ event }) => event!);
    expect(json).toMatchObject({ id: jsonId, streamId: stream, type: 'Noted', isJson: true, data: { number: 1 }, metadata: { by: 'Zoë' }, revision: 0n });
    expect(binary).toMatchObject({ id: binaryId, type: 'Raw', isJson: false, revision: 1n });
    expect([...(binary!.data as Uint8Array)]).toEqual([0, 255, 128]);
    expect([...(binary!.metadata as Uint8Array)]).toEqual([1, 0, 2]);
    expect(json!.created.getTime()).toBeGreaterThan(before);
    expect(json!.created.getTime()).toBeLessThan(Date.now() + 60_000);
  });

  it('checks the version of a write without events, which shows nothing', async () => {
    const stream = uniqueName();
    expect(await append(stream, [], NO_STREAM)).toMatchObject({ success: true });
    await expect(append(stream, [], 3n)).rejects.toMatchObject({ type: 'wrong-expected-version' });
    await expect(numbersIn(stream)).rejects.toMatchObject({ type: 'stream-not-found' });
  });

  it('takes 1,048,576 bytes of data and no more', async () => {
    const stream = uniqueName();
    const half = () => binaryEvent({ type: 'Raw', data: new Uint8Array(400_000) });
    await append(stream, [half(), half()], ANY);
    await expect(append(stream, [half(), half(), half()], ANY)).rejects.toMatchObject({ type: 'maximum-append-size-exceeded', maxAppendSize: 1_048_576 });
    expect(await collect(client.readStream(stream))).toHaveLength(2);
  });

  it('never lets anyone write to $all', async () => {
    await expect(append('$all', noted(1), ANY)).rejects.toMatchObject({ type: 'access-denied' });
  });
});
