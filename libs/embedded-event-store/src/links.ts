import { loadHeads, type LogRecord, type Queryable, streamPage } from './log.js';
import { firstVisible, oldestCreated } from './metadata.js';
import type { Resolved } from './read-answers.js';

/** Follows a link (type `$>`, data "number@stream") to the event it names, as far as a reader of that stream could see it. */
export const resolveLink = async (db: Queryable, record: LogRecord): Promise<Resolved> => {
  const target = /^(\d{1,18})@([^]+)$/.exec(Buffer.from(record.data).toString('utf8'));
  if (record.type !== '$>' || !target) return { event: record };
  const revision = BigInt(target[1]!);
  const stream = target[2]!;
  const head = (await loadHeads(db, [stream])).get(stream)!;
  if (head.tombstoned || revision < firstVisible(head)) return { link: record };
  const [event] = await streamPage(db,
    { stream, first: revision, last: revision, createdFrom: oldestCreated(head), direction: 'forwards', limit: 1 });
  return { link: record, ...(event && { event }) };
};
