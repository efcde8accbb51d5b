// Longer than any one message's handler stands still between two statements of its transaction (a history of 200 items at a quarter
// of a second each), and short enough that the children of a process that was frozen do not wait for hours.
const IDLE_IN_TRANSACTION_MS = 60_000;
const FIRST_PROBE_MS = 15_000;

/**
 * What a service's sessions with PostgreSQL ask for, as node-postgres takes it. A process that is stopped or paused keeps its
 * connections, and with them the locks of the children it was at: PostgreSQL ends such a session by itself after `idleInTransactionMs`,
 * and the process, should it wake, finds the connection gone and starts that message over. Keepalive, on both sides, finds a host
 * that vanished within a minute, where TCP alone would take hours.
 */
export const sessionOptions = (idleInTransactionMs = IDLE_IN_TRANSACTION_MS) => ({
  idle_in_transaction_session_timeout: idleInTransactionMs,
  keepAlive: true, keepAliveInitialDelayMillis: FIRST_PROBE_MS,
  options: '-c tcp_keepalives_idle=15 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=4',
});
