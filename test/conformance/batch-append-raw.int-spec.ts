import { randomUUID } from 'node:crypto';
import timestamps from 'google-protobuf/google/protobuf/timestamp_pb.js';
import emptyMessage from 'google-protobuf/google/protobuf/empty_pb.js';
import { drain, fill, identifier, rawStreams, type RawStreams, sharedMessages, streams, uuid } from './raw.js';
import { collect, noted, uniqueName, useEventStore } from './support.js';

describe('EventStoreDB conformance: BatchAppend on the wire', () => {
  const store = useEventStore();
  let raw: RawStreams;
  beforeAll(() => (raw = rawStreams(store.url())));
  afterAll(() => raw.close());

  type Chunk = { id: string; stream?: string; expected?: bigint; events?: number; final?: boolean; withinMs?: number; data?: string };
  const chunk = ({ id, stream, expected, events = 1, final = true, withinMs = 5_000, data }: Chunk) => {
    const request = new streams.BatchAppendReq().setCorrelationId(uuid(id)).setIsFinal(final)
      .setProposedMessagesList(Array.from({ length: events }, () => fill(new streams.BatchAppendReq.ProposedMessage(), data)));
    if (!stream) return request;
    const deadline = timestamps.Timestamp.fromDate(new Date(Date.now() + withinMs));
    const options = new streams.BatchAppendReq.Options().setStreamIdentifier(identifier(stream)).setDeadline(deadline);
    if (expected === undefined) options.setAny(new emptyMessage.Empty());
    else options.setStreamPosition(String(expected));
    return request.setOptions(options);
  };
  /** Sends everything, closes its half of the call, and gives the answers by correlation id. */
  const send = async (...chunks: Chunk[]) => {
    const call = raw.batchAppend();
    const answers = drain<streams.BatchAppendResp>(call);
    for (const each of chunks) call.write(chunk(each));
    call.end();
    const { messages, error } = await answers;
    expect(error).toBeUndefined();
    return new Map(messages.map(message => [message.getCorrelationId()!.getString(), message]));
  };
  const detailOf = (answer: streams.BatchAppendResp) => answer.getError()!.getDetails()!.getTypeUrl();

  it('answers every write of a call that was half-closed, whatever their order', async () => {
    const writes = Array.from({ length: 50 }, () => ({ id: randomUUID(), stream: uniqueName(), events: 2 }));
    const answers = await send(...writes);
    for (const { id, stream } of writes) {
      const answer = answers.get(id)!;
      expect(answer.getSuccess()!.getCurrentRevision()).toBe('1');
      expect(Buffer.from(answer.getStreamIdentifier()!.getStreamName_asU8()).toString()).toBe(stream);
      expect(answer.hasAny()).toBe(true);
    }
  });

  it('puts the chunks of a write together, also when those of another come between', async () => {
    const [one, other] = [{ id: randomUUID(), stream: uniqueName() }, { id: randomUUID(), stream: uniqueName() }];
    const answers = await send({ ...one, final: false }, { ...other, final: false }, { id: one.id, final: false }, { id: other.id }, { id: one.id });
    expect(answers.get(one.id)!.getSuccess()!.getCurrentRevision()).toBe('2');
    expect(answers.get(other.id)!.getSuccess()!.getCurrentRevision()).toBe('1');
    expect(await collect(store.connect().readStream(one.stream))).toHaveLength(3);
  });

  it('takes a correlation id in either form and echoes it', async () => {
    const call = raw.batchAppend();
    const answers = drain<streams.BatchAppendResp>(call);
    const correlation = new sharedMessages.UUID().setStructured(
      new sharedMessages.UUID.Structured().setMostSignificantBits('-1234567890123456789').setLeastSignificantBits('42'));
    call.write(chunk({ id: randomUUID(), stream: uniqueName() }).setCorrelationId(correlation));
    call.end();
    const [answer] = (await answers).messages;
    expect(answer!.hasSuccess()).toBe(true);
    expect(answer!.getCorrelationId()!.getStructured()!.toObject()).toEqual(correlation.getStructured()!.toObject());
  });

  it('tells a conflict as ALREADY_EXISTS with both revisions', async () => {
    const write = { id: randomUUID(), stream: uniqueName(), expected: 4n };
    await store.connect().appendToStream(write.stream, noted(0));
    const answer = (await send(write)).get(write.id)!;
    expect(answer.getError()!.getCode()).toBe(6);
    expect(detailOf(answer)).toMatch(/event_store\.client\.WrongExpectedVersion$/);
    expect(answer.getStreamPosition()).toBe('4');
    const detail = sharedMessages.WrongExpectedVersion.deserializeBinary(answer.getError()!.getDetails()!.getValue_asU8());
    expect([detail.getCurrentStreamRevision(), detail.getExpectedStreamPosition()]).toEqual(['0', '4']);
  });

  it('tells a deleted stream as NOT_FOUND', async () => {
    const write = { id: randomUUID(), stream: uniqueName() };
    await store.connect().tombstoneStream(write.stream);
    const answer = (await send(write)).get(write.id)!;
    expect(answer.getError()!.getCode()).toBe(5);
    expect(detailOf(answer)).toMatch(/event_store\.client\.StreamDeleted$/);
  });

  it('tells too large a write as INVALID_ARGUMENT with the limit, over all chunks', async () => {
    const write = { id: randomUUID(), stream: uniqueName(), data: 'x'.repeat(600_000) };
    const answer = (await send({ ...write, final: false }, { id: write.id, data: write.data })).get(write.id)!;
    expect(answer.getError()!.getCode()).toBe(3);
    const detail = sharedMessages.MaximumAppendSizeExceeded.deserializeBinary(answer.getError()!.getDetails()!.getValue_asU8());
    expect(detail.getMaxappendsize()).toBe(1_048_576);
  });

  it('answers Timeout at once when the deadline has passed', async () => {
    const write = { id: randomUUID(), stream: uniqueName(), withinMs: -1_000 };
    const answer = (await send(write)).get(write.id)!;
    expect(answer.getError()!.getCode()).toBe(4);
    expect(detailOf(answer)).toMatch(/event_store\.client\.Timeout$/);
    await expect(collect(store.connect().readStream(write.stream))).rejects.toMatchObject({ type: 'stream-not-found' });
  });

  it('answers Timeout when the last chunk does not come in time, and forgets the write', async () => {
    const write = { id: randomUUID(), stream: uniqueName() };
    const call = raw.batchAppend();
    const timedOut = new Promise<streams.BatchAppendResp>(resolve => call.once('data', resolve));
    call.write(chunk({ ...write, final: false, withinMs: 100 }));
    expect(detailOf(await timedOut)).toMatch(/event_store\.client\.Timeout$/);
    const rest = drain<streams.BatchAppendResp>(call);
    call.write(chunk({ id: write.id }));
    call.end();
    expect((await rest).messages).toEqual([]);
    await expect(collect(store.connect().readStream(write.stream))).rejects.toMatchObject({ type: 'stream-not-found' });
  });
});
