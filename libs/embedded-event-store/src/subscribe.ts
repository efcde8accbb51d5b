import { invalidArgument, streamDeleted } from './errors.js';
import { noFilter } from './filters.js';
import { allPage, loadHeads, streamPage } from './log.js';
import { DELETED, firstVisible, oldestCreated } from './metadata.js';
import { isLegalPosition, PAGE, type SendRead, sendRecord, type Store } from './read.js';
import { caughtUp, checkpoint, confirmation } from './read-answers.js';
import type { ReadRequestOf } from './read-request.js';

/** Tells a filtered subscriber how far it is, even when nothing matches; never twice and never backwards. */
const checkpoints = (send: SendRead, interval: number, start: bigint) => {
  let last = start;
  let considered = 0;
  const sendAt = async (position: bigint) => {
    considered = 0;
    if (position <= last) return;
    last = position;
    await send(checkpoint(position));
  };
  return { sendAt, consider: async (position: bigint) => (++considered >= interval ? sendAt(position) : undefined) };
};

/** Catches up from the database and goes on live; a reader too slow for the tail catches up again. Ends by `signal` only. */
export const subscribeToAll = async (store: Store, request: ReadRequestOf<'subscribe-to-all'>, send: SendRead, signal: AbortSignal) => {
  const { db, tail } = store;
  if (!(await isLegalPosition(store, request.from))) throw invalidArgument('Trying to read from an invalid position.');
  const { filter } = request;
  let cursor = request.from === 'end' ? tail.position : request.from;
  const progress = filter && checkpoints(send, filter.checkpointInterval, cursor);
  const matches = filter?.matches ?? noFilter;
  await send(confirmation());

  for (let live = false; ;) {
    const held = tail.after(cursor);
    live &&= held !== undefined;
    for (const record of held ?? await allPage(db, cursor, 'forwards', PAGE)) {
      cursor = record.position;
      if (matches(record)) await sendRecord(db, send, record, request);
      await progress?.consider(cursor);
    }
    if (cursor < tail.position) continue;
    if (!live) {
      await progress?.sendAt(cursor);
      await send(caughtUp());
      live = true;
    }
    await tail.movedPast(cursor, signal);
  }
};

/** As `subscribeToAll`, by revision. A missing stream is waited for; a tombstone is delivered and ends the subscription. */
export const subscribeToStream = async ({ db, tail }: Store, request: ReadRequestOf<'subscribe-to-stream'>, send: SendRead, signal: AbortSignal) => {
  const { stream, from } = request;
  const head = (await loadHeads(db, [stream])).get(stream)!;
  if (head.tombstoned) throw streamDeleted(stream);
  const hiddenUpTo = firstVisible(head) - 1n;
  const beforeVisible = hiddenUpTo < head.last ? hiddenUpTo : head.last; // what is still to come is shown, whatever $tb says
  let revision = from === 'start' ? -1n : from === 'end' ? head.last : from;
  if (revision < beforeVisible && from !== 'end') revision = beforeVisible;
  await send(confirmation());

  let cursor: bigint | undefined; // every record of the stream up to this position has been sent
  for (let live = false; ;) {
    const held = cursor === undefined ? undefined : tail.after(cursor);
    live &&= held !== undefined;
    const end = tail.position;
    const records = held?.filter(record => record.stream === stream && record.revision > revision)
      ?? await streamPage(db, { stream, first: revision + 1n, last: DELETED, createdFrom: oldestCreated(head), direction: 'forwards', limit: PAGE });
    for (const record of records) {
      revision = record.revision;
      await sendRecord(db, send, record, request);
      if (revision === DELETED) throw streamDeleted(stream);
    }
    if (!held && records.length === PAGE) continue;
    cursor = end;
    if (cursor < tail.position) continue;
    if (!live) {
      await send(caughtUp());
      live = true;
    }
    await tail.movedPast(cursor, signal);
  }
};
