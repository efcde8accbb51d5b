import { EventEmitter, once } from 'node:events';
import type { LogRecord } from './log.js';

const MAX_RECORDS = 512;
const MAX_BYTES = 4 * 1024 * 1024;

const size = ({ data, metadata }: LogRecord) => data.length + metadata.length;

/** The newest committed records, for subscribers that keep up; the others page from the database. */
export class Tail {
  private records: LogRecord[] = [];
  private bytes = 0;
  private readonly commits = new EventEmitter().setMaxListeners(0);
  /** Everything after this position is in `records`. */
  private floor = 0n;
  /** The position of the newest committed record. */
  position = 0n;

  /** Forgets the records: the log ends at `position`. */
  reset(position: bigint) {
    this.records = [];
    this.bytes = 0;
    this.floor = this.position = position;
    this.commits.emit('commit');
  }

  publish(records: readonly LogRecord[]) {
    for (const record of records) {
      this.records.push(record);
      this.bytes += size(record);
      this.position = record.position;
    }
    while (this.records.length > MAX_RECORDS || this.bytes > MAX_BYTES) {
      const dropped = this.records.shift()!;
      this.bytes -= size(dropped);
      this.floor = dropped.position;
    }
    this.commits.emit('commit');
  }

  /** The records after a position, or undefined when some of them are no longer held. */
  after(position: bigint): LogRecord[] | undefined {
    return position < this.floor ? undefined : this.records.filter(record => record.position > position);
  }

  /** Resolves with the next commit after the given position, at once if there was one; rejects when `signal` aborts. */
  async movedPast(position: bigint, signal: AbortSignal) {
    while (this.position <= position) await once(this.commits, 'commit', { signal });
  }
}
