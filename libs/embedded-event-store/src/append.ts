import { type sendUnaryData, type ServerReadableStream } from '@grpc/grpc-js';
import { answer } from './calls.js';
import { ANY, NO_STREAM, STREAM_EXISTS } from './check-commit.js';
import type { Outcome } from './batch.js';
import { invalidArgument, maximumAppendSizeExceeded, streamDeleted } from './errors.js';
import { shared, streams } from './messages.js';
import type { ProposedEvent } from './plan.js';
import { expectedRevision, MAX_APPEND_BYTES, proposedEvent, writableStreamName } from './requests.js';
import type { Writer } from './writer.js';

const { AppendResp } = streams;
const empty = () => new shared.Empty();

const success = ({ revision, position }: Extract<Outcome, { kind: 'written' }>) => {
  const at = new AppendResp.Position().setCommitPosition(String(position)).setPreparePosition(String(position));
  const result = new AppendResp.Success().setPosition(at);
  return new AppendResp().setSuccess(revision < 0n ? result.setNoStream(empty()) : result.setCurrentRevision(String(revision)));
};

/** A conflict is an answer here, not an error; everything is said twice, for clients of version 20.6 too. */
const conflict = (current: bigint, expected: bigint) => {
  const result = new AppendResp.WrongExpectedVersion();
  if (current < 0n) result.setCurrentNoStream(empty()).setNoStream2060(empty());
  else result.setCurrentRevision(String(current)).setCurrentRevision2060(Number(current));
  if (expected === ANY) result.setExpectedAny(empty()).setAny2060(empty());
  else if (expected === STREAM_EXISTS) result.setExpectedStreamExists(empty()).setStreamExists2060(empty());
  else if (expected === NO_STREAM) result.setExpectedNoStream(empty());
  else result.setExpectedRevision(String(expected)).setExpectedRevision2060(Number(expected));
  return new AppendResp().setWrongExpectedVersion(result);
};

/** For "no stream" the old expected revision is 2^64 - 1, which the generated setter refuses: written by hand as the last field. */
const OLD_EXPECTED_NO_STREAM = Buffer.from('18ffffffffffffffffff01', 'hex');
const WRONG_EXPECTED_VERSION_TAG = 0x12;

export const serializeAppendAnswer = (answer: streams.AppendResp): Buffer => {
  const wrong = answer.getWrongExpectedVersion();
  if (!wrong?.hasExpectedNoStream()) return Buffer.from(answer.serializeBinary());
  const body = Buffer.concat([wrong.serializeBinary(), OLD_EXPECTED_NO_STREAM]); // far below 128 bytes, so one byte says how long
  return Buffer.concat([Buffer.from([WRONG_EXPECTED_VERSION_TAG, body.length]), body]);
};

const collect = async (messages: AsyncIterable<streams.AppendReq>) => {
  const events: ProposedEvent[] = [];
  let options: streams.AppendReq.Options | undefined;
  let bytes = 0;
  for await (const message of messages) {
    if (!options) {
      options = message.getOptions();
      if (!options) throw invalidArgument('The first message must carry the options');
      continue;
    }
    const proposed = message.getProposedMessage();
    if (!proposed) throw invalidArgument('Every message after the first must carry an event');
    const event = proposedEvent(proposed);
    if ((bytes += event.data.length) > MAX_APPEND_BYTES) throw maximumAppendSizeExceeded(MAX_APPEND_BYTES);
    events.push(event);
  }
  if (!options) throw invalidArgument('The first message must carry the options');
  return { options, events };
};

export const append = (writer: Writer) =>
  (call: ServerReadableStream<streams.AppendReq, streams.AppendResp>, callback: sendUnaryData<streams.AppendResp>) =>
    answer(callback, async () => {
      const { options, events } = await collect(call);
      const stream = writableStreamName(options.getStreamIdentifier());
      const expected = expectedRevision(options, options.hasRevision() ? options.getRevision() : undefined);
      const outcome = await writer.submit({ kind: 'append', stream, expected, events });
      switch (outcome.kind) {
        case 'written': return success(outcome);
        case 'wrong-version': return conflict(outcome.current, expected);
        case 'stream-deleted': throw streamDeleted(stream);
      }
    });
