import { inboundEnvelope, inboundMessages, outboundByType, receiptMessage, type Published } from '#contracts';

/** Everything that goes over Kafka, by direction. */
export const partnerMessages = {
  inbound: [inboundEnvelope, ...inboundMessages.values()],
  receipts: [receiptMessage],
  outbound: [...outboundByType.values()],
} satisfies Record<string, readonly Published[]>;

export type Direction = keyof typeof partnerMessages;
export const DIRECTIONS = Object.keys(partnerMessages) as readonly Direction[];
