import { BACKWARDS, END, type EventStoreDBClient } from '@eventstore/db-client';

/** Position of the log's last record. */
export const logEnd = async (client: EventStoreDBClient): Promise<bigint> => {
  let position = 0n;
  // read to its end: a read left early keeps the client from ever closing
  for await (const { event } of client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 })) position = event?.position?.commit ?? 0n;
  return position;
};
