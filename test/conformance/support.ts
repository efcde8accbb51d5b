import { randomUUID } from 'node:crypto';
import { EventStoreDBClient, jsonEvent, type JSONEventType, type ResolvedEvent } from '@eventstore/db-client';
import { startEventStore } from '#embedded-event-store';
import { freshDatabase } from '#testing';

/** The server under test: the one EVENTSTORE_URL names (a single insecure node), or the embedded one on a database of its own. */
export const useEventStore = () => {
  let url = '';
  let stop = async () => {};
  const clients: EventStoreDBClient[] = [];

  beforeAll(async () => {
    const given = process.env.EVENTSTORE_URL;
    process.stdout.write(`EventStoreDB conformance of ${given ? 'the server EVENTSTORE_URL names' : 'the embedded server'}\n`);
    const server = given ? { url: given, stop } : await startEventStore({ databaseUrl: await freshDatabase() });
    ({ url, stop } = server);
  });
  afterAll(async () => {
    await Promise.all(clients.map(client => client.dispose()));
    await stop();
  });

  return {
    url: () => url,
    /** A client of its own, closed after the spec. An option goes to its connection string. */
    connect: (option = '') => {
      const client = EventStoreDBClient.connectionString(option ? `${url}${url.includes('?') ? '&' : '?'}${option}` : url);
      clients.push(client);
      return client;
    },
  };
};

/** A name nothing else uses, so that the suite can run again and again on one server. */
export const uniqueName = (prefix = 'conformance') => `${prefix}-${randomUUID()}`;

export type Noted = JSONEventType<'Noted', { number: number }>;

export const noted = (number: number, options: { id?: string; type?: string; metadata?: Record<string, unknown> } = {}) =>
  jsonEvent({ type: 'Noted', data: { number }, ...options });

export const manyNoted = (count: number, from = 0) => Array.from({ length: count }, (_, index) => noted(from + index));

export const collect = async (events: AsyncIterable<ResolvedEvent>): Promise<ResolvedEvent[]> => {
  const all: ResolvedEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
};

export const numbersOf = (events: readonly ResolvedEvent[]) => events.map(({ event }) => (event!.data as { number: number }).number);
