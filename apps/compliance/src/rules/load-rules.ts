import { join, resolve } from 'node:path';
import type { Static } from 'typebox';
import type { Calendar, Zones } from '#calendar';
import { loadDays, overlapFaults, readerOf, refuseUnlessFolders, RulesDoNotLoad } from '#rule-files';
import { projectRoot } from '#service';
import type { Rule } from '../duty/index.js';
import { expandEach } from './expand-each.js';
import { packSchema } from './pack-schema.js';
import { ruleFaults } from './rule-faults.js';

type Pack = Static<typeof packSchema>;
export type NotYet = NonNullable<Pack['notYet']>[number] & { readonly pack: string };
export type RuleSet = {
  readonly rules: readonly Rule[];
  readonly notYet: readonly NotYet[];
  readonly calendars: readonly Calendar[];
  readonly zones: Zones;
};

export const SHIPPED = join(projectRoot(), 'apps', 'compliance', 'rules');

const readPacks = readerOf(packSchema, expandEach);

const completed = (terms: Pack['rules'][number], common: Pack, calendars: readonly Calendar[], zones: Zones): Rule => ({
  binding: true, perOpening: false, ends: [], ...terms,
  limit: terms.limit as Rule['limit'], calendar: terms.calendar ?? null, withheld: terms.withheld ?? null,
  pack: common.pack, jurisdiction: common.jurisdiction, example: common.example,
  reckoning: { zones, calendar: calendars.find(({ id }) => id === terms.calendar) ?? null },
});

/**
 * Every rule, calendar and zone of the folders, and what the packs say is not running yet. Calendars and zones that a
 * folder lacks are the shipped ones; its own win. Throws `RulesDoNotLoad`, with file, line and reason of each fault.
 */
export const loadRuleSet = (...folders: readonly string[]): RuleSet => {
  refuseUnlessFolders(folders);
  const { calendars, zones } = loadDays(folders);
  const rulesOf = (pack: Pack) => pack.rules.map(terms => completed(terms, pack, calendars, zones));
  const packs = readPacks(folders, pack => rulesOf(pack).flatMap((rule, index) =>
    ruleFaults(rule, calendars).map(({ path, reason }) => ({ path: ['rules', index, ...path], reason }))));
  const placed = packs.flatMap(({ value, faultAt }) => rulesOf(value).map((rule, index) => ({ rule, fault: (reason: string) => faultAt(['rules', index, 'effective'], reason) })));
  const overlaps = overlapFaults(placed.map(({ rule: { id, pack, effective }, fault }) => ({ id, pack, effective, of: id, fault })));
  if (overlaps.length > 0) throw new RulesDoNotLoad(overlaps);
  return {
    rules: placed.map(({ rule }) => rule), calendars, zones,
    notYet: packs.flatMap(({ value }) => (value.notYet ?? []).map(each => ({ ...each, pack: value.pack }))),
  };
};

export const loadRules = (...folders: readonly string[]): readonly Rule[] => loadRuleSet(...folders).rules;

/** The shipped folder, and a deployment's own besides. */
export const withShipped = (folder: string | undefined): readonly string[] => [SHIPPED, ...(folder && resolve(folder) !== SHIPPED ? [folder] : [])];

/** The shipped rules, and those of the folder that `COMPLIANCE_RULES` names: a deployment's own besides. */
export const configuredRules = ({ COMPLIANCE_RULES }: NodeJS.ProcessEnv): readonly Rule[] => loadRules(...withShipped(COMPLIANCE_RULES));
