import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { sendUnaryData } from '@grpc/grpc-js';
import { asRpcError, type RpcError, unavailable } from './errors.js';

/** Sends one message and waits while the reader is slower than we are. Rejects when the call has ended. */
export type Send<Response> = (message: Response) => Promise<void>;

/** The calls under way that answer with a stream, so that a stopping server can end them. */
export class OpenCalls {
  private readonly ending = new Set<AbortController>();
  private stopped = false;

  /** Runs a call to its end: OK when `body` returns, its error when it throws, nothing when the client has gone. */
  async run<Response>(call: Writable, body: (send: Send<Response>, signal: AbortSignal) => Promise<void>) {
    const ended = new AbortController();
    let gone = false;
    call.once('cancelled', () => {
      gone = true;
      ended.abort();
    });
    call.on('error', () => ended.abort());
    this.ending.add(ended);
    if (this.stopped) ended.abort();
    try {
      await body(async message => {
        ended.signal.throwIfAborted();
        if (!call.write(message)) await once(call, 'drain', { signal: ended.signal });
      }, ended.signal);
      call.end();
    } catch (error) {
      if (!gone) call.emit('error', ended.signal.aborted && this.stopped ? unavailable('The server is stopping') : asRpcError(error));
    } finally {
      this.ending.delete(ended);
    }
  }

  stop() {
    this.stopped = true;
    for (const ended of this.ending) ended.abort();
  }
}

/** Answers a call that has one response. */
export const answer = <Response>(callback: sendUnaryData<Response>, body: () => Promise<Response>) => {
  body().then(response => callback(null, response), (error: unknown) => callback(asRpcError(error) satisfies RpcError));
};
