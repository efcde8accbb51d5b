export { DeterminationModule } from './determination.module.js';
export { DeterminationRow, determinationsProjection } from './determinations.projection.js';
