import { decodeCursor, encodeCursor, pageOf } from './index.js';

const rows = [{ at: 'a', n: 1 }, { at: 'b', n: 2 }, { at: 'c', n: 3 }];
const keyOf = (row: { at: string; n: number }) => [row.at, row.n];

describe('a page', () => {
  it('names the next one by its last row', () => {
    const page = pageOf(rows, 2, keyOf);
    expect(page.items).toEqual(rows.slice(0, 2));
    expect(decodeCursor(page.next!, 'text', 'number')).toEqual(['b', 2]);
  });
  it('is the last when there is no row more', () => expect(pageOf(rows, 3, keyOf).next).toBeNull());
  it('may be empty', () => expect(pageOf([], 3, keyOf)).toEqual({ items: [], next: null }));
  it('is the first without a cursor', () => expect(decodeCursor(undefined, 'text')).toBeUndefined());
  it.each(['', '!', encodeCursor(['one']), Buffer.from('{"0":1,"length":2}').toString('base64url'), Buffer.from('[null,{}]').toString('base64url'),
    encodeCursor(['then', 'not a uuid']), encodeCursor(['2026-03-01T00:00:00.000Z', 'not a uuid'])])(
    'refuses the cursor "%s"', cursor => expect(() => decodeCursor(cursor, 'moment', 'uuid')).toThrow(expect.objectContaining({ code: 'malformed-cursor' })));
});
