import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { projectRoot } from '#service';

export type Where = { readonly event: string; readonly where: Readonly<Record<string, readonly string[]>> };

/** What the oracle reads of a rule: what the file says in words and numbers, nothing that the product makes of it. */
export type RuleText = {
  readonly id: string;
  readonly jurisdiction: string;
  readonly effective: { readonly from: string; readonly fromIs: string; readonly to: string | null };
  readonly obligor: string;
  readonly binding?: boolean;
  readonly covers: readonly string[];
  readonly ages: readonly string[] | null;
  readonly subject: string;
  readonly opens: readonly (Where & { readonly clock: string; readonly orElse?: string })[];
  readonly perOpening?: boolean;
  readonly limit: { readonly elapsedHours?: number; readonly calendarDays?: number; readonly businessDays?: number; readonly courtDays?: number };
  readonly calendar?: string;
  readonly met: { readonly report?: string; readonly all?: readonly (Where & { readonly at: string })[] };
  readonly withheld?: Where;
  readonly ends?: readonly { readonly event: string; readonly at: string }[];
};

export type HolidayCalendar = {
  readonly calendar: string;
  readonly observed: { readonly saturday: number; readonly sunday: number };
  readonly holidays: readonly {
    readonly month: number; readonly day?: number; readonly weekday?: string; readonly nth?: number; readonly plusDays?: number;
    readonly from?: number; readonly to?: number;
  }[];
};
export type ZoneTable = Readonly<Record<string, { readonly zone: string; readonly counties?: Readonly<Record<string, readonly string[]>> }>>;

export type LawBook = { readonly rules: readonly RuleText[]; readonly calendars: readonly HolidayCalendar[]; readonly zones: ZoneTable };

const PACKS = ['apps', 'compliance', 'rules'];
const DAYS = ['libs', 'rule-files', 'days'];

const read = <File>(...path: readonly string[]): readonly File[] => {
  const folder = join(projectRoot(), ...path);
  return readdirSync(folder).filter(name => name.endsWith('.yaml')).map(name => parse(readFileSync(join(folder, name), 'utf8'), { merge: true }) as File);
};

/** A rule that stands for several is written once, with `{each}` in the place of what differs. */
const spelledOut = (rule: RuleText & { readonly each?: readonly string[] }): readonly RuleText[] =>
  (rule.each ?? ['']).map(value => JSON.parse(JSON.stringify(rule).replaceAll('{each}', value)) as RuleText);

type Pack = { readonly jurisdiction: string; readonly example: boolean; readonly rules: readonly RuleText[] };

/** Every rule that may touch a real child, and what days are counted by. */
export const readLaw = (): LawBook => ({
  rules: read<Pack>(...PACKS).filter(({ example }) => !example)
    .flatMap(({ jurisdiction, rules }) => rules.flatMap(spelledOut).map(rule => ({ ...rule, jurisdiction }))),
  calendars: read<HolidayCalendar>(...DAYS, 'calendars'),
  zones: read<{ zones: ZoneTable }>(...DAYS, 'zones')[0]!.zones,
});
