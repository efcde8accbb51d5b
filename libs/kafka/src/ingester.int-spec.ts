import { randomUUID } from 'node:crypto';
import { describeWithKafka, eventually, freshDatabase, topicPrefix } from '#testing';
import { inbound, messageOf, openExchange, refusal, settingsFor, SOURCE, type Exchange, type Read, type Sent } from './spec-kit.js';

describeWithKafka('what partners send', brokers => {
  let exchange: Exchange;
  let receipts: Read[];
  let letters: Read[];
  const receiptsOf = (id: string) => receipts.filter(({ json }) => json.messageId === id);
  const received = async (id: string): Promise<Read> => {
    await eventually(() => receiptsOf(id).length > 0);
    return receiptsOf(id)[0]!;
  };

  beforeAll(async () => {
    exchange = await openExchange(settingsFor(brokers, topicPrefix()), await freshDatabase(), await freshDatabase());
    exchange.ingest();
    receipts = await exchange.read(inbound.receipts.name);
    letters = await exchange.read(inbound.deadLetters.name);
  });
  afterAll(() => exchange?.close());
  beforeEach(() => {
    exchange.effects.fails = () => undefined;
  });

  it('is answered with what it produced, in a binary CloudEvent keyed by the child', async () => {
    const id = randomUUID();
    await exchange.send({ id, n: 1, key: 'answered' });
    const receipt = await received(id);
    expect(receipt.key).toBe('answered');
    expect(receipt.headers).toMatchObject({ ce_specversion: '1.0', ce_type: 'safe-harbor.receipt.v1', ce_partitionkey: 'answered', 'content-type': 'application/json' });
    expect(receipt.headers).not.toHaveProperty('ce_datacontenttype');
    expect(receipt.json).toMatchObject({ status: 'accepted', source: SOURCE, rejection: null, produced: [{ kind: 'concern' }], topic: 'inbound', partition: expect.any(Number), offset: expect.any(String) });
    expect(exchange.effects.of('answered')).toEqual([1]);
  });

  it('may come in binary mode, and again in the other: that is the same message', async () => {
    const id = randomUUID();
    const time = '2026-03-02T09:00:00-06:00';
    const ce = { ce_specversion: '1.0', ce_id: id, ce_source: SOURCE, ce_type: 'partner.test.note.v1', ce_time: time, ce_partitionkey: 'binary', 'Content-Type': 'application/json; charset=utf-8' };
    await exchange.send({ key: 'binary', headers: ce, value: '{"n":5}' });
    expect((await received(id)).json.status).toBe('accepted');
    await exchange.send({ id, n: 5, key: 'binary', headers: { 'content-type': 'application/cloudevents+json' } });
    await eventually(() => receiptsOf(id).length === 2);
    expect(new Set(receiptsOf(id).map(({ headers }) => headers.ce_id)).size).toBe(1);
    expect(new Set(receiptsOf(id).map(({ text }) => text)).size).toBe(1);
    expect(exchange.effects.of('binary')).toEqual([5]);
  });

  it('is refused when another message had its id', async () => {
    const id = randomUUID();
    await exchange.send({ id, n: 1, key: 'reused' }, { id, n: 2, key: 'reused' });
    await eventually(() => receiptsOf(id).length === 2);
    expect(receiptsOf(id).map(({ json }) => [json.status, json.rejection?.code, json.rejection?.pointer])).toEqual([['accepted', undefined, undefined], ['rejected', 'message-id-reused', '/id']]);
    expect(receiptsOf(id)[0]!.headers.ce_id).not.toBe(receiptsOf(id)[1]!.headers.ce_id);
    expect(exchange.effects.of('reused')).toEqual([1]);
    await eventually(() => letters.length === 1);
  });

  const structured = 'application/cloudevents+json';
  const bad: readonly (readonly [string, Sent, string, string | null])[] = [
    ['not JSON', { value: 'hello' }, 'not-json', null],
    ['not UTF-8', { value: Buffer.from([0x22, 0xff, 0x22]) }, 'not-json', null],
    ['a list', { value: '[]' }, 'not-a-cloud-event', null],
    ['no value', { value: Buffer.alloc(0) }, 'not-json', null],
    ['another content type', { headers: { 'content-type': 'text/xml' } }, 'wrong-content-type', null],
    ['a batch', { headers: { 'content-type': 'application/cloudevents-batch+json' } }, 'wrong-content-type', null],
    ['no id', { more: { id: undefined } }, 'attribute-missing', '/id'],
    ['an id that is a number', { more: { id: 7 } }, 'attribute-malformed', '/id'],
    ['another CloudEvents version', { more: { specversion: '0.3' } }, 'not-a-cloud-event', '/specversion'],
    ['another key', { more: { partitionkey: 'someone' } }, 'key-mismatch', '/partitionkey'],
    ['no partition key', { more: { partitionkey: undefined } }, 'attribute-missing', '/partitionkey'],
    ['no Kafka key', { key: null, more: { partitionkey: 'someone' } }, 'key-missing', '/partitionkey'],
    ['a source nobody knows', { source: 'urn:nobody' }, 'unknown-source', '/source'],
    ['a type nobody knows', { type: 'partner.test.other.v1' }, 'unknown-type', '/type'],
    ['another version', { type: 'partner.test.note.v2' }, 'unknown-version', '/type'],
    ['a field missing', { data: {} }, 'schema-violation', '/data/n'],
    ['a field too many', { data: { n: 1, nn: 1 } }, 'schema-violation', '/data/nn'],
    ['a field too many whose name may be a person\'s', { data: { n: 1, 'Ann Lee': 1 } }, 'schema-violation', '/data'],
    ['a time without offset', { data: { n: 1, at: '2026-03-02T09:00:00' } }, 'time-without-offset', '/data/at'],
    ['a time of its own without offset', { more: { time: '2026-03-02T09:00:00' } }, 'time-without-offset', '/time'],
    ['a time too fine', { data: { n: 1, at: '2026-03-02T09:00:00.1234Z' } }, 'time-too-precise', '/data/at'],
    ['a date that is none', { data: { n: 1, at: '2026-02-30T09:00:00Z' } }, 'not-a-time', '/data/at'],
    ['a text no database keeps', { data: { n: 1, text: 'a\0b' } }, 'schema-violation', '/data/text'],
    ['half a character', { value: messageOf({ key: 'bad', data: { n: 1, text: '?' } }).value.toString().replace('?', '\\ud800') }, 'schema-violation', '/data/text'],
    ['a number that cannot be kept', { data: { n: 1e300 } }, 'number-out-of-range', '/data'],
    ['2 MB of it', { headers: { 'content-type': structured }, data: { n: 1, text: 'x'.repeat(2_000_000) } }, 'message-too-large', null],
  ];

  const took: number[] = [];
  it.each(bad)('%s is refused with its code and place, and holds up no other child', async (_, sent, code, pointer) => {
    const before = { receipts: receipts.length, letters: letters.length };
    const next = randomUUID();
    const startedAt = performance.now();
    await exchange.send({ key: 'bad', ...sent });
    await exchange.send({ id: next, key: 'next' });
    await received(next);
    took.push(performance.now() - startedAt);
    await eventually(() => receipts.length >= before.receipts + 2 && letters.length > before.letters);
    const receipt = receipts.slice(before.receipts).find(({ json }) => json.messageId !== next)!;
    expect(receipt.json).toMatchObject({ status: 'rejected', rejection: { code, pointer, detail: expect.any(String) }, produced: [] });
    expect(receipt.key).toBe(sent.key === null ? null : 'bad');
    const letter = letters.at(-1)!;
    expect(letter.headers).toMatchObject({ 'sh-reason-code': code, 'sh-reason-pointer': pointer ?? '', 'sh-original-topic': 'inbound' });
    expect(Buffer.byteLength(letter.text ?? '')).toBeGreaterThanOrEqual(sent.value === undefined ? 1 : Math.min(sent.value.length, 1));
  });

  it('and another child\'s next message is answered within a second meanwhile', () =>
    expect(took.sort((a, b) => a - b)[Math.floor(took.length / 2)]).toBeLessThan(1_000)); // the middle one: a busy machine makes single ones wait

  it('is refused by the domain with the domain\'s own code and pointer, and nothing of it is logged', async () => {
    const id = randomUUID();
    exchange.effects.fails = () => refusal('already-located', '/data/n');
    await exchange.send({ id, key: 'refused' });
    expect((await received(id)).json).toMatchObject({ status: 'rejected', rejection: { code: 'already-located', pointer: '/data/n', detail: 'Refused: already-located' } });
    expect(exchange.lines.join('\n')).not.toContain('refused');
  });

  it('keeps the order of each child while children are handled side by side', async () => {
    const last = randomUUID();
    const children = ['a', 'b', 'c', 'd', 'e'];
    await exchange.send(...Array.from({ length: 200 }, (_, index): Sent => ({ n: Math.floor(index / 5), key: `order-${children[index % 5]}` })), { id: last, n: 40, key: 'order-e' });
    await received(last);
    await eventually(() => children.every(child => exchange.effects.of(`order-${child}`).length >= 40));
    for (const child of children) expect(exchange.effects.of(`order-${child}`).slice(0, 40)).toEqual(Array.from({ length: 40 }, (_, n) => n));
  });
});
