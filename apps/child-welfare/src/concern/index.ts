export { ConcernModule } from './concern.module.js';
export { ConcernRow, concernsProjection } from './concerns.projection.js';
export { concerns } from './domain/concern.js';
export { ReceiveConcern } from './receive-concern.js';
