import type { Admin, Kafka } from 'kafkajs';
import type { Topic } from '#contracts';
import type { KafkaSettings } from './settings.js';

/**
 * Makes the topics that are missing, where the settings permit it. The broker keeps messages uncompressed whatever the sender
 * chose: kafkajs reads no snappy, lz4 or zstd, and a small batch could else unfold to any size.
 */
export const createTopics = async (kafka: Kafka, { prefix, createTopics: permitted }: KafkaSettings, topics: readonly Topic[]): Promise<void> => {
  if (!permitted) return;
  const admin: Admin = kafka.admin();
  try {
    await admin.connect();
    const existing = new Set(await admin.listTopics());
    const missing = topics.filter(({ name }) => !existing.has(`${prefix}${name}`));
    if (missing.length === 0) return;
    await admin.createTopics({
      waitForLeaders: true,
      topics: missing.map(({ name, partitions, retentionMs, maxMessageBytes }) => ({
        topic: `${prefix}${name}`,
        numPartitions: partitions,
        replicationFactor: -1, // the broker's default
        configEntries: [
          { name: 'retention.ms', value: String(retentionMs) },
          { name: 'max.message.bytes', value: String(maxMessageBytes) },
          { name: 'compression.type', value: 'uncompressed' },
        ],
      })),
    });
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
};
