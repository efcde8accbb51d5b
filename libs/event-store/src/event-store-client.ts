import { EventStoreDBClient } from '@eventstore/db-client';

/**
 * The client of the EventStoreDB at `url` (`esdb://…`). Every append is a call of its own: the one that the client shares among them
 * otherwise (6.2.1) ends the process when an answer comes after another of its connections broke, as after an outage of the store.
 */
export const eventStoreClient = (url: string): EventStoreDBClient => {
  const client = EventStoreDBClient.connectionString(url);
  // asked before an append whether the server takes several together, and before what we do not use
  Object.assign(client, { supports: async () => false });
  return client;
};
