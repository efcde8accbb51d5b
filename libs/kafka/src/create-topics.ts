import type { Admin, Kafka } from 'kafkajs';
import { topicConfiguration, type Topic } from '#contracts';
import type { KafkaSettings } from './settings.js';

/** Makes the topics that are missing, where the settings permit it, as the contract says. Those that exist stay as they are. */
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
      topics: missing.map(topic => ({
        topic: `${prefix}${topic.name}`,
        numPartitions: topic.partitions,
        replicationFactor: -1, // the broker's default
        configEntries: Object.entries(topicConfiguration(topic)).map(([name, value]) => ({ name, value: String(value) })),
      })),
    });
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
};
