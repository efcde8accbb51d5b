export { eventStoreClient } from './event-store-client.js';
export { EventStore, newId, type Meta } from './event-store.js';
export type { Appended } from './history.js';
export { PersonalDataCodec } from './personal-data-codec.js';
export { recorded } from './recorded.js';
