import type { DataSource } from 'typeorm';
import type { Clock, Instant } from '#kernel';
import type { Outcome } from './outcomes.js';

type Count = { messages: number; lastAt: Instant };

/** How many messages came to which outcome: counted in memory, written down now and then. A crash loses a second's worth. */
export class Tally {
  private counts = new Map<string, Count>();

  constructor(private readonly dataSource: DataSource, private readonly clock: Clock) {}

  /** When it was answered: an answer may come long after the decision. */
  add({ status, rejection }: Outcome): void {
    const key = JSON.stringify([status, rejection?.code ?? '']);
    this.counts.set(key, { messages: (this.counts.get(key)?.messages ?? 0) + 1, lastAt: this.clock.now() });
  }

  /** Keeps counting when the database is away. */
  async write(): Promise<void> {
    const { counts } = this;
    if (counts.size === 0) return;
    this.counts = new Map();
    const rows = [...counts].map(([key, { messages, lastAt }]) => {
      const [outcome, code] = JSON.parse(key) as [string, string];
      return { outcome, code, messages, last_at: lastAt };
    });
    try {
      await this.dataSource.query(
        `insert into exchange_tally select * from json_populate_recordset(null::exchange_tally, $1) order by outcome, code
         on conflict (outcome, code) do update set messages = exchange_tally.messages + excluded.messages,
           last_at = greatest(exchange_tally.last_at, excluded.last_at)`, [JSON.stringify(rows)]);
    } catch {
      for (const [key, { messages, lastAt }] of counts) {
        const since = this.counts.get(key);
        this.counts.set(key, { messages: messages + (since?.messages ?? 0), lastAt: since?.lastAt ?? lastAt });
      }
    }
  }
}
