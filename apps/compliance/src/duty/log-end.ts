import { BACKWARDS, END, type EventStoreDBClient } from '@eventstore/db-client';

/** Position of the log's last record. */
export const logEnd = async (client: EventStoreDBClient): Promise<bigint> => {
  for await (const { event } of client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 })) return event?.position?.commit ?? 0n;
  return 0n;
};
