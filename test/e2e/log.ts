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

const SERVICES = ['child-welfare', 'law-enforcement', 'compliance', 'juvenile-court'];

/** Waits until every projection and process of every service is done with the log, and none has added to it meanwhile. */
export const settled = async (stack: LocalStack, port: number): Promise<void> => {
  const token = await stack.token('operator', null);
  const behind = async (service: string) => {
    const { body } = await stack.call(service, 'GET', '/operations/projections', token);
    return (body as unknown as { lag: number | null }[]).some(({ lag }) => lag !== 0);
  };
  const end = async () => (await wholeLog(port)).at(-1)?.position;
  await stack.until(async () => {
    const before = await end();
    for (const service of SERVICES) if (await behind(service)) return false;
    return (await end()) === before;
  });
};

const BY_TIME_ALONE = ['DutyAlerted', 'DutyBreached'];

/** How many events of each type, and of how many streams; without the court's, and without what only the passing of time brings. */
export const counted = (log: readonly Recorded[]): Record<string, number> => {
  const events = log.filter(({ stream, type }) => !stream.startsWith('court.') && !BY_TIME_ALONE.includes(type));
  const counts: Record<string, number> = { streams: new Set(events.map(event => event.stream)).size };
  for (const { type } of events) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
};

/** Commands that wrote the same event twice: two events of one type by one command in one stream. */
export const twice = (events: readonly Recorded[]): string[] => {
  const seen = new Set<string>();
  return events.map(event => `${event.stream} ${event.type} ${event.metadata.commandId}`).filter(name => seen.size === seen.add(name).size);
};
