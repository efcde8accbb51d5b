import type { DataSource } from 'typeorm';
import type { Topic } from '#contracts';
import type { Rejection } from './inbound.js';
import { MessageTooLarge, type KafkaRecord, type Producer } from './producer.js';
import type { RawMessage } from './raw-message.js';
import type { Read } from './read-message.js';
import { deadLetterOf, withoutValue } from './receipts.js';

export type Refused = Pick<Read, 'fingerprint' | 'agency'>;
type Deps = {
  readonly producer: Pick<Producer, 'send'>;
  readonly topic: Topic;
  readonly dataSource: Pick<DataSource, 'query'>;
  /** Whether the message may be about a child whose personal data was erased. */
  readonly isErased: (raw: RawMessage, agency: string) => Promise<boolean>;
};

/** Keeps the refused messages as they came: each once, and nothing that an erased child's message says. */
export class DeadLetters {
  constructor(private readonly deps: Deps) {}

  /** Rejects with a connection error; a crash between the letter and its mark writes it again. */
  async bury(raw: RawMessage, { fingerprint, agency }: Refused, { code, pointer }: Rejection): Promise<void> {
    const { dataSource, topic, isErased } = this.deps;
    const place = [raw.topic, raw.partition, raw.offset, fingerprint];
    const [buried] = await dataSource.query(
      'select 1 from dead_letter where topic = $1 and partition = $2 and kafka_offset = $3 and fingerprint = $4', place);
    if (buried) return;
    const letter = deadLetterOf(topic, raw, code, pointer);
    // between the erasure and the end of the key, the refusal alone tells of it
    const erased = code === 'personal-data-erased' || (await isErased(raw, agency));
    await this.send(erased ? withoutValue(letter, 'erased') : letter);
    await dataSource.query('insert into dead_letter values ($1, $2, $3, $4) on conflict do nothing', place);
  }

  private async send(letter: KafkaRecord): Promise<void> {
    const { producer } = this.deps;
    try {
      await producer.send(letter);
    } catch (error) {
      if (!(error instanceof MessageTooLarge)) throw error;
      await producer.send(withoutValue(letter, 'too-large'));
    }
  }
}
