import { join } from 'node:path';
import { projectRoot } from '#service';
import type { Rule } from '../duty/index.js';
import { loadRules } from './load-rules.js';

/** The rules this process judges by, read once when it starts: a broken pack stops it there. */
export class RuleBook {
  constructor(readonly rules: readonly Rule[] = loadRules(join(projectRoot(), 'apps', 'compliance', 'rules'))) {}
}
