import { Module } from '@nestjs/common';
import { loadCourtRules, SHIPPED } from './load-court-rules.js';
import { RuleBook } from './rule-book.js';

/** `COURT_RULES`: a folder of a deployment's own packs, calendars and courts besides. `COURT_RULE_EXAMPLES=allowed`: development and tests only. */
const configured = ({ COURT_RULES, COURT_RULE_EXAMPLES }: NodeJS.ProcessEnv) =>
  new RuleBook(loadCourtRules([SHIPPED, ...(COURT_RULES ? [COURT_RULES] : [])], { examples: COURT_RULE_EXAMPLES === 'allowed' }));

@Module({ providers: [{ provide: RuleBook, useFactory: () => configured(process.env) }], exports: [RuleBook] })
export class RulesModule {}
