import Type, { type Static } from 'typebox';
import { visible } from './envelope.js';
import { exactly, oneOf, orNull, publish, text, uuid } from './schema.js';

/** From a message's arrival to its first receipt, while the stores answer and a worker has its partition. */
export const RECEIPT_WITHIN_MS = 5_000;
/** A dead worker's partitions go to another one after this; their messages are answered then. */
export const WORKER_LOST_AFTER_MS = 10_000;

export const RECEIPT_STATUSES = ['accepted', 'rejected', 'parked'] as const;
export type ReceiptStatus = (typeof RECEIPT_STATUSES)[number];
export const PRODUCED_KINDS = ['youth', 'missing-episode', 'concern', 'report', 'placement'] as const;
export type ProducedKind = (typeof PRODUCED_KINDS)[number];

const number = (description: string) => Type.String({ pattern: '^\\d{1,20}$', description });
const produced = Type.Array(exactly({
  kind: oneOf(PRODUCED_KINDS, 'What it is'), id: uuid('Its id in Safe Harbor; a report follows shortly'),
  ref: Type.Optional(text('The partner\'s own opaque name of it, where it gave one')), position: Type.Optional(number('Where the log holds it')),
}), { description: 'What the message produced or found already there' });
const rejection = orNull(exactly({
  code: Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 100, description: 'Permanent: what a program may branch on' }),
  pointer: orNull(Type.String({ maxLength: 500, description: 'JSON Pointer into the structured event, such as /data/learnedAt or /partitionkey; null: the whole of it' })),
  detail: Type.String({ maxLength: 500, description: 'A fixed text per code; it repeats no value of the message' }),
}, 'Why, where the status is rejected'));

export const receiptMessage = publish('safe-harbor.receipt.v1', 1,
  'What became of one inbound message. A parked one gets a final receipt when it was redriven or discarded; a message sent again gets its receipt again, also where it was refused: put right, it needs a new id.',
  exactly({
    messageId: orNull(visible('The message\'s id; null where it could not be read')), source: orNull(visible('Its source; null where it could not be read')),
    type: orNull(visible('Its type; null where it could not be read')), status: oneOf(RECEIPT_STATUSES, 'parked is not final'),
    produced, rejection,
    items: Type.Optional(Type.Array(exactly({
      index: Type.Integer({ minimum: 0, description: 'Which item, from 0' }), status: oneOf(['accepted', 'rejected'], 'Each stands for itself'), produced, rejection,
    }), { description: 'Of history-backfilled: one per item, in order; of one that was given up, those that were done before, which stand' })),
    topic: text('Where the message lay'), partition: Type.Integer({ minimum: 0, description: 'Its partition' }), offset: number('Its offset'),
  }));

export type ReceiptData = Static<typeof receiptMessage.schema>;

/** Codes of the exchange itself with their texts. Codes of the domain, such as `already-located`, come with texts of their own. */
export const REJECTIONS = {
  'message-too-large': 'The message is larger than the contract allows',
  'wrong-content-type': 'Send application/cloudevents+json, or a binary CloudEvent of application/json',
  'not-json': 'The message is not JSON in UTF-8',
  'not-a-cloud-event': 'The message is not a CloudEvent 1.0',
  unreadable: 'The message could not be read',
  'attribute-missing': 'A CloudEvents attribute that the contract requires is missing',
  'attribute-malformed': 'A CloudEvents attribute is not as the contract says',
  'key-missing': 'The Kafka key is missing: it must be the child token',
  'key-mismatch': 'The partitionkey is not the Kafka key',
  'unknown-source': 'This source is not a registered partner',
  'unknown-type': 'No message of this type is known',
  'unknown-version': 'This version of the message is not known',
  'schema-violation': 'The data is not as its schema says',
  'time-without-offset': 'A time needs its offset from UTC, such as -05:00 or Z',
  'not-a-time': 'Not an RFC 3339 time such as 2026-03-08T17:00:00-05:00, or one that does not exist',
  'time-too-precise': 'Times are kept to the millisecond',
  'number-out-of-range': 'A number is too large to be kept exactly',
  'nested-too-deeply': 'The data is nested too deeply',
  'unknown-child': 'No child is registered under this token: send youth-registered first, then this under a new id',
  'message-id-reused': 'This source has used this id for another message: one that was put right needs a new id',
  'personal-data-erased': 'The personal data of this child was erased; none can be added',
  discarded: 'An operator discarded the parked message; what was done of it before stands',
} as const satisfies Readonly<Record<string, string>>;
export type RejectionCode = keyof typeof REJECTIONS;
