import { once } from 'node:events';
import type { ServerDuplexStream } from '@grpc/grpc-js';
import type { OpenCalls } from './calls.js';
import { failed, refused, type Request, succeeded, timedOut } from './batch-append-answers.js';
import { asRpcError, invalidArgument, maximumAppendSizeExceeded } from './errors.js';
import type { streams } from './messages.js';
import type { ProposedEvent } from './plan.js';
import { expectedRevision, MAX_APPEND_BYTES, parseUuid, proposedEvent, writableStreamName } from './requests.js';
import type { Writer } from './writer.js';

const WRITE_TIMEOUT_MS = 2_000;
const MAX_IN_FLIGHT = 256;

type Pending = { request: Request; stream: string; expected: bigint; events: ProposedEvent[]; bytes: number; expiry: NodeJS.Timeout };

/** A client may ask for less time than the server's own timeout, not for more. */
const timeLeftMs = (options: streams.BatchAppendReq.Options) => {
  const deadline = options.getDeadline()?.toDate().getTime();
  return deadline === undefined ? WRITE_TIMEOUT_MS : Math.min(deadline - Date.now(), WRITE_TIMEOUT_MS);
};

/** Many writes at once on one call: chunks of a write share a correlation id, and each write is answered when it is done. */
export const batchAppend = (writer: Writer, calls: OpenCalls) =>
  (call: ServerDuplexStream<streams.BatchAppendReq, streams.BatchAppendResp>) => {
    const pending = new Map<string, Pending>();
    const inFlight = new Set<Promise<unknown>>();
    const reply = (response: streams.BatchAppendResp) => void (call.cancelled || call.destroyed || call.write(response));

    const begin = (id: string, message: streams.BatchAppendReq, options: streams.BatchAppendReq.Options) => {
      const request = { correlationId: message.getCorrelationId()!, options };
      const leftMs = timeLeftMs(options);
      if (leftMs <= 0) return reply(timedOut(request));
      const expire = () => {
        pending.delete(id);
        reply(timedOut(request));
      };
      try {
        const stream = writableStreamName(options.getStreamIdentifier());
        const expected = expectedRevision(options, options.hasStreamPosition() ? options.getStreamPosition() : undefined);
        pending.set(id, { request, stream, expected, events: [], bytes: 0, expiry: setTimeout(expire, leftMs) });
      } catch (error) {
        reply(failed(request, asRpcError(error)));
      }
    };

    const forget = (id: string) => {
      clearTimeout(pending.get(id)?.expiry);
      pending.delete(id);
    };

    const commit = async ({ request, stream, expected, events }: Pending) => {
      try {
        const outcome = await writer.submit({ kind: 'append', stream, expected, events });
        reply(outcome.kind === 'written' ? succeeded(request, outcome) : refused(request, outcome, expected));
      } catch {
        reply(timedOut(request)); // nobody knows whether it was written
      }
    };

    const receive = (message: streams.BatchAppendReq) => {
      const id = parseUuid(message.getCorrelationId());
      if (!id) throw invalidArgument('The correlation id is missing');
      const options = message.getOptions();
      if (options) begin(id, message, options);
      const write = pending.get(id);
      if (!write) return; // refused or timed out before: the rest of it is of no use
      try {
        for (const proposed of message.getProposedMessagesList()) {
          const event = proposedEvent(proposed);
          if ((write.bytes += event.data.length) > MAX_APPEND_BYTES) throw maximumAppendSizeExceeded(MAX_APPEND_BYTES);
          write.events.push(event);
        }
      } catch (error) {
        forget(id);
        return reply(failed(write.request, asRpcError(error)));
      }
      if (!message.getIsFinal()) return;
      forget(id);
      const done = commit(write).finally(() => {
        inFlight.delete(done);
        if (inFlight.size < MAX_IN_FLIGHT) call.resume();
      });
      inFlight.add(done);
      if (inFlight.size >= MAX_IN_FLIGHT) call.pause();
    };

    return calls.run(call, async (_send, signal) => {
      const broken = new Promise<never>((_, reject) => {
        call.on('data', (message: streams.BatchAppendReq) => {
          try {
            receive(message);
          } catch (error) {
            reject(error);
          }
        });
      });
      try {
        await Promise.race([once(call, 'end', { signal }), broken]);
        await Promise.all(inFlight);
      } finally {
        for (const id of [...pending.keys()]) forget(id);
      }
    });
  };
