import { BACKWARDS, END, type EventStoreDBClient, type ResolvedEvent } from '@eventstore/db-client';
import { Feed, positionOf } from './feed.js';
import { BEGINNING, type Position } from './projection.js';

const PAGE = 256;

// The client's readAll takes no filter, so a filtered read is a subscription that is left when it has caught up.

/** Position of the first event of these types after `from` and at or before `upTo`, or `undefined` when there is none. */
export const firstMatch = async (
  client: EventStoreDBClient, types: readonly string[], from: Position, upTo: bigint, signal?: AbortSignal,
): Promise<bigint | undefined> => {
  const feed = new Feed(client, types, from, signal);
  try {
    for (;;) {
      const { events, position, caughtUp } = await feed.next(1);
      if (events[0]) {
        const { commit } = positionOf(events[0]);
        return commit <= upTo ? commit : undefined;
      }
      if (caughtUp || (position && position.commit >= upTo)) return undefined;
    }
  } finally {
    feed.close();
  }
};

/** How many events of these types lie after `from`, counted up to `limit`. */
export const countMatches = async (
  client: EventStoreDBClient, types: readonly string[], from: Position, limit: number, signal?: AbortSignal,
): Promise<number> => {
  const feed = new Feed(client, types, from, signal);
  try {
    for (let count = 0; ;) {
      const { events, caughtUp } = await feed.next(limit - count);
      count += events.length;
      if (caughtUp || count >= limit) return count;
    }
  } finally {
    feed.close();
  }
};

/** Every event of these types that the log holds now, in its order. Rejects when the event store is away. */
export async function* everyMatch(client: EventStoreDBClient, types: readonly string[]): AsyncGenerator<ResolvedEvent> {
  const feed = new Feed(client, types, BEGINNING);
  try {
    for (;;) {
      const { events, caughtUp } = await feed.next(PAGE);
      yield* events;
      if (caughtUp) return;
    }
  } finally {
    feed.close();
  }
}

// Read to the end, not left early: the client would wait for the abandoned call when it is disposed of.
const readOne = async (client: EventStoreDBClient, options: Parameters<EventStoreDBClient['readAll']>[0]): Promise<ResolvedEvent | undefined> => {
  let found: ResolvedEvent | undefined;
  for await (const event of client.readAll({ ...options, maxCount: 1 })) found = event;
  return found;
};

/** Position of the log's last record. */
export const logEnd = async (client: EventStoreDBClient): Promise<Position> => {
  const last = await readOne(client, { direction: BACKWARDS, fromPosition: END });
  return last ? positionOf(last) : BEGINNING;
};

/** The event at exactly this position, or `undefined` when the log no longer has it. */
export const eventAt = async (client: EventStoreDBClient, position: bigint): Promise<ResolvedEvent | undefined> => {
  const found = await readOne(client, { fromPosition: { commit: position, prepare: position } });
  return found && positionOf(found).commit === position ? found : undefined;
};
