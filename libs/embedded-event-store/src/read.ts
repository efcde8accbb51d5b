import { status } from '@grpc/grpc-js';
import type { Send } from './calls.js';
import { RpcError, streamDeleted } from './errors.js';
import { noFilter } from './filters.js';
import { resolveLink } from './links.js';
import { allPage, isRecordAt, loadHeads, type LogRecord, type Queryable, streamPage } from './log.js';
import type { streams } from './messages.js';
import { firstVisible, isSoftDeleted, oldestCreated } from './metadata.js';
import { eventAnswer, firstStreamPosition, lastStreamPosition, streamNotFound } from './read-answers.js';
import type { ReadRequestOf } from './read-request.js';
import type { Tail } from './tail.js';

export const PAGE = 128;

export type Store = { db: Queryable; tail: Tail };
export type SendRead = Send<streams.ReadResp>;

export const sendRecord = async (
  db: Queryable, send: SendRead, record: LogRecord, { resolveLinks, structuredIds }: { resolveLinks: boolean; structuredIds: boolean },
) => send(eventAnswer(resolveLinks && record.type === '$>' ? await resolveLink(db, record) : { event: record }, structuredIds));

const visibleRange = ({ from, direction }: ReadRequestOf<'read-stream'>, start: bigint, end: bigint) => {
  if (direction === 'forwards') {
    const first = from === 'end' ? end + 1n : from === 'start' ? 0n : from;
    return { first: first > start ? first : start, last: end };
  }
  const last = from === 'start' ? 0n : from === 'end' || from > end ? end : from;
  return { first: start, last };
};

export const readStream = async ({ db }: Store, request: ReadRequestOf<'read-stream'>, send: SendRead) => {
  const { stream, direction, compatibility } = request;
  const head = (await loadHeads(db, [stream])).get(stream)!;
  if (head.tombstoned) throw streamDeleted(stream);
  // not an error: the client makes one of it
  if (head.last < 0n || isSoftDeleted(head)) return send(streamNotFound(stream));

  let { first, last } = visibleRange(request, firstVisible(head), head.last);
  let left = request.count;
  let sent = 0;
  while (left > 0 && first <= last) {
    const limit = Math.min(left, PAGE);
    const records = await streamPage(db, { stream, first, last, createdFrom: oldestCreated(head), direction, limit });
    for (const record of records) await sendRecord(db, send, record, request);
    sent += records.length;
    left -= records.length;
    if (records.length < limit) break;
    if (direction === 'forwards') first = records.at(-1)!.revision + 1n;
    else last = records.at(-1)!.revision - 1n;
  }
  if (compatibility < 1) return;
  if (sent === 0 && firstVisible(head) > 0n) await send(firstStreamPosition(firstVisible(head)));
  await send(lastStreamPosition(head.last));
};

/** Zero and anything past the end are legal, everything else has to be where a record begins. */
export const isLegalPosition = async ({ db, tail }: Store, position: 'end' | bigint) =>
  position === 'end' || position === 0n || position > tail.position || isRecordAt(db, position);

export const readAll = async (store: Store, request: ReadRequestOf<'read-all'>, send: SendRead) => {
  const { from, direction, filter } = request;
  if (!(await isLegalPosition(store, from))) throw new RpcError(status.UNKNOWN, 'Unexpected ReadAllResult: InvalidPosition');
  const matches = filter?.matches ?? noFilter;
  const { tail } = store;
  // a position is included forwards and excluded backwards
  let cursor = direction === 'backwards'
    ? (from === 'end' || from > tail.position ? tail.position + 1n : from)
    : (from === 'end' ? tail.position : from - 1n);
  let left = request.count;
  while (left > 0) {
    const records = await allPage(store.db, cursor, direction, PAGE);
    for (const record of records) {
      if (left === 0 || !matches(record)) continue;
      await sendRecord(store.db, send, record, request);
      left -= 1;
    }
    if (records.length < PAGE) return;
    cursor = records.at(-1)!.position;
  }
};
