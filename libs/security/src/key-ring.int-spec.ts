import { randomBytes } from 'node:crypto';
import { decodeProtectedHeader } from 'jose';
import pg from 'pg';
import type { Sealed } from '#kernel';
import { freshDatabase } from '#testing';
import { isStoreUnavailable, KeyRing } from './index.js';

const keyEncryptionKey = randomBytes(32);
const owner = { youthId: 'youth-1', scope: 'agency' } as const;
const erasedRefusal = expect.objectContaining({ code: 'personal-data-erased', kind: 'refused' });

let databaseUrl: string;
let time: number;
let sql: pg.Pool;
const rings: KeyRing[] = [];
const openRing = async () => {
  const ring = await KeyRing.open({ databaseUrl, keyEncryptionKey, now: () => time });
  rings.push(ring);
  return ring;
};
const kid = (token: Sealed | undefined) => decodeProtectedHeader(token!.sealed).kid;

beforeEach(async () => {
  databaseUrl = await freshDatabase();
  sql = new pg.Pool({ connectionString: databaseUrl });
  time = 0;
});
afterEach(async () => {
  await Promise.all(rings.splice(0).map(ring => ring.close()));
  await sql.end();
});

describe('sealed values', () => {
  it('open to what they were', async () => {
    const ring = await openRing();
    const values = ['Jane', '', 5, null, false, ['a', { b: 'é\u0000😀' }], 'x'.repeat(10_000)];
    const tokens = await ring.seal(owner, values);
    expect(await ring.open(tokens)).toEqual(values.map(clear => ({ clear })));
    expect(await (await openRing()).open(tokens)).toEqual(values.map(clear => ({ clear })));
  });
  it('are compact JWEs that name their key and nothing else', async () => {
    const [token] = await (await openRing()).seal(owner, ['Jane']);
    expect(decodeProtectedHeader(token!.sealed)).toEqual({ alg: 'dir', enc: 'A256GCM', kid: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  });
  it('are never twice the same', async () => {
    const [one, two] = await (await openRing()).seal(owner, ['Jane', 'Jane']);
    expect(one).not.toEqual(two);
  });
  it('tell only their rough length', async () => {
    const [short, long] = await (await openRing()).seal(owner, ['Al', 'Bartholomew']);
    expect(short!.sealed).toHaveLength(long!.sealed.length);
  });
  it('that were changed do not open', async () => {
    const ring = await openRing();
    const [token] = await ring.seal(owner, ['Jane']);
    const parts = token!.sealed.split('.');
    parts[3] = Buffer.from(randomBytes(16)).toString('base64url');
    await expect(ring.open([{ sealed: parts.join('.') }])).rejects.toThrow();
  });
  it('of another ring are not taken for erased', async () => {
    const [token] = await (await openRing()).seal(owner, ['Jane']);
    databaseUrl = await freshDatabase();
    await expect((await openRing()).open([token!])).rejects.toThrow('another key ring');
  });
  it('must be JSON', async () => expect((await openRing()).seal(owner, [undefined])).rejects.toThrow(TypeError));
  it('stay shut outside a reader\'s scopes', async () => {
    const ring = await openRing();
    const tokens = await Promise.all((['agency', 'court', 'exchange'] as const).map(async scope => (await ring.seal({ ...owner, scope }, [scope]))[0]!));
    expect(await ring.openWithin(['court'], tokens)).toEqual([{ withheld: true }, { clear: 'court' }, { clear: 'exchange' }]);
    expect(await ring.openWithin([], tokens)).toEqual([{ withheld: true }, { withheld: true }, { clear: 'exchange' }]);
  });
});

describe('keys', () => {
  it('are one per youth and scope', async () => {
    const ring = await openRing();
    const tokens = await Promise.all([
      ring.seal(owner, [1]), ring.seal(owner, [1]), ring.seal({ ...owner, scope: 'court' }, [1]), ring.seal({ ...owner, youthId: 'youth-2' }, [1]),
    ]);
    expect(new Set(tokens.map(([token]) => kid(token))).size).toBe(3);
  });
  it('are one when two processes make it at once', async () => {
    const both = await Promise.all([openRing(), openRing()]);
    const tokens = (await Promise.all(Array.from({ length: 20 }, (_, index) => both[index % 2]!.seal(owner, [index])))).flat();
    expect(new Set(tokens.map(kid)).size).toBe(1);
    expect(await both[0].open(tokens)).toEqual(tokens.map((_, clear) => ({ clear })));
  });
  it('lie wrapped, each for its own row', async () => {
    const ring = await openRing();
    const [token] = await ring.seal(owner, ['Jane']);
    await ring.seal({ ...owner, youthId: 'youth-2' }, ['Joan']);
    await sql.query("update personal_data_key set wrapped = (select wrapped from personal_data_key where youth_id = 'youth-2') where youth_id = 'youth-1'");
    await expect((await openRing()).open([token!])).rejects.toThrow();
  });
  it('are not made for nothing', async () => {
    expect(await (await openRing()).seal(owner, [])).toEqual([]);
    expect((await sql.query('select from personal_data_key')).rowCount).toBe(0);
  });
  it('open only with the right key-encryption key', async () => {
    await openRing();
    await expect(KeyRing.open({ databaseUrl, keyEncryptionKey: randomBytes(32) })).rejects.toThrow('not the one this key ring was made with');
    await expect(KeyRing.open({ databaseUrl, keyEncryptionKey: randomBytes(16) })).rejects.toThrow('32 bytes');
  });
});

describe('a destroyed key', () => {
  it('is known to be destroyed to every process at once, and only then', async () => {
    const [ring, another] = await Promise.all([openRing(), openRing()]);
    const [none, sealing, gone] = ['none', 'sealing', 'gone'].map(youthId => ({ ...owner, youthId })) as [typeof owner, typeof owner, typeof owner];
    await ring.seal(sealing, ['x']);
    await another.seal(gone, ['x']);
    await ring.destroy(gone);
    expect(await Promise.all([none, sealing, gone].map(each => another.isDestroyed(each)))).toEqual([false, false, true]);
  });

  it('opens nothing and seals nothing, for ever', async () => {
    const ring = await openRing();
    const tokens = await ring.seal(owner, ['Jane']);
    await ring.destroy(owner);
    await ring.destroy(owner);
    for (const each of [ring, await openRing()]) {
      expect(await each.open(tokens)).toEqual([{ erased: true }]);
      expect(await each.openWithin(['agency'], tokens)).toEqual([{ erased: true }]);
      await expect(each.seal(owner, ['Jane'])).rejects.toThrow(erasedRefusal);
    }
    expect((await sql.query('select wrapped from personal_data_key')).rows).toEqual([{ wrapped: null }]);
  });
  it('leaves a tombstone where there was none yet', async () => {
    const ring = await openRing();
    await ring.destroy(owner);
    await expect(ring.seal(owner, ['Jane'])).rejects.toThrow(erasedRefusal);
  });
  it('takes no other scope and no other youth with it', async () => {
    const ring = await openRing();
    const tokens = [...(await ring.seal({ ...owner, scope: 'court' }, [1])), ...(await ring.seal({ ...owner, youthId: 'youth-2' }, [2]))];
    await ring.destroy(owner);
    expect(await ring.open(tokens)).toEqual([{ clear: 1 }, { clear: 2 }]);
  });
  it('is followed by other processes: sealing at once, opening within 60 s', async () => {
    const [destroyer, other] = [await openRing(), await openRing()];
    const tokens = await other.seal(owner, ['Jane']);
    await destroyer.destroy(owner);
    await expect(other.seal(owner, ['Joan'])).rejects.toThrow(erasedRefusal);
    expect(await other.open(tokens)).toEqual([{ erased: true }]);
  });
  it('is out of memory after 60 s', async () => {
    const [destroyer, other] = [await openRing(), await openRing()];
    const tokens = await other.seal(owner, ['Jane']);
    await destroyer.destroy(owner);
    time = 59_999;
    expect(await other.open(tokens)).toEqual([{ clear: 'Jane' }]);
    time = 60_000;
    expect(await other.open(tokens)).toEqual([{ erased: true }]);
  });
  it.each([
    ["update personal_data_key set wrapped = '\\x00', destroyed_at = null"], ['delete from personal_data_key'], ['truncate personal_data_key'],
  ])('cannot be made again by "%s"', async statement => {
    await (await openRing()).destroy(owner);
    await expect(sql.query(statement)).rejects.toThrow('never made again');
  });
});

describe('the key ring\'s database', () => {
  it('may be away at the start', async () => {
    const error: unknown = await KeyRing.open({ databaseUrl: 'postgres://127.0.0.1:1/none', keyEncryptionKey }).catch((reason: unknown) => reason);
    expect(isStoreUnavailable(error)).toBe(true);
  });
  it('may break off and come back', async () => {
    const ring = await openRing();
    await ring.seal(owner, ['Jane']);
    await sql.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()');
    for (let attempt = 1; ; attempt++) {
      const error: unknown = await ring.seal(owner, ['Joan']).then(() => undefined, (reason: unknown) => reason);
      if (!error) break;
      expect([isStoreUnavailable(error), attempt < 10]).toEqual([true, true]);
    }
  });
});
