import fc from 'fast-check';
import type { IHeaders } from 'kafkajs';
import { Pseudonyms } from '#security';
import { readPartners } from './partners.js';
import type { RawMessage } from './raw-message.js';
import { fromKept, headersOf, toKept } from './raw-message.js';
import { MessageReader } from './read-message.js';
import { inbound, messageOf, settingsFor, type Sent } from './spec-kit.js';

const reader = new MessageReader(inbound, settingsFor('', '').partners, new Pseudonyms(new Uint8Array(32).fill(1)));
const raw = (sent: Sent): RawMessage => {
  const { key, value, headers } = messageOf(sent);
  return { topic: 'inbound', partition: 0, offset: '7', key: key === null ? null : Buffer.from(key), value: Buffer.from(value), headers: headersOf(headers) };
};
const read = (sent: Sent) => reader.read(raw(sent));
const none = fc.constantFrom(null, Object); // as kafkajs gives a header without a value, and one called constructor

describe('reading a message', () => {
  it('derives the command from source and id, and nothing else', () => {
    const one = read({ id: 'm-1', n: 1 });
    const other = read({ id: 'm-1', n: 2 });
    expect(one.message!.commandId).toBe(other.message!.commandId);
    expect(one.fingerprint).not.toBe(other.fingerprint);
    expect(read({ id: 'm-2' }).message!.commandId).not.toBe(one.message!.commandId);
    expect(read({ id: 'm-1', source: 'urn:other' }).message!.commandId).not.toBe(one.message!.commandId);
  });

  it('knows the same content in another order of members, and another child\'s as another', () => {
    const body = { specversion: '1.0', id: 'm-1', source: 'urn:other', type: 'partner.test.note.v1', partitionkey: 'c', data: { n: 1, text: 'x' } };
    const { data: _, ...attributes } = body;
    const one = read({ key: 'c', value: JSON.stringify(body) });
    expect(read({ key: 'c', value: JSON.stringify({ data: { text: 'x', n: 1 }, ...attributes }, null, 2) }).fingerprint).toBe(one.fingerprint);
    expect(read({ key: 'd', value: JSON.stringify({ ...body, partitionkey: 'd' }) }).fingerprint).not.toBe(one.fingerprint);
  });

  it('takes a message without a time, and turns a time into UTC', () => {
    expect(read({ more: { time: undefined } }).message!.time).toBeNull();
    expect(read({}).message!.time).toBe('2026-03-02T15:00:00.000Z');
  });

  it('takes names as long as the contract permits', () => {
    const long = `urn:${'x'.repeat(252)}`;
    const partners = readPartners(JSON.stringify({ [long]: { agency: 'US-MO', state: 'MO' } }));
    const message = raw({ id: 'x'.repeat(256), source: long });
    expect(new MessageReader(inbound, partners, new Pseudonyms(new Uint8Array(32).fill(1))).read(message).rejection).toBeUndefined();
    expect(read({ id: 'x'.repeat(257) }).rejection).toMatchObject({ code: 'attribute-malformed', pointer: '/id' });
  });

  it('repeats in a receipt only what is fit for one', () => {
    expect(read({ more: { id: 'Ann Lee', source: 5 } }).named).toMatchObject({ id: null, source: null });
    expect(read({ key: 'a b' }).named.child).toBeNull();
  });

  it('takes a header without a value for none', () => {
    const headers = { 'content-type': null, ce_id: null, ce_specversion: null } as unknown as IHeaders;
    expect(read({ headers }).message).toBeDefined();
    expect(headersOf({ ...headers, constructor: [Object, Buffer.from('x')] as never })).toEqual({ constructor: [Buffer.from('x')] });
  });

  it('is known by its place where it has no name', () => {
    const { identity } = read({ value: 'nonsense' });
    expect(identity.source).toBe('');
    expect(identity.id).toMatch(/^inbound\/0\/7\//);
  });

  it('is known by its place while its source is no partner, so that no id is used up', () => {
    const sent = { id: 'm-1', source: 'urn:late' };
    const { identity, rejection } = read(sent);
    expect(rejection).toMatchObject({ code: 'unknown-source' });
    expect(identity.source).toBe('');
    const late = new Map([['urn:late', { source: 'urn:late', agency: 'US-MO', state: 'MO', county: null }]]);
    const later = new MessageReader(inbound, late, new Pseudonyms(new Uint8Array(32).fill(1))).read(raw(sent));
    expect([later.rejection, later.identity]).toEqual([undefined, { source: 'urn:late', id: 'm-1' }]);
  });

  const nested = JSON.parse(`${'['.repeat(40)}${']'.repeat(40)}`) as object;
  it.each<[string, string, Sent]>([
    ['attribute-missing', '/type', { more: { type: null } }], ['attribute-missing', '/partitionkey', { more: { partitionkey: undefined } }],
    ['attribute-malformed', '/id', { id: 'Ann Lee' }], ['attribute-malformed', '/partitionkey', { key: 'a b' }],
    ['attribute-malformed', '/datacontenttype', { more: { datacontenttype: 'text/plain' } }], ['not-a-cloud-event', '/specversion', { more: { specversion: undefined } }],
    ['not-a-time', '/time', { more: { time: 1e300 } }], ['key-missing', '/partitionkey', { key: null, more: { partitionkey: 'c' } }],
    ['key-missing', '/partitionkey', { key: '', more: { partitionkey: 'c' } }], ['number-out-of-range', '/data', { data: { n: 2 ** 53 } }],
    ['nested-too-deeply', '/data', { data: { n: nested } }], ['schema-violation', '/data/text', { data: { n: 1, text: 'a\0' } }],
    ['schema-violation', '/data/text', { data: { n: 1, text: 'half \ud83d' } }], ['schema-violation', '/data/text', { data: { n: 1, text: '\ude00 half' } }],
  ])('says %s at %s', (code, pointer, sent) => expect(read(sent).rejection).toMatchObject({ code, pointer }));
  it('takes a whole character outside the basic plane', () => expect(read({ data: { n: 1, text: '\ud83d\ude00' } }).message).toBeDefined());

  it('never fails, whatever comes: it reads or says what is wrong', () => {
    const bytes = fc.uint8Array({ maxLength: 200 }).map(array => Buffer.from(array));
    const text = fc.oneof(fc.json().map(json => Buffer.from(json)), bytes, fc.object().map(object => raw({ more: object }).value!));
    const right = fc.constantFrom('application/json', 'application/cloudevents+json', '1.0');
    const headers = fc.dictionary(fc.constantFrom('content-type', 'ce_id', 'ce_specversion', 'ce_source', 'ce_type', 'ce_time', 'ce_partitionkey', 'x'),
      fc.oneof(none, bytes, right.map(value => Buffer.from(value)), fc.array(fc.oneof(none, bytes), { maxLength: 2 })));
    fc.assert(fc.property(fc.option(bytes), fc.option(text), headers, (key, value, given) => {
      const message: RawMessage = { topic: 'inbound', partition: 1, offset: '1', key, value, headers: headersOf(given as IHeaders) };
      const { message: good, rejection, fingerprint } = reader.read(message);
      expect(Boolean(good)).toBe(!rejection);
      expect(fingerprint).toMatch(/^[\da-f]{64}$/);
    }), { numRuns: 500 });
  });

  it('is kept with every byte', () => {
    const bytes = fc.uint8Array().map(array => Buffer.from(array));
    const names = fc.oneof(fc.string(), fc.constantFrom('constructor', '__proto__'));
    const headersRead = fc.dictionary(names, fc.oneof(none, bytes, fc.array(fc.oneof(none, bytes))));
    fc.assert(fc.property(fc.uint8Array(), fc.option(fc.uint8Array()), headersRead, (key, value, given) => {
      const headers = headersOf(given as IHeaders);
      const message: RawMessage = { topic: 't', partition: 1, offset: '2', key: Buffer.from(key), value: value && Buffer.from(value), headers };
      expect(fromKept(message, JSON.parse(JSON.stringify(toKept(message))))).toEqual(message);
    }), { numRuns: 100 });
  });
});
