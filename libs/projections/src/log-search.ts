import { BACKWARDS, END, type EventStoreDBClient, type ResolvedEvent } from '@eventstore/db-client';
import { Feed, positionOf } from './feed.js';
import { BEGINNING, type Position } from './projection.js';

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

/** Position of the log's last record. */
export const logEnd = async (client: EventStoreDBClient): Promise<Position> => {
  for await (const last of client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 })) return positionOf(last);
  return BEGINNING;
};

/** The event at exactly this position, or `undefined` when the log no longer has it. */
export const eventAt = async (client: EventStoreDBClient, position: bigint): Promise<ResolvedEvent | undefined> => {
  const from = { commit: position, prepare: position };
  for await (const found of client.readAll({ fromPosition: from, maxCount: 1 })) {
    return positionOf(found).commit === position ? found : undefined;
  }
  return undefined;
};
