import fc from 'fast-check';
import { canonicalJson } from './canonical-json.js';

const reversed = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(reversed)
  : typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).reverse().map(([key, item]) => [key, reversed(item)]))
  : value;

describe('canonical JSON', () => {
  it('sorts keys at every depth and leaves lists in order', () =>
    expect(canonicalJson({ b: [2, 1], a: { d: 'x', c: null } })).toBe('{"a":{"c":null,"d":"x"},"b":[2,1]}'));
  it('has one text for a number', () => expect(canonicalJson(JSON.parse('[1, 1.0, 1e0, 0.10, -0]'))).toBe('[1,1,1,0.1,0]'));
  it('keeps broken characters apart', () => expect(canonicalJson('\ud800')).not.toBe(canonicalJson('\udbff')));
  it('has a text for no body', () => expect(canonicalJson(undefined)).toBe('null'));
  it.each(['9007199254740992', '1e400', '-1e20'])('refuses %s', text => expect(() => canonicalJson(JSON.parse(text))).toThrow('too large'));
  it('does not depend on the order of keys, and keeps the content', () =>
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.dictionary(fc.string(), fc.array(fc.boolean())))), value => {
      expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    })));
});
