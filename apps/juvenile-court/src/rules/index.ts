export { loadCourtRules, SHIPPED, type CourtRules } from './load-court-rules.js';
export { RuleBook } from './rule-book.js';
export { RulesModule } from './rules.module.js';
