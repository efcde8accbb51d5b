export { sealingAccess } from './access-rows.js';
export { caseSeals } from './domain/seals.js';
export { refuseSealed } from './refuse-sealed.js';
export { SealRow } from './seal.row.js';
export { SealingModule } from './sealing.module.js';
export { sealingRecords } from './sealing.records.js';
