import { randomUUID } from 'node:crypto';
import type { LogRecord } from './log.js';
import { bytes, streamIdentifier, streams } from './messages.js';
import { formatUuid } from './requests.js';

const { ReadResp } = streams;

/** A record as a reader gets it: the record itself, or a link with the event it leads to, if that can be read. */
export type Resolved = { event?: LogRecord; link?: LogRecord };

const recorded = (record: LogRecord, structuredIds: boolean) => {
  const event = new ReadResp.ReadEvent.RecordedEvent()
    .setId(formatUuid(record.id, structuredIds))
    .setStreamIdentifier(streamIdentifier(record.stream))
    .setStreamRevision(String(record.revision))
    .setPreparePosition(String(record.position))
    .setCommitPosition(String(record.position))
    .setData(bytes(record.data))
    .setCustomMetadata(bytes(record.metadata));
  event.getMetadataMap()
    .set('type', record.type)
    .set('created', String(record.created))
    .set('content-type', record.isJson ? 'application/json' : 'application/octet-stream');
  return event;
};

export const eventAnswer = ({ event, link }: Resolved, structuredIds: boolean) => {
  const answer = new ReadResp.ReadEvent().setCommitPosition(String((link ?? event)!.position));
  if (event) answer.setEvent(recorded(event, structuredIds));
  if (link) answer.setLink(recorded(link, structuredIds));
  return new ReadResp().setEvent(answer);
};

export const streamNotFound = (stream: string) =>
  new ReadResp().setStreamNotFound(new ReadResp.StreamNotFound().setStreamIdentifier(streamIdentifier(stream)));

export const firstStreamPosition = (revision: bigint) => new ReadResp().setFirstStreamPosition(String(revision));

export const lastStreamPosition = (revision: bigint) => new ReadResp().setLastStreamPosition(String(revision));

export const confirmation = () =>
  new ReadResp().setConfirmation(new ReadResp.SubscriptionConfirmation().setSubscriptionId(randomUUID()));

export const checkpoint = (position: bigint) =>
  new ReadResp().setCheckpoint(new ReadResp.Checkpoint().setCommitPosition(String(position)).setPreparePosition(String(position)));

export const caughtUp = () => new ReadResp().setCaughtUp(new ReadResp.CaughtUp());

