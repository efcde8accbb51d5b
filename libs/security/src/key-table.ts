import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import type { KeyScope } from '#kernel';
import { unwrapKey, wrapKey } from './key-wrap.js';

export type KeyOwner = { readonly youthId: string; readonly scope: KeyScope };
/** A row of the table; `wrapped` is null once destroyed. */
export type KeyRow = { readonly kid: string; readonly youth_id: string; readonly scope: KeyScope; readonly wrapped: Buffer | null };

const CONNECT_WITHIN_MS = 5_000;
const KEY_BYTES = 32;
const CHECK = 'key-encryption-key-check';

// The advisory lock lets several processes start at once on an empty database.
const SCHEMA = `
  begin;
  select pg_advisory_xact_lock(7215003402);
  create table if not exists key_encryption_check (single boolean primary key default true check (single), value bytea not null);
  create table if not exists personal_data_key (
    youth_id text not null, scope text not null, kid text not null unique, wrapped bytea,
    created_at timestamptz not null default now(), destroyed_at timestamptz,
    primary key (youth_id, scope), check ((wrapped is null) = (destroyed_at is not null)));
  create or replace function keep_tombstone() returns trigger language plpgsql as $$
    begin raise exception 'a destroyed key is never made again'; end $$;
  create or replace trigger no_key_again before update on personal_data_key
    for each row when (old.wrapped is null and new.wrapped is not null) execute function keep_tombstone();
  create or replace trigger no_tombstone_removed before delete or truncate on personal_data_key
    for each statement execute function keep_tombstone();
  commit`;

const contextOf = (row: { kid: string; youth_id: string; scope: string }) => JSON.stringify([row.kid, row.youth_id, row.scope]);

/** The wrapped keys in PostgreSQL. Every statement commits by itself, before anything is sealed with what it wrote. */
export class KeyTable {
  private constructor(private readonly pool: pg.Pool, private readonly keyEncryptionKey: Uint8Array) {}

  static async open(databaseUrl: string, keyEncryptionKey: Uint8Array): Promise<KeyTable> {
    if (keyEncryptionKey.length !== KEY_BYTES) throw new Error(`The key-encryption key must have ${KEY_BYTES} bytes`);
    const pool = new pg.Pool({ connectionString: databaseUrl, max: 5, connectionTimeoutMillis: CONNECT_WITHIN_MS });
    pool.on('error', () => undefined); // an idle connection broke: the next query opens another or fails itself
    const table = new KeyTable(pool, keyEncryptionKey);
    try {
      await pool.query(SCHEMA);
      await table.checkKeyEncryptionKey();
    } catch (error) {
      await pool.end();
      throw error;
    }
    return table;
  }

  async find({ youthId, scope }: KeyOwner): Promise<KeyRow | undefined> {
    return (await this.pool.query<KeyRow>('select kid, youth_id, scope, wrapped from personal_data_key where youth_id = $1 and scope = $2',
      [youthId, scope])).rows[0];
  }

  /** The owner's row, made when there is none: of two processes that make it at once both read the winner's. */
  async findOrMake(owner: KeyOwner): Promise<KeyRow> {
    const found = await this.find(owner);
    if (found) return found;
    const row = { kid: randomUUID(), youth_id: owner.youthId, scope: owner.scope };
    await this.pool.query(
      'insert into personal_data_key (kid, youth_id, scope, wrapped) values ($1, $2, $3, $4) on conflict (youth_id, scope) do nothing',
      [row.kid, row.youth_id, row.scope, wrapKey(this.keyEncryptionKey, contextOf(row), randomBytes(KEY_BYTES))]);
    return (await this.find(owner))!;
  }

  async byKid(kids: readonly string[]): Promise<readonly KeyRow[]> {
    const { rows } = await this.pool.query<KeyRow>(
      'select kid, youth_id, scope, wrapped from personal_data_key where kid = any($1)', [kids]);
    return rows;
  }

  unwrap(row: KeyRow): Uint8Array | undefined {
    return row.wrapped ? unwrapKey(this.keyEncryptionKey, contextOf(row), row.wrapped) : undefined;
  }

  async destroy({ youthId, scope }: KeyOwner): Promise<void> {
    await this.pool.query(
      `insert into personal_data_key (kid, youth_id, scope, wrapped, destroyed_at) values ($1, $2, $3, null, now())
       on conflict (youth_id, scope) do update
       set wrapped = null, destroyed_at = coalesce(personal_data_key.destroyed_at, now())`, [randomUUID(), youthId, scope]);
  }

  close(): Promise<void> {
    return this.pool.end();
  }

  private async checkKeyEncryptionKey() {
    const value = wrapKey(this.keyEncryptionKey, CHECK, Buffer.from(CHECK));
    await this.pool.query('insert into key_encryption_check (value) values ($1) on conflict do nothing', [value]);
    const { rows } = await this.pool.query<{ value: Buffer }>('select value from key_encryption_check');
    try {
      unwrapKey(this.keyEncryptionKey, CHECK, rows[0]!.value);
    } catch {
      throw new Error('The key-encryption key is not the one this key ring was made with');
    }
  }
}
