import { ANY, NO_STREAM, STREAM_EXISTS } from '@eventstore/db-client';
import { append, empty, fill, identifier, rawStreams, type RawStreams, streams } from './raw.js';
import { manyNoted, uniqueName, useEventStore } from './support.js';

// what the official client cannot send, or does not show
describe('EventStoreDB conformance: Append on the wire', () => {
  const store = useEventStore();
  let raw: RawStreams;
  beforeAll(() => (raw = rawStreams(store.url())));
  afterAll(() => raw.close());

  const options = (stream: string, expected: string | bigint = ANY) => {
    const message = new streams.AppendReq.Options().setStreamIdentifier(identifier(stream));
    if (expected === ANY) message.setAny(empty());
    else if (expected === NO_STREAM) message.setNoStream(empty());
    else if (expected === STREAM_EXISTS) message.setStreamExists(empty());
    else message.setRevision(String(expected));
    return new streams.AppendReq().setOptions(message);
  };
  const event = (...args: [data?: string, metadata?: Record<string, string>]) =>
    new streams.AppendReq().setProposedMessage(fill(new streams.AppendReq.ProposedMessage(), ...args));

  it('gives commit and prepare position, which are the same', async () => {
    const { success } = (await append(raw, [options(uniqueName()), event(), event()])).toObject();
    expect(success).toMatchObject({ currentRevision: '1', position: { commitPosition: success!.position!.preparePosition } });
  });

  it('answers a write without events to a new stream with no stream', async () => {
    const response = await append(raw, [options(uniqueName())]);
    expect(response.getSuccess()!.hasNoStream()).toBe(true);
  });

  it('takes the revision 2^64 - 1 for no stream', async () => {
    const stream = uniqueName();
    expect((await append(raw, [options(stream, 2n ** 64n - 1n), event()])).hasSuccess()).toBe(true);
    expect((await append(raw, [options(stream, 2n ** 64n - 1n), event()])).getWrongExpectedVersion()!.hasExpectedNoStream()).toBe(true);
  });

  it('tells a conflict in the fields of now and of version 20.6', async () => {
    const stream = uniqueName();
    await store.connect().appendToStream(stream, manyNoted(3));
    const conflict = async (name: string, expected: string | bigint) =>
      (await append(raw, [options(name, expected), event()])).getWrongExpectedVersion()!;

    const byRevision = await conflict(stream, 7n);
    expect([byRevision.getCurrentRevision(), byRevision.getCurrentRevision2060()]).toEqual(['2', 2]);
    expect([byRevision.getExpectedRevision(), byRevision.getExpectedRevision2060()]).toEqual(['7', 7]);

    const byNoStream = await conflict(stream, NO_STREAM);
    expect([byNoStream.hasExpectedNoStream(), byNoStream.getExpectedRevision2060()]).toEqual([true, 2 ** 64]); // as near as a number gets

    const byExistence = await conflict(uniqueName(), STREAM_EXISTS);
    expect([byExistence.hasCurrentNoStream(), byExistence.hasNoStream2060()]).toEqual([true, true]);
    expect([byExistence.hasExpectedStreamExists(), byExistence.hasStreamExists2060()]).toEqual([true, true]);
  });

  it.each([['type', { 'content-type': 'application/json' }], ['content-type', { type: 'Noted' }]])('refuses an event without %s', async (_, metadata) => {
    const refused = append(raw, [options(uniqueName()), event('{}', metadata)]);
    await expect(refused).rejects.toMatchObject({ code: 3 });
    const { metadata: trailers } = await refused.catch(error => error);
    expect(trailers.getMap()).toMatchObject({
      exception: 'missing-required-metadata-property', 'required-metadata-properties': 'type,content-type',
    });
  });

  it('refuses more than 1,048,576 bytes over the whole request, with the limit in a trailer', async () => {
    const half = 'x'.repeat(524_288);
    expect((await append(raw, [options(uniqueName()), event(half, { type: 'T', 'content-type': 'text/plain' })])).hasSuccess()).toBe(true);
    const stream = uniqueName();
    const { code, metadata } = await append(raw, [options(stream), event(half), event(half), event('{}')]).catch(error => error);
    expect({ code, ...metadata.getMap() }).toMatchObject({ code: 3, exception: 'maximum-append-size-exceeded', 'maximum-append-size': '1048576' });
  });

  it('writes nothing of an append whose client went before its end', async () => {
    const stream = uniqueName();
    const ended = new Promise(resolve => {
      const call = raw.append(resolve);
      call.write(options(stream));
      call.write(event(), () => call.cancel());
    });
    await ended;
    expect((await append(raw, [options(stream, NO_STREAM), event()])).hasSuccess()).toBe(true);
  });

  it('gives a deleted stream as a trailer', async () => {
    const stream = uniqueName();
    await store.connect().tombstoneStream(stream);
    const { code, metadata } = await append(raw, [options(stream), event()]).catch(error => error);
    expect({ code, ...metadata.getMap() }).toMatchObject({ code: 9, exception: 'stream-deleted', 'stream-name': stream });
  });
});
