import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { freshDatabase } from '#testing';
import { ANY, NO_STREAM } from './check-commit.js';
import type { Write } from './plan.js';
import { Tail } from './tail.js';
import { Writer } from './writer.js';

const BYTES = new Uint8Array(3);

const append = (stream: string, expected: bigint, ids = [randomUUID()]): Write =>
  ({ kind: 'append', stream, expected, events: ids.map(id => ({ id, type: 'Noted', isJson: false, data: BYTES, metadata: BYTES })) });

describe('the writer', () => {
  let writer: Writer;
  let tail: Tail;
  let database: pg.Client;

  beforeEach(async () => {
    const databaseUrl = await freshDatabase();
    tail = new Tail();
    writer = new Writer(databaseUrl, tail);
    await writer.start();
    database = new pg.Client({ connectionString: databaseUrl });
    await database.connect();
  });
  afterEach(async () => {
    await database.end();
    await writer.stop();
  });

  it('commits together what arrives together', async () => {
    const outcomes = await Promise.all(Array.from({ length: 200 }, (_, number) => writer.submit(append(`stream-${number % 20}`, ANY))));
    const { rows: [log] } = await database.query('select count(*)::int as records, count(distinct xmin::text)::int as commits from log');
    expect(log).toEqual({ records: 200, commits: 1 });
    const positions = outcomes.map(outcome => (outcome.kind === 'written' ? outcome.position : 0n));
    expect(positions).toEqual([...new Set(positions)].sort((a, b) => (a < b ? -1 : 1)));
    expect(tail.position).toBe(positions.at(-1));
  });

  it('checks a write against those it is committed with', async () => {
    const ids = [randomUUID(), randomUUID()];
    const outcomes = await Promise.all([
      append('one', NO_STREAM, ids), // written
      append('one', NO_STREAM, ids), // a repeat, by number
      append('one', ANY, ids), // a repeat, by id
      append('one', NO_STREAM), // another
      append('one', 1n), // goes on
      { kind: 'delete', stream: 'one', expected: 2n, events: [] } as const,
      append('one', NO_STREAM), // revives it
      { kind: 'tombstone', stream: 'one', expected: 3n, events: [] } as const,
      append('one', ANY),
      append('$$one', ANY),
    ].map(write => writer.submit(write)));
    expect(outcomes.map(outcome => (outcome.kind === 'written' ? outcome.revision : outcome.kind))).toEqual(
      [1n, 1n, 1n, 'wrong-version', 2n, 0n, 3n, 2n ** 63n - 1n, 'stream-deleted', 'stream-deleted']);
    expect(new Set(outcomes.slice(0, 3).map(outcome => outcome.kind === 'written' && outcome.position)).size).toBe(1);
    const { rows } = await database.query('select stream, type from log order by position');
    expect(rows.map(({ stream, type }) => `${stream} ${type}`)).toEqual(
      ['one Noted', 'one Noted', 'one Noted', '$$one $metadata', 'one Noted', '$$one $metadata', 'one $streamDeleted']);
  });
});
