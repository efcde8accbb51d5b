import { type sendUnaryData, type ServerUnaryCall, status } from '@grpc/grpc-js';
import { answer } from './calls.js';
import { RpcError, streamDeleted, wrongExpectedVersion } from './errors.js';
import { streams } from './messages.js';
import { isMetastream } from './metadata.js';
import { expectedRevision, writableStreamName } from './requests.js';
import type { Writer } from './writer.js';

const { DeleteResp, TombstoneResp } = streams;

/** Unlike in an append, a conflict is an RPC error here. Returns the position of the deletion's record. */
const remove = async (writer: Writer, kind: 'delete' | 'tombstone', options: streams.DeleteReq.Options | streams.TombstoneReq.Options) => {
  const stream = writableStreamName(options.getStreamIdentifier());
  if (isMetastream(stream)) throw new RpcError(status.UNIMPLEMENTED, 'This server does not delete metadata streams');
  const expected = expectedRevision(options, options.hasRevision() ? options.getRevision() : undefined);
  const outcome = await writer.submit({ kind, stream, expected, events: [] });
  switch (outcome.kind) {
    case 'written': return String(outcome.position);
    case 'wrong-version': throw wrongExpectedVersion(stream, expected, outcome.current);
    case 'stream-deleted': throw streamDeleted(stream);
  }
};

export const softDelete = (writer: Writer) =>
  (call: ServerUnaryCall<streams.DeleteReq, streams.DeleteResp>, callback: sendUnaryData<streams.DeleteResp>) =>
    answer(callback, async () => {
      const position = await remove(writer, 'delete', call.request.getOptions() ?? new streams.DeleteReq.Options());
      return new DeleteResp().setPosition(new DeleteResp.Position().setCommitPosition(position).setPreparePosition(position));
    });

export const tombstone = (writer: Writer) =>
  (call: ServerUnaryCall<streams.TombstoneReq, streams.TombstoneResp>, callback: sendUnaryData<streams.TombstoneResp>) =>
    answer(callback, async () => {
      const position = await remove(writer, 'tombstone', call.request.getOptions() ?? new streams.TombstoneReq.Options());
      return new TombstoneResp().setPosition(new TombstoneResp.Position().setCommitPosition(position).setPreparePosition(position));
    });
