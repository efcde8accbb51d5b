import type { AgeBand, Coverage, ReportRecipient, SubjectKind } from '#contracts';
import type { Instant } from '#kernel';
import type { Calendar, Zones } from './calendar.js';

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
  readonly obligor: 'title-iv-e-agency' | 'law-enforcement' | 'discovering-official';
  /** What does not bind is shown and never alerts. */
  readonly binding: boolean;
  readonly knowledge: 'agency' | 'police' | 'official';
  readonly covers: readonly Coverage[];
  /** Where coverage alone does not tell (placed, supervised at home), the ages at which it is owed; null: any. `unknown` counts as owed. */
  readonly ages: readonly AgeBand[] | null;
  /** Null: something to be done, and nobody to be told. */
  readonly recipient: string | null;
  readonly subject: SubjectKind;
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

/** The statute's own unit: hours elapse, days are counted where the county is. `none`: owed, without a number. */
export type Limit =
  | { readonly elapsedHours: number } | { readonly calendarDays: number } | { readonly businessDays: number } | { readonly courtDays: number }
  | { readonly none: true };

export type Condition = { readonly event: string; readonly where: Readonly<Record<string, readonly string[]>> };

/** Met when each of these happened, at the instant of the last. */
export type Evidence = Condition & { readonly at: string };

/** An event opens the duty when every named field has one of the values; the clock starts at the instant in `clock`. */
export type Opening = Condition & { readonly clock: string };

const DAY_START = 'T00:00:00.000Z';

/** An old case is judged by the text in force when its clock started. */
export const inForce = ({ effective: { from, to } }: Rule, at: Instant): boolean =>
  at >= from + DAY_START && (to === null || at.slice(0, 10) <= to);

/** Before the first day that could be read up nobody knows whether the rule bound: not the same as "it did not". */
export const unknownAt = ({ effective: { from, fromIs } }: Rule, at: Instant): boolean =>
  fromIs === 'in-force-by' && at < from + DAY_START;
