import type { AgeBand, VictimStanding } from '#contracts';

export const MODELS = [
  'immunity-without-referral', 'immunity-with-referral', 'police-referral', 'diversion', 'affirmative-defense', 'presumption', 'petition-conversion',
] as const;
/** What is alleged, in the words of the laws it is alleged under: never what the child is. */
export const ALLEGATIONS = ['prostitution', 'loitering', 'status-offense', 'other', 'not-recorded'] as const;
export type Allegation = (typeof ALLEGATIONS)[number];
/** `any-direct-result`: whatever the child did because of being trafficked. */
export const OFFENSES = ['prostitution', 'loitering', 'status-offense', 'any-direct-result'] as const;
export const NEXUS = ['none', 'direct-result', 'direct-or-incidental', 'victim-status'] as const;
export const REFERRALS = ['none', 'child-welfare', 'mandatory-report', 'services'] as const;
export const RECORD_REMEDIES = ['seal', 'expunge', 'vacate'] as const;
/** How sure: the law was read; a summary of it was; or it is general knowledge that nobody looked up. */
export const SURENESS = ['law-read', 'summary', 'general-knowledge'] as const;

/** One parameter as one source has it. */
type Stated<Value> = { readonly value: Value; readonly source: string; readonly sure: (typeof SURENESS)[number] };

export type Parameters = {
  readonly model?: Stated<(typeof MODELS)[number]>;
  /** Under which age the child was when it happened. */
  readonly ageLimit?: Stated<number>;
  readonly offenses?: Stated<readonly (typeof OFFENSES)[number][]>;
  readonly nexus?: Stated<(typeof NEXUS)[number]>;
  readonly referral?: Stated<(typeof REFERRALS)[number]>;
  readonly abeyance?: Stated<string>;
  readonly vacatur?: Stated<boolean>;
  readonly recordAction?: Stated<readonly (typeof RECORD_REMEDIES)[number][]>;
};
/** Without these nobody can say whether a provision covers a child. */
export const NEEDED = ['model', 'ageLimit', 'offenses', 'nexus', 'referral'] as const satisfies readonly (keyof Parameters)[];

export type Provision = {
  readonly id: string;
  readonly state: string;
  readonly citation: string;
  readonly text: string;
  readonly effective: { readonly from: string; readonly fromIs: 'first-day' | 'in-force-by'; readonly to: string | null; readonly basis: string };
  readonly parameters: Parameters;
};

export type Child = { readonly ageBand: AgeBand; readonly standing: VictimStanding; readonly allegation: Allegation };
/** What one parameter says of one child: for it, against it, or to be judged by whoever decides. */
type Said = { readonly holds: 'yes' | 'no' | 'to-judge'; readonly because: string };

const said = (holds: Said['holds'], because: string): Said => ({ holds, because });

const byAge = ({ ageLimit }: Parameters, { ageBand }: Child): Said => {
  if (!ageLimit) return said('to-judge', 'age-limit-not-known');
  if (ageBand === 'unknown') return said('to-judge', 'age-not-known');
  if (ageBand === 'under-18') return ageLimit.value >= 18 ? said('yes', 'under-the-age-limit') : said('to-judge', `whether-under-${ageLimit.value}`);
  return ageLimit.value <= 18 ? said('no', 'over-the-age-limit') : said('to-judge', `whether-under-${ageLimit.value}`);
};

const byOffense = ({ offenses }: Parameters, { allegation }: Child): Said => {
  if (!offenses) return said('to-judge', 'offenses-not-known');
  if (allegation === 'not-recorded') return said('to-judge', 'allegation-not-recorded');
  if ((offenses.value as readonly string[]).includes(allegation)) return said('yes', 'offense-covered');
  return offenses.value.includes('any-direct-result') ? said('to-judge', 'whether-direct-result') : said('no', 'offense-not-covered');
};

const byNexus = ({ nexus }: Parameters, { standing }: Child): Said => {
  if (!nexus) return said('to-judge', 'nexus-not-known');
  if (nexus.value === 'none') return said('yes', 'no-nexus-needed');
  if (nexus.value === 'victim-status' && standing === 'identified') return said('yes', 'identified-victim');
  return said('to-judge', `whether-${nexus.value}`);
};

/** Whether a provision may cover the child, what speaks for and against, and what remains to be judged. */
export const applied = (provision: Provision, child: Child) => {
  const all = [byAge, byOffense, byNexus].map(by => by(provision.parameters, child));
  const of = (holds: Said['holds']) => all.filter(each => each.holds === holds).map(({ because }) => because);
  const unknown = NEEDED.filter(name => !provision.parameters[name]);
  return { ...provision, mayApply: of('no').length === 0, for: of('yes'), against: of('no'), toJudge: of('to-judge'), unknown };
};
export type Applied = ReturnType<typeof applied>;
