import type { ContinuanceReason, CountedFrom, DocketCriterion, FilingType, HearingKind } from '#contracts';
import type { Calendar, Weekday } from '#calendar';

export type Count = { readonly courtDays: number } | { readonly calendarDays: number };

/** One text of one rule, as a pack under `rules/` states it. */
export type HearingRule = {
  readonly id: string;
  readonly pack: string;
  readonly example: boolean;
  readonly citation: string;
  readonly text: string;
  readonly effective: { readonly from: string; readonly fromIs: 'first-day' | 'in-force-by'; readonly to: string | null; readonly basis: string };
  readonly verified: { readonly on: string | null; readonly against: string; readonly unverified: string };
  readonly kind: HearingKind;
  readonly countedFrom: CountedFrom;
  readonly earliest?: Count;
  readonly latest?: Count;
  readonly notice?: { readonly courtDays: number };
  readonly continuance?: { readonly latest: Count; readonly reasons: readonly ContinuanceReason[] };
};

/** How a rule is named in events and answers: whose text, how sure. */
export type RuleRef = Pick<HearingRule, 'id' | 'pack' | 'example' | 'citation'> & { readonly verifiedOn: string | null };
export const refOf = ({ id, pack, example, citation, verified }: Pick<HearingRule, 'id' | 'pack' | 'example' | 'citation' | 'verified'>): RuleRef =>
  ({ id, pack, example, citation, verifiedOn: verified.on });

/** Where days are counted. Without a calendar nobody can say which days are court days. */
export type CourtPlace = { readonly zone: string; readonly calendar: Calendar | null };

export type Docket = {
  readonly docket: string;
  readonly name: string;
  readonly citation: string;
  readonly counties: readonly string[];
  readonly caseTypes: readonly FilingType[];
  readonly kinds: readonly HearingKind[];
  /** A case comes before it for at least one of them. */
  readonly criteria: readonly DocketCriterion[];
  readonly sits: { readonly weekday: Weekday; readonly weeks: readonly number[] };
};
