export { recoveriesProjection, RecoveryRow } from './recoveries.projection.js';
export { RecoveryModule } from './recovery.module.js';
