import type { AgeBand, Coverage, DutySubject, OBLIGORS, ReportRecipient } from '#contracts';
import { plusHours, type Instant } from '#kernel';
import { localDay, zoneOf, type Calendar, type Day, type Zones } from '#calendar';

/** Where the county is: whose days, and whose clocks. */
export type Place = { readonly state: string; readonly county: string };

/** One text of one rule, as a pack under `apps/compliance/rules/` states it. Verdicts show it as it is. */
export type Rule = {
  readonly id: string;
  readonly pack: string;
  readonly jurisdiction: string;
  /** An example may not touch a real child. */
  readonly example: boolean;
  readonly citation: string;
  readonly text: string;
  readonly effective: {
    readonly from: string;
    /** `in-force-by`: it was in force on `from` at the latest, so nothing is known of the days before. */
    readonly fromIs: 'first-day' | 'in-force-by';
    /** The last day, or null. */
    readonly to: string | null;
    readonly basis: string;
  };
  /** Null where nobody read the text itself yet. */
  readonly verified: { readonly on: string | null; readonly against: string; readonly unverified: string };
  readonly obligor: (typeof OBLIGORS)[number];
  /** What does not bind is shown and never alerts. */
  readonly binding: boolean;
  readonly knowledge: 'agency' | 'police' | 'official';
  readonly covers: readonly Coverage[];
  /** The ages at which it is owed; null: any. `unknown` counts as owed. What the agency owes asks no age where coverage reaches past 18. */
  readonly ages: readonly AgeBand[] | null;
  /** Null: something to be done, and nobody to be told. */
  readonly recipient: string | null;
  readonly subject: DutySubject;
  readonly opens: readonly Opening[];
  /** One duty for each opening event, not one for the subject. */
  readonly perOpening: boolean;
  readonly limit: Limit;
  /** The holiday calendar that days are counted by. */
  readonly calendar: string | null;
  /** What the pack's folder says about days: not part of the rule's text. */
  readonly reckoning: { readonly zones: Zones; readonly calendar: Calendar | null };
  readonly met: { readonly report: ReportRecipient } | { readonly all: readonly Evidence[] };
  /** A notice that was withheld excuses the duty, by its authority. */
  readonly withheld: Condition | null;
  readonly ends: readonly { readonly event: string; readonly at: string; readonly citation: string }[];
  readonly alerts: readonly { readonly level: number; readonly notify: string }[];
};

/** The statute's own unit: hours elapse, days are counted where the county is. `statedIn`: the opening event's own field. `none`: owed, without a number. */
export type Limit =
  | { readonly elapsedHours: number } | { readonly calendarDays: number } | { readonly businessDays: number } | { readonly courtDays: number }
  | { readonly statedIn: string } | { readonly none: true };

export type Condition = { readonly event: string; readonly where: Readonly<Record<string, readonly string[]>> };

/** Met when each of these happened, at the instant of the last. */
export type Evidence = Condition & { readonly at: string };

/** An event opens the duty when every named field has one of the values; the clock starts at the instant in `clock`, or in `orElse` where it lacks that. */
export type Opening = Condition & { readonly clock: string; readonly orElse?: string };

/** Before the first day that could be read up nobody knows whether the rule bound: not the same as "it did not". */
export type Force = 'in-force' | 'not-in-force' | 'unverified';

const forceOn = ({ from, fromIs, to }: Rule['effective'], day: Day): Force =>
  day < from ? (fromIs === 'in-force-by' ? 'unverified' : 'not-in-force') : to === null || day <= to ? 'in-force' : 'not-in-force';

/** Hours that clocks are behind and ahead of Greenwich at most, and its own: so any day that it is somewhere is among these. */
const ANYWHERE = [-12, 0, 14];

/**
 * An old case is judged by the text in force when its clock started, by the day that it then was where the county is. Throws
 * `time-zone-missing` where no zone is known of the state, and it depends on the zone.
 */
export const forceAt = ({ effective, reckoning: { zones } }: Rule, at: Instant, place: Place): Force => {
  const [one, ...others] = new Set(ANYWHERE.map(hours => forceOn(effective, plusHours(at, hours).slice(0, 10))));
  return others.length === 0 ? one! : forceOn(effective, localDay(at, zoneOf(zones, place)));
};
