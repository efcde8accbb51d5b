export { inboundExchange } from './inbound-exchange.js';
export { PartnerExchangeModule } from './partner-exchange.module.js';
