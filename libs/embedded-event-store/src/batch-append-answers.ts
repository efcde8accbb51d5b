import { status } from '@grpc/grpc-js';
import anyMessage from 'google-protobuf/google/protobuf/any_pb.js';
import emptyMessage from 'google-protobuf/google/protobuf/empty_pb.js';
import type { Outcome } from './batch.js';
import { ANY, NO_STREAM, STREAM_EXISTS } from './check-commit.js';
import type { RpcError } from './errors.js';
import { shared, status as rpcStatus, streams } from './messages.js';
import { MAX_APPEND_BYTES } from './requests.js';

/** What every answer echoes: the client finds its write by the one and names the stream in errors by the other. */
export type Request = { correlationId: shared.UUID; options: streams.BatchAppendReq.Options };

const empty = () => new emptyMessage.Empty();

const answerTo = ({ correlationId, options }: Request) => {
  const response = new streams.BatchAppendResp().setCorrelationId(correlationId).setStreamIdentifier(options.getStreamIdentifier());
  if (options.hasAny()) response.setAny(empty());
  if (options.hasNoStream()) response.setNoStream(empty());
  if (options.hasStreamExists()) response.setStreamExists(empty());
  if (options.hasStreamPosition()) response.setStreamPosition(options.getStreamPosition());
  return response;
};

type Detail = 'AccessDenied' | 'BadRequest' | 'MaximumAppendSizeExceeded' | 'StreamDeleted' | 'Timeout' | 'WrongExpectedVersion';

const error = (request: Request, code: status, message: string, name: Detail, detail: { serializeBinary(): Uint8Array }) => {
  const packed = new anyMessage.Any();
  packed.pack(detail.serializeBinary(), `event_store.client.${name}`);
  return answerTo(request).setError(new rpcStatus.Status().setCode(code as number).setMessage(message).setDetails(packed));
};

export const succeeded = (request: Request, { revision, position }: Extract<Outcome, { kind: 'written' }>) => {
  const at = new shared.AllStreamPosition().setCommitPosition(String(position)).setPreparePosition(String(position));
  const result = new streams.BatchAppendResp.Success().setPosition(at);
  return answerTo(request).setSuccess(revision < 0n ? result.setNoStream(empty()) : result.setCurrentRevision(String(revision)));
};

const wrongExpectedVersion = (current: bigint, expected: bigint) => {
  const detail = new shared.WrongExpectedVersion();
  if (current < 0n) detail.setCurrentNoStream(empty());
  else detail.setCurrentStreamRevision(String(current));
  if (expected === ANY) return detail.setExpectedAny(empty());
  if (expected === STREAM_EXISTS) return detail.setExpectedStreamExists(empty());
  if (expected === NO_STREAM) return detail.setExpectedNoStream(empty());
  return detail.setExpectedStreamPosition(String(expected));
};

export const refused = (request: Request, outcome: Exclude<Outcome, { kind: 'written' }>, expected: bigint) =>
  outcome.kind === 'wrong-version'
    ? error(request, status.ALREADY_EXISTS, 'WrongExpectedVersion', 'WrongExpectedVersion', wrongExpectedVersion(outcome.current, expected))
    : error(request, status.NOT_FOUND, 'StreamDeleted', 'StreamDeleted',
        new shared.StreamDeleted().setStreamIdentifier(request.options.getStreamIdentifier()));

export const timedOut = (request: Request) => error(request, status.DEADLINE_EXCEEDED, 'Timeout', 'Timeout', new shared.Timeout());

/** A write that was refused before it was tried. */
export const failed = (request: Request, { code, message, metadata }: RpcError) => {
  switch (metadata.get('exception')[0]) {
    case 'access-denied':
      return error(request, code, message, 'AccessDenied', new shared.AccessDenied());
    case 'maximum-append-size-exceeded':
      return error(request, code, message, 'MaximumAppendSizeExceeded',
        new shared.MaximumAppendSizeExceeded().setMaxappendsize(MAX_APPEND_BYTES));
    default:
      return error(request, code, message, 'BadRequest', new shared.BadRequest().setMessage(message));
  }
};
