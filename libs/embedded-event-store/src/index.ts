export { type EventStoreServer, startEventStore } from './server.js';
