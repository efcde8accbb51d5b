// PostgreSQL: connection exceptions, shutdown, crash, starting up, too many connections.
const POSTGRES = /^(08\w{3}|57P0[1-3]|53300)$/;
const NODE = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']);
// pg gives these no code.
const PG_TEXT = new RegExp(`^(${[
  'Connection terminated', 'timeout exceeded when trying to connect', 'timeout expired', 'Query read timeout',
  'Client has encountered a connection error', 'Client was closed',
].join('|')})`);
const EVENT_STORE = new Set(['unavailable', 'timeout', 'deadline-exceeded', 'cancelled', 'not-leader']);
const GRPC = new Set([1, 4, 14]); // CANCELLED, DEADLINE_EXCEEDED, UNAVAILABLE
const EVENT_STORE_TEXT = /^Failed to discover after|RST_STREAM/;

type Failure = { code?: unknown; type?: unknown; message?: unknown; cause?: unknown; driverError?: unknown; errors?: unknown };

const isAway = (error: Failure): boolean => {
  const { code, type } = error;
  const message = String(error.message);
  if (typeof code === 'string' && (POSTGRES.test(code) || NODE.has(code))) return true;
  if (typeof code === 'number' && GRPC.has(code) && ('metadata' in error || '_raw' in error || 'details' in error)) return true;
  return (typeof type === 'string' && EVENT_STORE.has(type)) || PG_TEXT.test(message) || EVENT_STORE_TEXT.test(message);
};

/**
 * Whether the event store or a database could not be reached, so that the same request may succeed later: 503 at the
 * HTTP edge, a retry in workers, never a parked event. Looks into causes and into TypeORM's and aggregate errors.
 */
export const isStoreUnavailable = (error: unknown): boolean => {
  if (typeof error !== 'object' || error === null) return false;
  const { cause, driverError, errors } = error as Failure;
  return isAway(error) || [cause, driverError, ...(Array.isArray(errors) ? (errors as unknown[]) : [])].some(isStoreUnavailable);
};
