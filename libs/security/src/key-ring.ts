import { webcrypto } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { CompactEncrypt, compactDecrypt, decodeProtectedHeader } from 'jose';
import { classOf, DomainError, type KeyScope, type Personal, type Scope, type Sealed } from '#kernel';
import { type KeyOwner, type KeyRow, KeyTable } from './key-table.js';

export type Withheld = { readonly withheld: true };
type Opened = Personal<unknown> | Withheld;
/** `key` is undefined once destroyed. */
type CachedKey = { readonly kid: string; readonly scope: KeyScope; readonly key: webcrypto.CryptoKey | undefined; readonly readAt: number };

/** A destroyed key opens nothing in any process after this. */
const CACHE_MS = 60_000;
const BLOCK_BYTES = 16;
const ALGORITHMS = { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] };

/** JSON, padded with spaces to whole blocks: a token's length tells less about the name in it. */
const encode = (value: unknown): Uint8Array => {
  const json = JSON.stringify(value) as string | undefined;
  if (json === undefined) throw new TypeError('A personal value must be a JSON value');
  const bytes = Buffer.from(json);
  return Buffer.concat([bytes, Buffer.alloc((BLOCK_BYTES - (bytes.length % BLOCK_BYTES)) % BLOCK_BYTES, ' ')]);
};

const kidOf = (token: Sealed): string => decodeProtectedHeader(token.sealed).kid ?? '';

/** Seals and opens personal values with one key per youth and scope (a record class, or one record of it), kept wrapped in a database of its own. */
export class KeyRing {
  private readonly cache = new Map<string, CachedKey>();

  private constructor(private readonly table: KeyTable, private readonly now: () => number) {}

  /**
   * Connects, makes its tables where they are missing, and proves that `keyEncryptionKey` (32 bytes) is the ring's own:
   * another one fails here, not at the first read. `now` counts milliseconds; by default it never runs backwards,
   * so that a corrected wall clock cannot lengthen a key's stay in memory.
   */
  static async open(options: { databaseUrl: string; keyEncryptionKey: Uint8Array; now?: () => number }): Promise<KeyRing> {
    const table = await KeyTable.open(options.databaseUrl, options.keyEncryptionKey);
    return new KeyRing(table, options.now ?? (() => performance.now()));
  }

  /**
   * One token (compact JWE, `dir`, A256GCM) per value, in order. The key's row is committed before, and read every time:
   * nothing is sealed with a key that is known to be destroyed. Refused as `personal-data-erased` then.
   */
  async seal(owner: KeyOwner, values: readonly unknown[]): Promise<readonly Sealed[]> {
    if (values.length === 0) return [];
    const readAt = this.now();
    const row = await this.table.findOrMake(owner);
    const { kid, key } = (row.wrapped && this.cached(row.kid)) || (await this.remember(row, readAt));
    if (!key) throw new DomainError('personal-data-erased', 'The personal data of this record was erased; none can be added');
    return Promise.all(values.map(async value => ({
      sealed: await new CompactEncrypt(encode(value)).setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid }).encrypt(key),
    })));
  }

  /** The values in clear, or `erased`, in order. For decisions, which need every scope. Throws when a token is not this ring's. */
  async open(tokens: readonly Sealed[]): Promise<readonly Personal<unknown>[]> {
    const keys = await this.keysOf(tokens);
    return Promise.all(tokens.map((token, index) => this.decrypt(token, keys[index]!)));
  }

  /** As `open`, but tokens of scopes other than these and `exchange` stay shut. For every edge that gives data to a reader. */
  async openWithin(scopes: readonly Scope[], tokens: readonly Sealed[]): Promise<readonly Opened[]> {
    const keys = await this.keysOf(tokens);
    return Promise.all(tokens.map(async (token, index): Promise<Opened> => {
      const key = keys[index]!;
      const scope = classOf(key.scope);
      return scope === 'exchange' || scopes.includes(scope) ? this.decrypt(token, key) : { withheld: true };
    }));
  }

  /** Overwrites the key and leaves a tombstone, also where no key was made yet. Other processes follow within 60 s. Repeatable. */
  async destroy(owner: KeyOwner): Promise<void> {
    await this.table.destroy(owner);
    const { kid } = await this.table.findOrMake(owner);
    this.cache.delete(kid);
  }

  /** Whether the owner's key was destroyed, read anew each time; makes none where there is none. */
  async isDestroyed(owner: KeyOwner): Promise<boolean> {
    return (await this.table.find(owner))?.wrapped === null;
  }

  async close(): Promise<void> {
    this.cache.clear();
    await this.table.close();
  }

  private async decrypt(token: Sealed, { key }: CachedKey): Promise<Personal<unknown>> {
    if (!key) return { erased: true };
    const { plaintext } = await compactDecrypt(token.sealed, key, ALGORITHMS);
    return { clear: JSON.parse(Buffer.from(plaintext).toString()) as unknown };
  }

  private async keysOf(tokens: readonly Sealed[]): Promise<readonly CachedKey[]> {
    const kids = tokens.map(kidOf);
    const keys = new Map(kids.map(kid => [kid, this.cached(kid)]));
    const missing = [...keys].filter(([, key]) => !key).map(([kid]) => kid);
    if (missing.length > 0) {
      const readAt = this.now();
      for (const row of await this.table.byKid(missing)) keys.set(row.kid, await this.remember(row, readAt));
    }
    return kids.map(kid => {
      const key = keys.get(kid);
      if (!key) throw new Error('A sealed value belongs to another key ring');
      return key;
    });
  }

  private cached(kid: string): CachedKey | undefined {
    const entry = this.cache.get(kid);
    return entry && this.now() - entry.readAt < CACHE_MS ? entry : undefined;
  }

  private async remember(row: KeyRow, readAt: number): Promise<CachedKey> {
    const raw = this.table.unwrap(row);
    const key = raw && (await webcrypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']));
    raw?.fill(0);
    const entry = { kid: row.kid, scope: row.scope, key, readAt };
    this.cache.delete(row.kid); // to the end: the map's order is the order of age
    this.cache.set(row.kid, entry);
    for (const old of this.cache.values()) {
      if (this.now() - old.readAt < CACHE_MS) break;
      this.cache.delete(old.kid);
    }
    return entry;
  }
}
