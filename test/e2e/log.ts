import { EventStoreDBClient } from '@eventstore/db-client';
import { recorded } from '#event-store';
import type { Recorded } from '#kernel';

/** Every event of ours in the log of a stack, in order. */
export const wholeLog = async (port: number): Promise<Recorded[]> => {
  const client = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${port}?tls=false`);
  try {
    const events: Recorded[] = [];
    for await (const resolved of client.readAll()) {
      const event = recorded(resolved);
      if (event) events.push(event);
    }
    return events;
  } finally {
    await client.dispose();
  }
};

/** How many events of each type, and of how many streams. */
export const counted = (events: readonly Recorded[]): Record<string, number> => {
  const counts: Record<string, number> = { streams: new Set(events.map(event => event.stream)).size };
  for (const { type } of events) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
};

/** Commands that wrote the same event twice: two events of one type by one command in one stream. */
export const twice = (events: readonly Recorded[]): string[] => {
  const seen = new Set<string>();
  return events.map(event => `${event.stream} ${event.type} ${event.metadata.commandId}`).filter(name => seen.size === seen.add(name).size);
};
