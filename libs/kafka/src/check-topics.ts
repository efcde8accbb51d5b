import type { ConfigResourceTypes, Kafka } from 'kafkajs';
import { topicConfiguration, type Topic } from '#contracts';
import type { KafkaSettings } from './settings.js';

const TOPIC: ConfigResourceTypes.TOPIC = 2; // kafkajs exports the enum so that Node's modules do not find it

/** What would stop the intake or keep messages longer or shorter than the contract says, and what then happens. */
const CHECKED = {
  'compression.type': 'messages in snappy, lz4 or zstd stop the intake',
  'retention.ms': 'messages stay longer or shorter than the contract says',
  'cleanup.policy': 'messages are dropped, or stay, against the contract',
  'message.timestamp.type': 'by a sender\'s own time a message of long ago may go before it is read',
} as const;

/** A line for each setting of an existing topic that is not as the contract says. None where the broker lets us not read them. */
export const checkTopics = async (kafka: Kafka, { prefix }: Pick<KafkaSettings, 'prefix'>, topics: readonly Topic[]): Promise<readonly string[]> => {
  const admin = kafka.admin();
  try {
    await admin.connect();
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: topics.map(({ name }) => ({ type: TOPIC, name: prefix + name, configNames: Object.keys(CHECKED) })),
    });
    return topics.flatMap(topic => {
      const entries = resources.find(({ resourceName }) => resourceName === prefix + topic.name)?.configEntries ?? [];
      return (Object.keys(CHECKED) as (keyof typeof CHECKED)[]).flatMap(key => {
        const found = entries.find(({ configName }) => configName === key)?.configValue;
        const wanted = String(topicConfiguration(topic)[key]);
        return found === undefined || found === wanted ? [] : [`topic ${prefix}${topic.name} has ${key}=${found}, wanted ${key}=${wanted}: ${CHECKED[key]}`];
      });
    });
  } catch {
    return []; // no right to read them, or no broker: whatever follows says that itself
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
};
