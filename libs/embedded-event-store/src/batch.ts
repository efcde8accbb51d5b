import type { Facts, Place } from './check-commit.js';
import type { LogRecord, StoredId } from './log.js';
import { DELETED, type Head, isMetastream, metastreamOf, originalOf, parseMetadata } from './metadata.js';
import { type Draft, planWrite, type Write } from './plan.js';
import type { RecentIds } from './recent-ids.js';

export type Outcome =
  | { kind: 'written'; revision: bigint; position: bigint }
  | { kind: 'wrong-version'; current: bigint }
  | { kind: 'stream-deleted' };

const key = (stream: string, revision: bigint) => `${revision}@${stream}`;

/** Positions grow by about the bytes a record takes, so nobody comes to rely on their being dense. */
const sizeInLog = ({ stream, type, data, metadata }: Draft) => BigInt(64 + stream.length + type.length + data.length + metadata.length);

/** Writes that are committed together, each checked against what the ones before it leave behind. */
export class Batch {
  readonly records: LogRecord[] = [];
  private readonly stored: Map<string, { id: string; position: bigint }>;
  private readonly written = new Map<string, Place & { stream: string }>();

  constructor(
    private position: bigint,
    private readonly created: bigint,
    readonly heads: Map<string, Head>,
    stored: readonly StoredId[],
    private readonly recentIds: RecentIds,
  ) {
    this.stored = new Map(stored.map(({ stream, revision, id, position: at }) => [key(stream, revision), { id, position: at }]));
  }

  add(write: Write): Outcome {
    const { decision, drafts } = planWrite(write, stream => this.heads.get(stream)!, this.factsOf(write.stream));
    switch (decision.kind) {
      case 'write': {
        const before = this.heads.get(write.stream)!.last;
        const places = drafts.map(draft => this.store(draft));
        const last = write.kind === 'append' ? places[write.events.length - 1] : places.at(-1);
        return { kind: 'written', ...(last ?? { revision: before, position: this.position }) };
      }
      case 'repeat':
        return { ...decision, kind: 'written' };
      default:
        return decision;
    }
  }

  /** Call once the records are committed. */
  remember() {
    for (const [id, place] of this.written) this.recentIds.add(id, place);
  }

  private factsOf(stream: string): Omit<Facts, 'head'> {
    return {
      recent: id => {
        const known = this.written.get(id);
        return known ? (known.stream === stream ? known : undefined) : this.recentIds.find(stream, id);
      },
      stored: revision => this.stored.get(key(stream, revision)),
    };
  }

  private store(draft: Draft): Place {
    this.position += sizeInLog(draft);
    const record = { ...draft, position: this.position, created: this.created };
    const { stream, revision, id, position } = record;
    this.records.push(record);
    this.stored.set(key(stream, revision), { id, position });
    this.written.set(id, { stream, revision, position });
    this.change(stream, { last: revision });
    if (revision === DELETED) {
      this.change(stream, { tombstoned: true });
      this.change(metastreamOf(stream), { tombstoned: true });
    }
    if (isMetastream(stream)) {
      const rawMetadata = draft.isJson ? draft.data : new Uint8Array();
      this.change(originalOf(stream), isMetastream(originalOf(stream)) ? {} : { rawMetadata, metadata: parseMetadata(rawMetadata) });
    }
    return { revision, position };
  }

  private change(stream: string, change: Partial<Head>) {
    const head = this.heads.get(stream);
    if (head) this.heads.set(stream, { ...head, ...change });
  }
}
