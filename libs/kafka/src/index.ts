export { kafkaClient } from './client.js';
export { ConsumerLag, type PartitionLag } from './consumer-lag.js';
export { createTopics } from './create-topics.js';
export { DeadLetterTable, ExchangeTables } from './exchange-tables.js';
export type { Handled, Handler, Inbound, InboundMessage, ItemOutcome, Produced, Rejection, SoFar } from './inbound.js';
export { Ingester, type IngesterDeps } from './ingester.js';
export {
  exchangeStatus, listParked, parkedCount, pausePartner, requestDiscard, requestParkedRedrive, resumePartner, showParked,
  type ExchangeStatus, type ParkedMessage,
} from './operations.js';
export type { Partner } from './partners.js';
export { Producer } from './producer.js';
export { publishedEventsOf, publisher, type Outbound, type Outgoing } from './publisher.js';
export { readKafkaSettings, type KafkaSettings } from './settings.js';
