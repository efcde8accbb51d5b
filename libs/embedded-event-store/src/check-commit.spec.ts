import { ANY, checkCommit, type Facts, NO_STREAM, STREAM_EXISTS } from './check-commit.js';
import { DELETED, type Head } from './metadata.js';

type Stored = { id: string; position: bigint };

/** A stream that holds these ids, all of them still remembered unless said otherwise. */
const stream = (ids: readonly string[], head: Partial<Head> = {}, remembered: readonly string[] = ids): Facts => {
  const stored = ids.map((id, index): Stored => ({ id, position: BigInt(index + 1) * 100n }));
  return {
    head: { last: BigInt(ids.length) - 1n, tombstoned: false, metadata: {}, ...head },
    recent: id => {
      const revision = ids.lastIndexOf(id);
      return remembered.includes(id) ? { revision: BigInt(revision), position: stored[revision]!.position } : undefined;
    },
    stored: revision => stored[Number(revision)],
  };
};

const softDeleted: Partial<Head> = { rawMetadata: Buffer.from('{}'), metadata: { truncateBefore: DELETED } };
const write = { kind: 'write' };
const deleted = { kind: 'stream-deleted' };
const wrong = (current: bigint) => ({ kind: 'wrong-version', current });
const repeat = (revision: bigint) => ({ kind: 'repeat', revision, position: (revision + 1n) * 100n });

describe('the version check', () => {
  it.each([
    ['any, new stream', ANY, stream([]), write],
    ['no stream, new stream', NO_STREAM, stream([]), write],
    ['stream exists, new stream', STREAM_EXISTS, stream([]), wrong(-1n)],
    ['stream exists, metadata only', STREAM_EXISTS, stream([], { rawMetadata: Buffer.from('{}') }), write],
    ['0, new stream', 0n, stream([]), wrong(-1n)],
    ['any', ANY, stream(['a', 'b']), write],
    ['stream exists', STREAM_EXISTS, stream(['a', 'b']), write],
    ['no stream', NO_STREAM, stream(['a', 'b']), wrong(1n)],
    ['the last revision', 1n, stream(['a', 'b']), write],
    ['an earlier revision', 0n, stream(['a', 'b']), wrong(1n)],
    ['a later revision', 2n, stream(['a', 'b']), wrong(1n)],
  ])('expecting %s', (_, expected, facts, decision) => expect(checkCommit(expected, ['new'], facts)).toEqual(decision));

  it.each([ANY, NO_STREAM, STREAM_EXISTS, 0n])('refuses everything on a tombstoned stream (%s)', expected =>
    expect(checkCommit(expected, ['a'], stream(['a'], { tombstoned: true, last: DELETED }))).toEqual(deleted));

  it.each([
    ['any revives', ANY, write],
    ['no stream revives', NO_STREAM, write],
    ['the exact revision revives', 1n, write],
    ['stream exists does not hold', STREAM_EXISTS, deleted],
    ['an earlier revision does not hold', 0n, wrong(1n)],
  ])('soft-deleted: %s', (_, expected, decision) =>
    expect(checkCommit(expected, ['new'], stream(['a', 'b'], softDeleted))).toEqual(decision));
});

describe.each([['any', ANY], ['stream exists', STREAM_EXISTS]])('a repeat expecting %s', (_, expected) => {
  it('is answered with the original place', () => expect(checkCommit(expected, ['a', 'b'], stream(['a', 'b', 'c']))).toEqual(repeat(1n)));
  it('need not be adjacent', () => expect(checkCommit(expected, ['a', 'c'], stream(['a', 'b', 'c']))).toEqual(repeat(2n)));
  it('is written again once forgotten', () => expect(checkCommit(expected, ['a'], stream(['a'], {}, []))).toEqual(write));
  it('is wrong when only its beginning is known', () => expect(checkCommit(expected, ['a', 'x'], stream(['a']))).toEqual(wrong(0n)));
  it('is written when its first event is unknown', () => expect(checkCommit(expected, ['x', 'a'], stream(['a']))).toEqual(write));
});

describe('a repeat expecting a revision', () => {
  it.each([
    ['all of it, from the start', NO_STREAM, ['a', 'b'], repeat(1n)],
    ['in the middle', 0n, ['b'], repeat(1n)],
    ['up to the end', 0n, ['b', 'c'], repeat(2n)],
    ['another first event', 0n, ['x', 'c'], wrong(2n)],
    ['another later event', 0n, ['b', 'x'], wrong(2n)],
    ['longer than what is stored', 1n, ['c', 'd'], wrong(2n)],
    ['in another order', NO_STREAM, ['b', 'a'], wrong(2n)],
  ])('%s', (_, expected, ids, decision) => expect(checkCommit(expected, ids, stream(['a', 'b', 'c'], {}, []))).toEqual(decision));

  it('is written again at the head', () => expect(checkCommit(0n, ['a'], stream(['a']))).toEqual(write));
  it('on a soft-deleted stream is still a repeat', () =>
    expect(checkCommit(NO_STREAM, ['a'], stream(['a', 'b'], softDeleted))).toEqual(repeat(0n)));
});

describe('a write without events', () => {
  it.each([
    ['any', ANY, write],
    ['the last revision', 0n, write],
    ['no stream', NO_STREAM, wrong(0n)],
    ['a later revision', 1n, wrong(0n)],
  ])('expecting %s', (_, expected, decision) => expect(checkCommit(expected, [], stream(['a']))).toEqual(decision));
});
