export { FactRow, ledgerFactsProjection, subjectRefsOf, type SubjectRef } from './ledger-facts.projection.js';
export { LedgerModule } from './ledger.module.js';
export { LedgerVerdicts } from './ledger-verdicts.js';
export { SubjectFacts } from './subject-facts.js';
export { VerificationTables } from './verification.js';
export { verifyLedger } from './verify-ledger.js';
