import pg from 'pg';
import { lastPosition, SCHEMA } from './log.js';

/** Any number that nothing else in the database locks. */
const WRITER_LOCK = 7_212_113;
const LOCK_WAIT_SECONDS = 10;

/**
 * The one connection that writes. It holds an advisory lock for as long as it lives, so a record can only be
 * written by the server that holds the log, and a killed server's last statement ends before its successor starts.
 */
export class WriterSession {
  private client: pg.Client | undefined;

  /** `opened` is told where the log ends, at first and whenever the connection had to be made anew. */
  constructor(private readonly databaseUrl: string, private readonly opened: (position: bigint) => void) {}

  async open(): Promise<pg.Client> {
    if (this.client) return this.client;
    const client = new pg.Client({ connectionString: this.databaseUrl, keepAlive: true, application_name: 'embedded-event-store' });
    client.on('error', () => this.forget(client));
    client.on('end', () => this.forget(client));
    await client.connect();
    try {
      await client.query(`set lock_timeout = '${LOCK_WAIT_SECONDS}s'`);
      await client.query('select pg_advisory_lock($1)', [WRITER_LOCK]);
      await client.query('set lock_timeout = 0');
      await client.query(SCHEMA);
      this.opened(await lastPosition(client));
    } catch (error) {
      await client.end();
      if ((error as { code?: string }).code !== '55P03') throw error;
      throw new Error(`Another event store already writes to this database (waited ${LOCK_WAIT_SECONDS} s for it to end)`);
    }
    return (this.client = client);
  }

  /** After a failed write only a new connection knows what was stored. */
  async discard() {
    const client = this.client;
    this.client = undefined;
    await client?.end().catch(() => undefined);
  }

  private forget(client: pg.Client) {
    if (this.client === client) this.client = undefined;
  }
}
