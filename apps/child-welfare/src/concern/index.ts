export { ConcernModule } from './concern.module.js';
export { ConcernRow, concernsProjection } from './concerns.projection.js';
