import type { Coverage, ReportRecipient, SubjectKind } from '#contracts';
import type { Instant } from '#kernel';

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
  readonly verified: { readonly on: string; readonly against: string; readonly unverified: string };
  readonly obligor: 'title-iv-e-agency';
  readonly knowledge: 'agency';
  readonly covers: readonly Coverage[];
  readonly recipient: ReportRecipient;
  readonly subject: SubjectKind;
  readonly opens: readonly Opening[];
  readonly limit: { readonly elapsedHours: number };
  readonly met: { readonly event: 'ReportMade'; readonly at: 'madeAt' };
  readonly ends: readonly { readonly event: string; readonly at: string; readonly citation: string }[];
  readonly alerts: readonly { readonly level: number; readonly notify: string }[];
};

/** An event opens the duty when every named field has one of the values; the clock starts at the instant in `clock`. */
export type Opening = { readonly event: string; readonly where: Readonly<Record<string, readonly string[]>>; readonly clock: string };

const DAY_START = 'T00:00:00.000Z';

/** An old case is judged by the text in force when its clock started. */
export const inForce = ({ effective: { from, to } }: Rule, at: Instant): boolean =>
  at >= from + DAY_START && (to === null || at.slice(0, 10) <= to);

/** Before the first day that could be read up nobody knows whether the rule bound: not the same as "it did not". */
export const unknownAt = ({ effective: { from, fromIs } }: Rule, at: Instant): boolean =>
  fromIs === 'in-force-by' && at < from + DAY_START;
