import { EventStoreDBClient } from '@eventstore/db-client';
import { recorded } from '#event-store';
import type { Recorded } from '#kernel';
import type { LocalStack } from './local-stack.js';

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

/** Waits until compliance has answered everything in the log: what it writes is in the log then, too. */
export const settled = async (stack: LocalStack, port: number): Promise<void> => {
  const token = await stack.token('compliance-officer', 'US-MO');
  await stack.until(async () => {
    const end = String((await wholeLog(port)).at(-1)!.position);
    return (await stack.call('compliance', 'GET', '/duties?limit=1', token, undefined, { 'min-position': end })).status === 200;
  });
};

/** How many events of each type, and of how many streams; the court's left out, which follow in its own time. */
export const counted = (log: readonly Recorded[]): Record<string, number> => {
  const events = log.filter(({ stream }) => !stream.startsWith('court.'));
  const counts: Record<string, number> = { streams: new Set(events.map(event => event.stream)).size };
  for (const { type } of events) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
};

/** Commands that wrote the same event twice: two events of one type by one command in one stream. */
export const twice = (events: readonly Recorded[]): string[] => {
  const seen = new Set<string>();
  return events.map(event => `${event.stream} ${event.type} ${event.metadata.commandId}`).filter(name => seen.size === seen.add(name).size);
};
