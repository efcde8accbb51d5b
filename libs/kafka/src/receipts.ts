import { v5 as uuidFrom } from 'uuid';
import { outboundSource, receiptMessage, schemaUrn, type Topic } from '#contracts';
import { toRecord } from './cloud-event-record.js';
import type { Outcome } from './outcomes.js';
import type { KafkaRecord } from './producer.js';
import type { RawMessage } from './raw-message.js';
import type { Read } from './read-message.js';

const RECEIPTS = '0d6f2b1e-41c7-4c0e-8e3c-3b8a7f1d9a54';

/** The answer to a message. Sent again for the same outcome it bears the same id. */
export const receiptOf = (topic: Topic, { named, identity, fingerprint }: Pick<Read, 'named' | 'identity' | 'fingerprint'>, outcome: Outcome): KafkaRecord => {
  const { status, attempt, produced, items, rejection } = outcome;
  // another message under the same id has a receipt of its own
  const other = rejection?.code === 'message-id-reused' ? fingerprint : '';
  return toRecord({
    topic, type: receiptMessage.type, source: outboundSource('child-welfare'), dataschema: schemaUrn(receiptMessage.type),
    id: uuidFrom(JSON.stringify([identity.source, identity.id, status, attempt, other]), RECEIPTS),
    subject: named.id ?? 'unnamed', time: outcome.decidedAt, key: named.child,
    data: {
      messageId: named.id, source: named.source, type: named.type, status, produced, rejection, ...(items && status !== 'parked' ? { items } : {}),
      topic: outcome.topic, partition: outcome.partition, offset: outcome.offset,
    },
  });
};

/** A message as it came, with the reason in headers. */
export const deadLetterOf = (topic: Topic, raw: RawMessage, code: string, pointer: string | null): KafkaRecord => ({
  topic: topic.name, key: raw.key, value: raw.value,
  headers: {
    ...raw.headers,
    'sh-reason-code': code, 'sh-reason-pointer': pointer ?? '',
    'sh-original-topic': raw.topic, 'sh-original-partition': String(raw.partition), 'sh-original-offset': raw.offset,
  },
});

/** What remains of a dead letter that is too large for its topic, or says again what was erased. */
export const withoutValue = (record: KafkaRecord, why: 'too-large' | 'erased'): KafkaRecord =>
  ({ ...record, value: null, headers: { ...record.headers, 'sh-value-left-out': why } });
