import type { Rule } from '../duty/index.js';
import { loadRules, SHIPPED } from './load-rules.js';

/** The rules this process judges by, read once when it starts: a broken pack stops it there. */
export class RuleBook {
  constructor(readonly rules: readonly Rule[] = loadRules(SHIPPED)) {}
}
