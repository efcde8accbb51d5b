import { instant } from '#kernel';
import { Answers } from './answers.js';
import { DeadLetters } from './dead-letters.js';
import type { Outcome } from './outcomes.js';
import { MessageTooLarge, type KafkaRecord } from './producer.js';
import type { RawMessage } from './raw-message.js';
import type { Read } from './read-message.js';
import { rejection } from './rejections.js';
import { inbound } from './spec-kit.js';

const raw: RawMessage = { topic: 'inbound', partition: 0, offset: '7', key: Buffer.from('c'), value: Buffer.from('what it says'), headers: {} };
const read = { named: { id: 'm-1', source: 's', type: 't', child: 'c' }, identity: { source: 's', id: 'm-1' }, fingerprint: 'f', agency: 'US-MO' } as Read;
const refusedAs = (code: Parameters<typeof rejection>[0]): Outcome => ({
  status: 'rejected', attempt: 0, produced: [], items: null, rejection: rejection(code), decidedAt: instant(0), topic: 'inbound', partition: 0, offset: '7',
});
type World = { refuses?: (record: KafkaRecord) => boolean; isErased?: boolean; raws?: readonly RawMessage[] };
const lettersOf = async (outcome: Outcome, { refuses = () => false, isErased = false, raws = [raw] }: World = {}) => {
  const sent: KafkaRecord[] = [];
  const marks = new Set<string>();
  /** The table of what is buried, in memory. */
  const query = async (sql: string, place?: unknown[]) => {
    const mark = JSON.stringify(place);
    if (sql.startsWith('select')) return marks.has(mark) ? [1] : [];
    marks.add(mark);
    return [];
  };
  const send = async (record: KafkaRecord) => {
    if (refuses(record)) throw new MessageTooLarge('x');
    sent.push(record);
  };
  const letters = new DeadLetters({ producer: { send }, topic: inbound.deadLetters, dataSource: { query: query as never }, isErased: async () => isErased });
  for (const each of raws) await new Answers({ send }, inbound, letters).send(read, { ...outcome, offset: each.offset }, each);
  return sent.filter(({ topic }) => topic === inbound.deadLetters.name);
};

describe('a dead letter', () => {
  it('is the message as it came, with the reason', async () =>
    expect(await lettersOf(refusedAs('schema-violation'))).toMatchObject([{ key: raw.key, value: raw.value, headers: { 'sh-reason-code': 'schema-violation' } }]));

  it('leaves the value out where its topic takes none of this size', async () =>
    expect(await lettersOf(refusedAs('message-too-large'), { refuses: ({ topic, value }) => topic === inbound.deadLetters.name && value !== null }))
      .toMatchObject([{ key: raw.key, value: null, headers: { 'sh-reason-code': 'message-too-large', 'sh-value-left-out': 'too-large' } }]));

  it('leaves the value out where it says again what was erased', async () =>
    expect(await lettersOf(refusedAs('schema-violation'), { isErased: true }))
      .toMatchObject([{ key: raw.key, value: null, headers: { 'sh-reason-code': 'schema-violation', 'sh-value-left-out': 'erased' } }]));

  it('leaves the value out where the refusal says so, though its key is not destroyed yet', async () =>
    expect(await lettersOf(refusedAs('personal-data-erased' as never))).toMatchObject([{ value: null, headers: { 'sh-value-left-out': 'erased' } }]));

  it('is written once, however often the topic is read', async () =>
    expect(await lettersOf(refusedAs('schema-violation'), { raws: [raw, raw, { ...raw, offset: '8' }] })).toHaveLength(2));
});
