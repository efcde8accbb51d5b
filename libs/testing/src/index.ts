export { testAccess } from './access-spec.js';
export { eventually } from './eventually.js';
export { freshDatabase } from './fresh-database.js';
export { describeWithKafka, topicPrefix } from './kafka.js';
export { addsNothingTwice, FakeClock, specFor } from './spec-for.js';
export { startStores, type Stores } from './stores.js';
export { startIssuer, type TestIssuer } from './test-issuer.js';
export { startService, type Role, type TestService } from './test-service.js';
