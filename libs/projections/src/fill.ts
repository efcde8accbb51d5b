import { Feed, positionOf, type Batch } from './feed.js';
import type { ProjectionCopy, ProjectionDeps } from './projection-copy.js';

const BATCH_SIZE = 200;

const upTo = (batch: Batch, limit: bigint): Batch => {
  if (!batch.position || batch.position.commit <= limit) return batch;
  const events = batch.events.filter(event => positionOf(event).commit <= limit);
  const last = events.at(-1);
  return { events, position: last && positionOf(last), caughtUp: batch.caughtUp };
};

/** Feeds a copy to the log's end, or with exactly the events at or before `limit`. */
export const fill = async ({ client, projection }: ProjectionDeps, copy: ProjectionCopy, limit?: bigint, signal?: AbortSignal): Promise<void> => {
  if (limit !== undefined && copy.position.commit >= limit) return;
  const feed = new Feed(client, projection.eventTypes, copy.position, signal);
  try {
    for (;;) {
      const batch = await feed.next(BATCH_SIZE);
      await copy.consume(limit === undefined ? batch : upTo(batch, limit));
      if (batch.caughtUp || (limit !== undefined && batch.position && batch.position.commit >= limit)) return;
    }
  } finally {
    feed.close();
  }
};
