export { AccessTable, permitted, sameAgency, sameCounty, statedPurpose, type AccessRow, type Condition, type Resource } from './access-table.js';
export { AuditLog, type AuditEntry } from './audit-log.js';
export { AuditLogMigration1767225600000 } from './audit-log.migration.js';
export { KeyRing, type Withheld } from './key-ring.js';
export type { KeyOwner } from './key-table.js';
export { PersonalDataReader, type Reading, type Revealed, type Subject } from './personal-data-reader.js';
export { Pseudonyms } from './pseudonyms.js';
export { isStoreUnavailable } from './store-unavailable.js';
export { IssuerUnavailable, TokenVerifier, Unauthenticated } from './token-verifier.js';
