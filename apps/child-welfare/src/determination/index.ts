export { DeterminationModule } from './determination.module.js';
export { DeterminationRow, determinationsProjection } from './determinations.projection.js';
export { RestateDeterminations } from './restate-determinations.js';
