/** A topic as it is created where it does not exist yet, and as the AsyncAPI document states it. */
export type Topic = {
  readonly name: string;
  readonly description: string;
  readonly partitions: number;
  /** `retention.ms`: how long a message stays readable, give or take a segment. Bounded everywhere. */
  readonly retentionMs: number;
  /** `max.message.bytes`. */
  readonly maxMessageBytes: number;
  /** Whether messages hold personal data in clear: then only the partner and Safe Harbor may read the topic. */
  readonly personalData: boolean;
};

const DAY_MS = 86_400_000;

/**
 * What a topic is created with, by Kafka's names. Kafka deletes whole segments, so a message stays readable for up to `segment.ms`
 * more than `retention.ms`. Its age counts from its arrival: by the sender's own time one of long ago could go before it was read.
 * Uncompressed whatever the sender chose: kafkajs reads no snappy, lz4 or zstd, and a small batch could else unfold to any size.
 */
export const topicConfiguration = ({ retentionMs, maxMessageBytes }: Topic) => ({
  'cleanup.policy': 'delete', 'retention.ms': retentionMs, 'segment.ms': Math.min(DAY_MS, retentionMs), 'message.timestamp.type': 'LogAppendTime',
  'max.message.bytes': maxMessageBytes, 'compression.type': 'uncompressed',
});
const MIB = 1_048_576;
const PARTITIONS = 6;
// A dead letter is the message as it came and five headers more.
const ROOM_FOR_HEADERS = 65_536;

/** A larger message value is rejected, `message-too-large`. The topic takes more than that, so that it can be answered. */
export const INBOUND_MAX_VALUE_BYTES = MIB;

export const INBOUND: Topic = {
  name: 'partner.child-welfare.inbound.v1', description: 'What a state\'s child-welfare system tells Safe Harbor. Key: the partner\'s opaque child token.',
  partitions: PARTITIONS, retentionMs: 7 * DAY_MS, maxMessageBytes: 4 * MIB, personalData: true,
};

export const INBOUND_DEAD_LETTERS: Topic = {
  name: `${INBOUND.name}.dlt`, description: 'Rejected and discarded messages as they came, with the reason in headers.',
  partitions: PARTITIONS, retentionMs: 14 * DAY_MS, maxMessageBytes: INBOUND.maxMessageBytes + ROOM_FOR_HEADERS, personalData: true,
};

export const RECEIPTS: Topic = {
  name: 'partner.child-welfare.receipts.v1', description: 'An answer to every inbound message. Key: the child token of the message answered.',
  partitions: PARTITIONS, retentionMs: 30 * DAY_MS, maxMessageBytes: MIB, personalData: false,
};

/** Of one kind of record, such as `missing-episode`. Sealed fields of the published events are left out. */
export const outboundTopic = (service: string, entity: string, description: string): Topic => ({
  name: `safe-harbor.${service}.${entity}.v1`, description, partitions: PARTITIONS, retentionMs: 30 * DAY_MS, maxMessageBytes: MIB, personalData: false,
});
