import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Static } from 'typebox';
import { projectRoot } from '#service';
import type { Calendar, Rule, Zones } from '../duty/index.js';
import { calendarSchema, packSchema, zonesSchema } from './pack-schema.js';
import { holidayFaults, zoneFaults } from './day-faults.js';
import { expandEach } from './expand-each.js';
import { ruleFaults, type Found } from './rule-faults.js';
import { readYaml, RulesDoNotLoad, schemaCheck, type Fault, type YamlFile } from './yaml-file.js';

type Pack = Static<typeof packSchema>;
export type NotYet = NonNullable<Pack['notYet']>[number] & { readonly pack: string };
export type RuleSet = {
  readonly rules: readonly Rule[];
  readonly notYet: readonly NotYet[];
  readonly calendars: readonly Calendar[];
  readonly zones: Zones;
};
type Placed = { readonly rule: Rule; readonly faultAt: (reason: string) => Fault };

export const SHIPPED = join(projectRoot(), 'apps', 'compliance', 'rules');

const [pack, calendarFile, zonesFile] = [schemaCheck(packSchema), schemaCheck(calendarSchema), schemaCheck(zonesSchema)];

const filesIn = (folder: string) => (existsSync(folder) ? readdirSync(folder).filter(file => file.endsWith('.yaml')).sort() : []);

/** Reads every file of every folder; tells the faults of all of them, not of the first only. */
const readAll = <Read>(folders: readonly string[], read: (yaml: YamlFile, faults: Fault[]) => readonly Read[]): readonly Read[] => {
  const faults: Fault[] = [];
  const found = folders.flatMap(folder => filesIn(folder).flatMap(file => {
    try {
      return read(readYaml(folder, file), faults);
    } catch (error) {
      if (!(error instanceof RulesDoNotLoad)) throw error;
      faults.push(...error.faults);
      return [];
    }
  }));
  if (faults.length > 0) throw new RulesDoNotLoad(faults);
  return found;
};

const checked = <Value>(check: { faults: (value: unknown) => readonly Found[]; as: (value: unknown) => Value }, further: (value: Value) => readonly Found[]) =>
  (yaml: YamlFile, faults: Fault[]): readonly Value[] => {
    const wrong = check.faults(yaml.value);
    const found = wrong.length > 0 ? wrong : further(check.as(yaml.value));
    faults.push(...found.map(({ path, reason }) => yaml.faultAt(path, reason)));
    return found.length > 0 ? [] : [check.as(yaml.value)];
  };

const completed = (terms: Pack['rules'][number], common: Pack, calendars: readonly Calendar[], zones: Zones): Rule => ({
  binding: true, perOpening: false, ends: [], ...terms,
  limit: terms.limit as Rule['limit'], calendar: terms.calendar ?? null, withheld: terms.withheld ?? null,
  pack: common.pack, jurisdiction: common.jurisdiction, example: common.example,
  reckoning: { zones, calendar: calendars.find(({ id }) => id === terms.calendar) ?? null },
});

const packReader = (calendars: readonly Calendar[], zones: Zones) => (yaml: YamlFile, faults: Fault[]) => {
  const { value, origin } = expandEach(yaml.value);
  const tell = (path: readonly (string | number)[], reason: string) => {
    const fault = yaml.faultAt(origin(path), reason);
    if (!faults.some(({ file, line, reason: known }) => file === fault.file && line === fault.line && known === fault.reason)) faults.push(fault);
  };
  const wrong = pack.faults(value);
  for (const { path, reason } of wrong) tell(path, reason);
  if (wrong.length > 0) return [];
  const common = pack.as(value);
  const placed = common.rules.map((terms, index): Placed => {
    const rule = completed(terms, common, calendars, zones);
    for (const { path, reason } of ruleFaults(rule, calendars)) tell(['rules', index, ...path], reason);
    return { rule, faultAt: reason => yaml.faultAt(origin(['rules', index, 'effective']), reason) };
  });
  return [{ placed, notYet: (common.notYet ?? []).map(each => ({ ...each, pack: common.pack })) }];
};

const LAST_DAY = '9999-12-31';
const overlap = ({ effective: a }: Rule, { effective: b }: Rule) => a.from <= (b.to ?? LAST_DAY) && b.from <= (a.to ?? LAST_DAY);

/** Two texts of one rule in force on one day would leave it open which of them judges. */
const overlapFaults = (all: readonly Placed[]): readonly Fault[] => all.flatMap(({ rule, faultAt }, index) =>
  all.slice(0, index).filter(({ rule: other }) => other.id === rule.id && overlap(other, rule))
    .map(({ rule: other }) => faultAt(`${rule.id} is in force from ${rule.effective.from}, and so is its text from ${other.effective.from} of ${other.pack}`)));

/**
 * Every rule, calendar and zone of the folders, and what the packs say is not running yet. Calendars and zones that a
 * folder lacks are the shipped ones; its own win. Throws `RulesDoNotLoad`, with file, line and reason of each fault.
 */
export const loadRuleSet = (...folders: readonly string[]): RuleSet => {
  const sources = [...new Set([SHIPPED, ...folders])];
  const readCalendars = readAll(sources.map(folder => join(folder, 'calendars')), checked(calendarFile, holidayFaults));
  const calendars = [...new Map(readCalendars.map(({ calendar: id, ...rest }) => [id, { id, ...rest } as Calendar])).values()];
  const zones = Object.assign({}, ...readAll(sources.map(folder => join(folder, 'zones')), checked(zonesFile, zoneFaults)).map(file => file.zones)) as Zones;
  const packs = readAll(folders, packReader(calendars, zones));
  const all = packs.flatMap(({ placed }) => placed);
  const overlaps = overlapFaults(all);
  if (overlaps.length > 0) throw new RulesDoNotLoad(overlaps);
  return { rules: all.map(({ rule }) => rule), notYet: packs.flatMap(({ notYet }) => notYet), calendars, zones };
};

export const loadRules = (...folders: readonly string[]): readonly Rule[] => loadRuleSet(...folders).rules;
