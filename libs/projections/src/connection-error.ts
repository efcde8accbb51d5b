import { types } from 'node:util';

/** PostgreSQL: connection lost or ended because it stood idle, resources used up, shutting down, and conflicts that end when tried again. */
const SQL_STATES = /^(08|53|57P|25P03|40001|40P01|55P03|57014)/;
const SOCKET = new Set([
  'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH',
  'ERR_STREAM_DESTROYED', 'ERR_STREAM_PREMATURE_CLOSE',
]);
/** gRPC: cancelled, deadline exceeded, aborted (a write timeout), internal (a broken HTTP/2 stream), unavailable. */
const GRPC_STATUS = new Set([1, 4, 10, 13, 14]);
const CLIENT_TYPES = new Set(['timeout', 'deadline-exceeded', 'unavailable', 'cancelled', 'not-leader']);
const NAMES = new Set(['QueryRunnerAlreadyReleasedError', 'QueryRunnerProviderAlreadyReleasedError', 'ConnectionIsNotSetError']);
// node-postgres gives these no code
const MESSAGES = new RegExp([
  'Connection terminated', 'not queryable', 'timeout exceeded when trying to connect', 'Cannot use a pool after calling end', 'Client was closed',
].join('|'), 'i');

/** Also for errors of Node itself where code runs in a context of its own, as specs do. */
export const isError = (error: unknown): error is Error => error instanceof Error || types.isNativeError(error);

const isStoreAway = (error: Error & { code?: unknown; type?: unknown }): boolean =>
  (typeof error.code === 'number' && GRPC_STATUS.has(error.code))
  || (typeof error.code === 'string' && (SQL_STATES.test(error.code) || SOCKET.has(error.code)))
  || (typeof error.type === 'string' && CLIENT_TYPES.has(error.type))
  || NAMES.has(error.name)
  || error.name.startsWith('KafkaJS') // a broker away, a group that rebalances, a permission not given yet: nothing is lost by waiting
  || MESSAGES.test(error.message);

/** Whether PostgreSQL, the event store or Kafka was away, so that the same work can succeed later unchanged. Looks through causes. */
export const isConnectionError = (error: unknown): boolean => {
  for (let cause = error, depth = 0; isError(cause) && depth < 5; cause = cause.cause, depth++) {
    if (isStoreAway(cause)) return true;
  }
  return false;
};
