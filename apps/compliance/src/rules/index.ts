export { loadRules, loadRuleSet, SHIPPED } from './load-rules.js';
export { missingFor } from './missing-for.js';
export { RuleBook } from './rule-book.js';
export { RulesModule } from './rules.module.js';
