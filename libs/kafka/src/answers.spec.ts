import { instant } from '#kernel';
import { Answers } from './answers.js';
import type { Outcome } from './outcomes.js';
import { MessageTooLarge, type KafkaRecord } from './producer.js';
import type { RawMessage } from './raw-message.js';
import type { Read } from './read-message.js';
import { rejection } from './rejections.js';
import { inbound } from './spec-kit.js';

const raw: RawMessage = { topic: 'inbound', partition: 0, offset: '7', key: Buffer.from('c'), value: Buffer.from('what it says'), headers: {} };
const read = { named: { id: 'm-1', source: 's', type: 't', child: 'c' }, identity: { source: 's', id: 'm-1' }, fingerprint: 'f' } as Read;
const refusedAs = (code: Parameters<typeof rejection>[0]): Outcome => ({
  status: 'rejected', attempt: 0, produced: [], items: null, rejection: rejection(code), decidedAt: instant(0), topic: 'inbound', partition: 0, offset: '7',
});
const lettersOf = async (outcome: Outcome, refuses: (record: KafkaRecord) => boolean = () => false) => {
  const sent: KafkaRecord[] = [];
  const send = async (record: KafkaRecord) => {
    if (refuses(record)) throw new MessageTooLarge('x');
    sent.push(record);
  };
  await new Answers({ send }, inbound).send(read, outcome, raw);
  return sent.filter(({ topic }) => topic === inbound.deadLetters.name);
};

describe('a dead letter', () => {
  it('is the message as it came, with the reason', async () =>
    expect(await lettersOf(refusedAs('schema-violation'))).toMatchObject([{ key: raw.key, value: raw.value, headers: { 'sh-reason-code': 'schema-violation' } }]));

  it('leaves the value out where its topic takes none of this size', async () =>
    expect(await lettersOf(refusedAs('message-too-large'), ({ topic, value }) => topic === inbound.deadLetters.name && value !== null))
      .toMatchObject([{ key: raw.key, value: null, headers: { 'sh-reason-code': 'message-too-large', 'sh-value-left-out': 'too-large' } }]));

  it('leaves the value out where it says again what was erased', async () =>
    expect(await lettersOf(refusedAs('personal-data-erased')))
      .toMatchObject([{ key: raw.key, value: null, headers: { 'sh-reason-code': 'personal-data-erased', 'sh-value-left-out': 'erased' } }]));
});
