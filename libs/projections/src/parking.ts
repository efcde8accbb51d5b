import type { EventStoreDBClient, ResolvedEvent } from '@eventstore/db-client';
import type { DataSource, EntityManager } from 'typeorm';
import { isConnectionError, isError } from './connection-error.js';
import { positionOf } from './feed.js';
import { eventAt } from './log-search.js';

/** Why an event is parked: never an error's message, which may quote data. */
export type Reason = { readonly name: string; readonly code: string | null };

/** The reason of an event that waits only because an earlier one of its key is parked. */
export const BEHIND_PARKED: Reason = { name: 'BehindParked', code: null };

/** What may be kept and shown of an error: its name and code, never its message, which may quote data. */
export const reasonOf = (error: unknown): Reason => {
  if (!isError(error)) return { name: 'Unknown', code: null };
  const { code } = error as { code?: unknown };
  const known = typeof code === 'number' || (typeof code === 'string' && /^[\w-]{1,60}$/.test(code));
  const name = error.name === 'Error' ? error.constructor.name : error.name; // the event store's client names only its classes
  return { name: /^\w{1,60}$/.test(name) ? name : 'Error', code: known ? String(code) : null };
};

/** Where in our code an error arose, as its stack says; empty where that is not told. Not its message, which may quote data. */
export const placeOf = (error: unknown): string => {
  const { stack = '', message } = isError(error) ? error : { message: '' };
  const lines = stack.slice(stack.indexOf(message) + message.length).split('\n');
  return lines.find(line => /^ +at .*:\d+:\d+\)?$/.test(line) && !/node_modules|node:/.test(line))?.trim() ?? '';
};

/** A log line about an event just parked: where the code failed, but not what it said. */
export const parkedLine = (what: string, { event, commitPosition }: ResolvedEvent, error: unknown): string => {
  const { name, code } = reasonOf(error);
  return [`${what}: parked ${event!.type} at ${event!.position?.commit ?? commitPosition}: ${name}`, code, placeOf(error)].filter(Boolean).join(' ');
};

/** Which of these keys have something parked. */
export const heldKeys = async (from: DataSource | EntityManager, copy: string, keys: readonly string[]): Promise<Set<string>> => {
  const rows: { parking_key: string }[] = await from.query(
    'select distinct parking_key from projection_parked where copy = $1 and parking_key = any($2)', [copy, keys]);
  return new Set(rows.map(row => row.parking_key));
};

export const park = async (tx: EntityManager, copy: string, key: string, resolved: ResolvedEvent, reason: Reason): Promise<void> => {
  const event = resolved.event!;
  await tx.query(
    `insert into projection_parked (copy, position, parking_key, stream, revision, event_id, event_type, error_name, error_code, attempts)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing`,
    [copy, positionOf(resolved).commit, key, event.streamId, event.revision, event.id, event.type, reason.name, reason.code,
      reason === BEHIND_PARKED ? 0 : 1]);
};

/** Takes the parked row away; false when another worker already did. */
export const unpark = async (tx: DataSource | EntityManager, copy: string, position: bigint): Promise<boolean> => {
  const [, removed]: [unknown, number] = await tx.query('delete from projection_parked where copy = $1 and position = $2', [copy, position]);
  return removed === 1;
};

/** Asks the owning worker to try parked events again soon: all of a projection or process, or one key's. Any process may ask. */
export const requestRedrive = async (dataSource: DataSource, name: string, key?: string): Promise<void> => {
  await dataSource.query(
    `update projection_parked set redrive_requested = true from projection_checkpoint c
     where c.copy = projection_parked.copy and c.name = $1 and ($2::text is null or parking_key = $2)`, [name, key ?? null]);
};

/**
 * Tries parked events again, in log order; a key is left at its first event that still fails.
 * `redo` applies the event and removes its row. Connection errors pass through.
 */
export const redrive = async (
  client: EventStoreDBClient, dataSource: DataSource, copy: string, onlyRequested: boolean,
  redo: (event: ResolvedEvent, key: string) => Promise<void>,
): Promise<void> => {
  const rows: { position: string; parking_key: string }[] = await dataSource.query(
    `select position, parking_key from projection_parked where copy = $1 and (not $2 or parking_key in
       (select parking_key from projection_parked where copy = $1 and redrive_requested)) order by position`, [copy, onlyRequested]);
  const failed = new Set<string>();
  for (const { position, parking_key: key } of rows) {
    if (failed.has(key)) continue;
    try {
      const event = await eventAt(client, BigInt(position));
      if (!event) throw Object.assign(new Error('no longer in the log'), { name: 'EventGone' });
      await redo(event, key);
    } catch (error) {
      if (isConnectionError(error)) throw error;
      failed.add(key);
      const { name, code } = reasonOf(error);
      await dataSource.query(
        'update projection_parked set attempts = attempts + 1, error_name = $3, error_code = $4 where copy = $1 and position = $2', [copy, position, name, code]);
      await dataSource.query('update projection_parked set redrive_requested = false where copy = $1 and parking_key = $2', [copy, key]);
    }
  }
};
