import { randomUUID } from 'node:crypto';
import { checkCommit, type Decision, type Facts } from './check-commit.js';
import type { LogRecord } from './log.js';
import { DELETED, type Head, isMetastream, isSoftDeleted, metastreamOf, originalOf, revival, softDeletion } from './metadata.js';

export type ProposedEvent = Pick<LogRecord, 'id' | 'type' | 'isJson' | 'data' | 'metadata'>;

/** A write as a client asked for it. Deletes carry no events. */
export type Write = { kind: 'append' | 'delete' | 'tombstone'; stream: string; expected: bigint; events: readonly ProposedEvent[] };

/** A record that still lacks its place in the log. */
export type Draft = ProposedEvent & Pick<LogRecord, 'stream' | 'revision'>;

const EMPTY = new Uint8Array();

const metadataDraft = (stream: string, metastreamLast: bigint, data: Uint8Array): Draft => ({
  stream: metastreamOf(stream), revision: metastreamLast + 1n, id: randomUUID(), type: '$metadata', isJson: true, data, metadata: EMPTY,
});

const appended = ({ stream, events }: Write, head: (stream: string) => Head): Draft[] => {
  const own = head(stream);
  const drafts = events.map((event, index) => ({ ...event, stream, revision: own.last + 1n + BigInt(index) }));
  if (events.length === 0) return [];
  // a write to a soft-deleted stream revives it: its old events stay hidden, its numbers go on
  if (isSoftDeleted(own)) {
    return [...drafts, metadataDraft(stream, head(metastreamOf(stream)).last, revival(own.rawMetadata ?? EMPTY, own.last + 1n))];
  }
  // and so does new metadata, which would otherwise bring the deleted events back
  if (isMetastream(stream) && isSoftDeleted(head(originalOf(stream)))) {
    const { data, revision } = drafts.at(-1)!;
    return [...drafts, metadataDraft(originalOf(stream), revision, revival(data, head(originalOf(stream)).last + 1n))];
  }
  return drafts;
};

/** What a write adds to the log, given the heads of its stream and of the partner that changes with it. */
export const planWrite = (write: Write, head: (stream: string) => Head, facts: Omit<Facts, 'head'>): { decision: Decision; drafts: Draft[] } => {
  const own = head(write.stream);
  const id = randomUUID();
  const decision = checkCommit(write.expected, write.kind === 'append' ? write.events.map(event => event.id) : [id], { ...facts, head: own });
  if (decision.kind !== 'write') return { decision, drafts: [] };
  switch (write.kind) {
    case 'append':
      return { decision, drafts: appended(write, head) };
    case 'delete':
      // there is nothing to delete, whatever revision was expected
      if (own.last < 0n && !own.rawMetadata) return { decision: { kind: 'wrong-version', current: own.last }, drafts: [] };
      return { decision, drafts: [metadataDraft(write.stream, head(metastreamOf(write.stream)).last, softDeletion())] };
    case 'tombstone':
      return { decision, drafts: [{ stream: write.stream, revision: DELETED, id, type: '$streamDeleted', isJson: false, data: EMPTY, metadata: EMPTY }] };
  }
};
