export { safeHarborAccess } from './access-rows.js';
export { CheckRow, safeHarborRecords } from './check.records.js';
export { checks } from './domain/check.js';
export { OpenSafeHarborChecks } from './open-checks.js';
export { PlaceChecks } from './place-checks.js';
export { SafeHarborModule } from './safe-harbor.module.js';
