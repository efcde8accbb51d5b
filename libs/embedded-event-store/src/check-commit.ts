import { type Head, isSoftDeleted } from './metadata.js';

export const ANY = -2n;
export const NO_STREAM = -1n;
export const STREAM_EXISTS = -4n;

/** Where an event already lies. */
export type Place = { revision: bigint; position: bigint };

export type Facts = {
  head: Head;
  /** An event committed to this stream lately, by id. The memory is short: see `recent-ids.ts`. */
  recent(id: string): Place | undefined;
  /** The stored event with this number, whatever reads may hide. */
  stored(revision: bigint): { id: string; position: bigint } | undefined;
};

export type Decision =
  | { kind: 'write' }
  | { kind: 'repeat'; revision: bigint; position: bigint }
  | { kind: 'wrong-version'; current: bigint }
  | { kind: 'stream-deleted' };

/**
 * Whether a write of `ids` is due, as EventStoreDB's IndexWriter.CheckCommit decides it, in its order.
 * Ids are compared within the stream only.
 */
export const checkCommit = (expected: bigint, ids: readonly string[], { head, recent, stored }: Facts): Decision => {
  const wrong: Decision = { kind: 'wrong-version', current: head.last };
  if (head.tombstoned) return { kind: 'stream-deleted' };
  if (expected === STREAM_EXISTS) {
    if (isSoftDeleted(head)) return { kind: 'stream-deleted' };
    if (head.last < 0n && !head.rawMetadata) return wrong;
  }
  if (expected === ANY || expected === STREAM_EXISTS) {
    const places = ids.map(recent);
    if (places[0] === undefined) return { kind: 'write' };
    if (places.includes(undefined)) return wrong;
    return { kind: 'repeat', ...places.at(-1)! };
  }
  if (expected > head.last) return wrong;
  // same ids at the head with the right version are written again: EventStoreDB compares only what lies behind it
  if (expected === head.last) return { kind: 'write' };

  const found = ids.map((_, index) => stored(expected + 1n + BigInt(index)));
  const firstDifference = found.findIndex((event, index) => event?.id !== ids[index]);
  if (firstDifference === 0 && expected === NO_STREAM && isSoftDeleted(head)) return { kind: 'write' };
  if (firstDifference !== -1 || ids.length === 0) return wrong;
  return { kind: 'repeat', revision: expected + BigInt(ids.length), position: found.at(-1)!.position };
};
