import { outboundData, outboundMessages, outboundOf, outboundSource, type OutboundMessage, type OutboundService, type Topic } from '#contracts';
import type { Recorded } from '#kernel';
import type { Process } from '#projections';
import { toRecord } from './cloud-event-record.js';
import type { Producer } from './producer.js';

/** One message that goes out: a CloudEvent without personal data. */
export type Outgoing = {
  readonly message: Pick<OutboundMessage, 'type' | 'service' | 'topic' | 'dataschema'>;
  /** The CloudEvent's id: follows from the event's, so that a repeat can be told. */
  readonly id: string;
  /** The id of what it is about. */
  readonly subject: string;
  /** ISO-8601 in UTC. */
  readonly time: string;
  /** The Kafka key and the CloudEvent's partition key: the youth's pseudonym. */
  readonly key: string;
  /** JSON; must hold no personal data, sealed or not. */
  readonly data: unknown;
};

/** What a service publishes to Kafka: which of its events, and as what. */
export type Outbound = {
  /** The process's name: kebab-case, permanent; its checkpoint is kept under it. */
  readonly name: string;
  readonly eventTypes: readonly string[];
  readonly topics: readonly Topic[];
  /** Called again after a crash: must follow from the event and from what was known at its position. */
  messagesOf(event: Recorded): readonly Outgoing[] | Promise<readonly Outgoing[]>;
};

const SIDE_BY_SIDE = 16;

const youthOf = ({ data, stream }: Recorded): string => (data as { youthId?: string }).youthId ?? stream;

/** Publishes everything of a service that the contract lets out, each event as itself. */
export const publishedEventsOf = (service: OutboundService): Outbound => {
  const leaving = new Map([...outboundMessages].filter(([, message]) => message.service === service));
  return {
    name: 'kafka-publisher',
    eventTypes: [...leaving.keys()],
    topics: [...new Set([...leaving.values()].map(({ topic }) => topic))],
    messagesOf(event) {
      const message = outboundOf(event.type, event.data as Readonly<Record<string, unknown>>);
      if (!message) return [];
      const data = outboundData(message, event.data as object);
      return [{ message, id: event.id, subject: String(data[message.subject]), time: event.metadata.occurredAt, key: youthOf(event), data }];
    },
  };
};

/** A process that publishes: effect first, checkpoint after, so at least once, and in order per youth. While Kafka is away it waits. */
export const publisher = ({ producer, outbound }: { producer: Pick<Producer, 'send'>; outbound: Outbound }): Process => ({
  name: outbound.name,
  eventTypes: outbound.eventTypes,
  parkingKey: youthOf,
  concurrency: SIDE_BY_SIDE,
  async handle(event) {
    const outgoing = await outbound.messagesOf(event);
    await Promise.all(outgoing.map(({ message, ...rest }) => producer.send(toRecord({ ...message, ...rest, source: outboundSource(message.service) }))));
  },
});
