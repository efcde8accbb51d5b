import type pg from 'pg';
import { Batch, type Outcome } from './batch.js';
import { asRpcError, unavailable } from './errors.js';
import { insertRecords, loadHeads, storedIds } from './log.js';
import { type Head, partnerOf } from './metadata.js';
import type { Write } from './plan.js';
import { RecentIds } from './recent-ids.js';
import { WriterSession } from './session.js';
import type { Tail } from './tail.js';

const MAX_WRITES = 512;
const MAX_BYTES = 8 * 1024 * 1024;
const CACHED_HEADS = 10_000;
const TICKS_PER_MS = 10_000n;

type Queued = { write: Write; resolve(outcome: Outcome): void; reject(error: Error): void };

const bytesOf = ({ write }: Queued) => write.events.reduce((sum, { data, metadata }) => sum + data.length + metadata.length, 0);

/** The only writer of the log: writes that arrive while one commit is under way are checked in turn and committed together. */
export class Writer {
  private readonly session: WriterSession;
  private readonly queue: Queued[] = [];
  private readonly recentIds = new RecentIds();
  private readonly heads = new Map<string, Head>();
  private running: Promise<void> | undefined;
  private stopped = false;

  constructor(databaseUrl: string, private readonly tail: Tail) {
    this.session = new WriterSession(databaseUrl, position => {
      this.heads.clear();
      this.recentIds.clear();
      tail.reset(position);
    });
  }

  async start() {
    await this.session.open();
  }

  /** Resolves once the write is committed, or refused; rejects when neither is known. */
  submit(write: Write): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      if (this.stopped) return reject(unavailable('The server is stopping'));
      this.queue.push({ write, resolve, reject });
      this.running ??= this.run();
    });
  }

  /** Finishes what was submitted, then gives the log up. */
  async stop() {
    this.stopped = true;
    await this.running;
    await this.session.discard();
  }

  private async run() {
    await new Promise(setImmediate); // lets writes that arrived in the same moment join
    while (this.queue.length > 0) {
      const group = this.takeGroup();
      try {
        const outcomes = await this.commit(group.map(({ write }) => write));
        group.forEach(({ resolve }, index) => resolve(outcomes[index]!));
      } catch (error) {
        await this.session.discard();
        group.forEach(({ reject }) => reject(asRpcError(error)));
      }
    }
    this.running = undefined;
  }

  private takeGroup(): Queued[] {
    let bytes = 0;
    const tooMuch = this.queue.findIndex((queued, index) => (bytes += bytesOf(queued)) > MAX_BYTES && index > 0);
    return this.queue.splice(0, Math.min(tooMuch === -1 ? MAX_WRITES : tooMuch, MAX_WRITES));
  }

  private async commit(writes: readonly Write[]): Promise<Outcome[]> {
    const db = await this.session.open();
    const heads = await this.headsFor(db, writes);
    const stored = await storedIds(db, writes
      .filter(({ expected, stream }) => expected >= -1n && expected < heads.get(stream)!.last)
      .map(({ stream, expected, events }) => ({ stream, first: expected + 1n, last: expected + BigInt(events.length) })));
    const batch = new Batch(this.tail.position, BigInt(Date.now()) * TICKS_PER_MS, heads, stored, this.recentIds);
    const outcomes = writes.map(write => batch.add(write));
    if (batch.records.length > 0) {
      await insertRecords(db, batch.records);
      batch.remember();
      this.tail.publish(batch.records);
    }
    this.cache(batch.heads);
    return outcomes;
  }

  private async headsFor(db: pg.Client, writes: readonly Write[]): Promise<Map<string, Head>> {
    const streams = [...new Set(writes.flatMap(({ stream }) => [stream, partnerOf(stream)]))];
    const unknown = streams.filter(stream => !this.heads.has(stream));
    const loaded = unknown.length > 0 ? await loadHeads(db, unknown) : new Map<string, Head>();
    return new Map(streams.map(stream => [stream, this.heads.get(stream) ?? loaded.get(stream)!]));
  }

  private cache(heads: Map<string, Head>) {
    for (const [stream, head] of heads) {
      this.heads.delete(stream);
      this.heads.set(stream, head);
    }
    for (const stream of this.heads.keys()) {
      if (this.heads.size <= CACHED_HEADS) break;
      this.heads.delete(stream);
    }
  }
}
