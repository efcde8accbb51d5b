export { RuleBook } from './rule-book.js';
export { RulesModule } from './rules.module.js';
