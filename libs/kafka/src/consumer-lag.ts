import { setTimeout as pause } from 'node:timers/promises';
import type { Admin } from 'kafkajs';
import { kafkaClient } from './client.js';
import type { Inbound } from './inbound.js';
import type { KafkaSettings } from './settings.js';

const ANSWER_WITHIN_MS = 2_000;

export type PartitionLag = { readonly partition: number; readonly committed: string | null; readonly end: string; readonly lag: number };

/** How far we are behind, per partition; `null` where Kafka is not configured or does not answer. Keeps one connection, made when first asked. */
export class ConsumerLag {
  private admin: Promise<Admin> | undefined;

  constructor(private readonly settings: KafkaSettings | undefined, private readonly inbound: Inbound | undefined) {}

  async read(): Promise<readonly PartitionLag[] | null> {
    const { settings, inbound } = this;
    if (!settings || !inbound) return null;
    const late = pause(ANSWER_WITHIN_MS, undefined, { ref: false }).then(() => null);
    return Promise.race([this.ask(settings, inbound), late]);
  }

  async close(): Promise<void> {
    const admin = await this.admin?.catch(() => undefined);
    this.admin = undefined;
    await admin?.disconnect().catch(() => undefined);
  }

  /** Nest calls it when the application closes. */
  onApplicationShutdown(): Promise<void> {
    return this.close();
  }

  private async ask(settings: KafkaSettings, inbound: Inbound): Promise<readonly PartitionLag[] | null> {
    const topic = `${settings.prefix}${inbound.topic.name}`;
    try {
      const admin = await (this.admin ??= this.connect(settings));
      const [ends, [group]] = await Promise.all([
        admin.fetchTopicOffsets(topic), admin.fetchOffsets({ groupId: `${settings.prefix}${inbound.group}`, topics: [topic] }),
      ]);
      const committed = new Map(group?.partitions.map(({ partition, offset }) => [partition, offset]));
      return ends.map(({ partition, high, low }) => {
        const offset = committed.get(partition);
        const known = offset !== undefined && Number(offset) >= 0;
        return { partition, committed: known ? offset : null, end: high, lag: Math.max(0, Number(high) - Number(known ? offset : low)) };
      }).sort((one, other) => one.partition - other.partition);
    } catch {
      await this.close();
      return null;
    }
  }

  private async connect(settings: KafkaSettings): Promise<Admin> {
    const admin = kafkaClient(settings, () => undefined).admin({ retry: { retries: 1 } });
    await admin.connect();
    return admin;
  }
}
