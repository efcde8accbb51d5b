import { Metadata, status } from '@grpc/grpc-js';

/** An answer other than OK. The official client picks its error class by the trailer `exception`, then by the code. */
export class RpcError extends Error {
  readonly details: string;
  readonly metadata = new Metadata();

  constructor(readonly code: status, message: string, trailers: Record<string, string> = {}) {
    super(message);
    this.details = message;
    for (const [name, value] of Object.entries(trailers)) {
      // trailers are ASCII unless their name ends in -bin; a stream may be called anything
      this.metadata.set(name, /^[\x20-\x7e]*$/.test(value) ? value : encodeURIComponent(value));
    }
  }
}

export const invalidArgument = (message: string) => new RpcError(status.INVALID_ARGUMENT, message);

export const unavailable = (message: string) => new RpcError(status.UNAVAILABLE, message);

export const streamDeleted = (stream: string) =>
  new RpcError(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, { exception: 'stream-deleted', 'stream-name': stream });

export const accessDenied = () => new RpcError(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' });

export const wrongExpectedVersion = (stream: string, expected: bigint, actual: bigint) =>
  new RpcError(status.FAILED_PRECONDITION,
    `Append failed due to WrongExpectedVersion. Stream: ${stream}, Expected version: ${expected}, Actual version: ${actual}`, {
      exception: 'wrong-expected-version',
      'stream-name': stream,
      'expected-version': String(expected),
      'actual-version': String(actual),
    });

export const maximumAppendSizeExceeded = (limit: number) =>
  new RpcError(status.INVALID_ARGUMENT, `Maximum Append Size of ${limit} Exceeded.`,
    { exception: 'maximum-append-size-exceeded', 'maximum-append-size': String(limit) });

export const missingMetadataProperty = (name: string) =>
  new RpcError(status.INVALID_ARGUMENT, `Required Metadata Property '${name}' is missing`,
    { exception: 'missing-required-metadata-property', 'required-metadata-properties': 'type,content-type' });

/** What a caller is told of any failure: our own answers as they are, a failing database as UNAVAILABLE. */
export const asRpcError = (error: unknown): RpcError =>
  error instanceof RpcError ? error : unavailable(`The store's database failed: ${error instanceof Error ? error.message : 'unknown error'}`);
