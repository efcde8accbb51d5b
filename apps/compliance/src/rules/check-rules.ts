import { US_STATES } from '#contracts';
import { RulesDoNotLoad } from '#rule-files';
import { caveatsOf, ruleInWords } from './describe-rule.js';
import { loadRuleSet, withShipped, type RuleSet } from './load-rules.js';
import { missingFor } from './missing-for.js';

type Print = (line: string) => void;

const showRules = ({ rules }: RuleSet, print: Print) => {
  for (const rule of rules) {
    print(ruleInWords(rule));
    for (const caveat of caveatsOf(rule)) print(`    ${caveat}`);
  }
};

const showDays = ({ calendars, rules }: RuleSet, print: Print) => {
  print('\nCalendars:');
  for (const { id, name, citation, verified } of calendars) print(`  ${id}: ${name} [${citation}]; ${verified.on ? 'unverified' : 'UNVERIFIED'}: ${verified.unverified}`);
  const states = US_STATES.filter(state => rules.some(({ jurisdiction }) => jurisdiction === state));
  print('\nMissing for the states that have a pack:');
  for (const lacking of states.flatMap(state => missingFor(state, rules))) print(`  ${lacking}`);
};

/**
 * Prints every rule as one sentence with what is unverified about it. 0, or 1 and `file:line: reason` where a pack is wrong, or
 * does not stand beside the shipped ones.
 */
export const checkRules = (folder: string, print: Print): number => {
  try {
    const found = loadRuleSet(folder);
    if (found.rules.length === 0) {
      print(`There is no rule pack (*.yaml) in ${folder}`);
      return 1;
    }
    loadRuleSet(...withShipped(folder));
    showRules(found, print);
    if (found.notYet.length > 0) print('\nNot running:');
    for (const { pack, duty, citation, why } of found.notYet) print(`  ${pack}: ${duty} [${citation}]: ${why}`);
    showDays(found, print);
    const count = (test: (rule: RuleSet['rules'][number]) => boolean) => found.rules.filter(test).length;
    print(`\n${found.rules.length} rules load; unverified ${count(({ verified }) => !verified.on)}, not binding ${count(({ binding }) => !binding)}, `
      + `examples ${count(({ example }) => example)}; not running ${found.notYet.length}.`);
    return 0;
  } catch (error) {
    if (!(error instanceof RulesDoNotLoad)) throw error;
    for (const { file, line, reason } of error.faults) print(`${file}:${line}: ${reason}`);
    return 1;
  }
};
