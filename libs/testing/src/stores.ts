import type { EventStoreDBClient } from '@eventstore/db-client';
import { startEventStore } from '#embedded-event-store';
import { eventStoreClient } from '#event-store';
import { freshDatabase } from './fresh-database.js';

export type Stores = {
  readonly eventStoreUrl: string;
  readonly client: EventStoreDBClient;
  stop(): Promise<void>;
};

/** An empty event store of the test's own, reached over gRPC by the official client, set up as the services have it. */
export const startStores = async (): Promise<Stores> => {
  const server = await startEventStore({ databaseUrl: await freshDatabase() });
  const client = eventStoreClient(server.url);
  return {
    eventStoreUrl: server.url,
    client,
    async stop() {
      await client.dispose();
      await server.stop();
    },
  };
};
