export { CourtRecords, unknown, type Kind } from './court-records.js';
export { clearanceOf, levelOf, OWN_ONLY, rankOf } from './levels.js';
export { forgetMatter, recordMatter, type Matter } from './matter.js';
export type { RecordTable } from './record-table.js';
export { COURT_RECORDS, courtRecords, type RecordsPart } from './records-part.js';
export { RecordsModule } from './records.module.js';
