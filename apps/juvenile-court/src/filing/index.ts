export { filingAccess } from './access-rows.js';
export { filings, type FilingEvent } from './domain/filing.js';
export { FilingModule } from './filing.module.js';
export { filingRecords } from './filing.records.js';
export { FilingRow } from './filing.row.js';
export { FILING } from './whose.js';
