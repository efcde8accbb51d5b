import { validate, version } from 'uuid';
import { Pseudonyms } from './index.js';

const pseudonyms = new Pseudonyms(Buffer.alloc(32, 1));

describe('a pseudonym', () => {
  it('is the same for the same thing', () => expect(pseudonyms.mac('id', 'MO', '1')).toBe(pseudonyms.mac('id', 'MO', '1')));
  it('is HMAC-SHA256 in hex', () => expect(pseudonyms.mac('id', 'MO')).toMatch(/^[0-9a-f]{64}$/));
  it('does not run parts together', () => {
    const macs = [['ab', 'c'], ['a', 'bc'], ['abc'], ['abc', ''], ['', 'abc']].map(parts => pseudonyms.mac('id', ...parts));
    expect(new Set(macs).size).toBe(5);
  });
  it('differs by purpose', () => expect(pseudonyms.mac('a', 'x')).not.toBe(pseudonyms.mac('b', 'x')));
  it('differs by secret', () => expect(new Pseudonyms(Buffer.alloc(32, 2)).mac('a', 'x')).not.toBe(pseudonyms.mac('a', 'x')));
  it('can be a UUID', () => {
    const id = pseudonyms.uuid('id', 'MO', '1');
    expect([validate(id), version(id), id === pseudonyms.uuid('id', 'MO', '1'), id === pseudonyms.uuid('id', 'MO', '2')]).toEqual([true, 5, true, false]);
  });
  it('needs a long secret', () => expect(() => new Pseudonyms(Buffer.alloc(31))).toThrow('at least 32 bytes'));
});
