import { INBOUND, INBOUND_DEAD_LETTERS, INBOUND_MAX_VALUE_BYTES, inboundMessages, RECEIPTS } from '#contracts';
import type { Exchange } from '#service';
import { parkingKeyOf } from '../youth/index.js';
import { PartnerExchange } from './partner-exchange.js';

/** What a state's own system tells, and who does it: child welfare alone, for every service. */
export const inboundExchange: NonNullable<Exchange['inbound']> = {
  topic: INBOUND,
  deadLetters: INBOUND_DEAD_LETTERS,
  receipts: RECEIPTS,
  group: 'safe-harbor.child-welfare.inbound',
  messages: inboundMessages,
  maxValueBytes: INBOUND_MAX_VALUE_BYTES,
  parkingKeyOf,
  handler: app => {
    const exchange = app.get(PartnerExchange, { strict: false });
    return (message, soFar) => exchange.handle(message, soFar);
  },
};
