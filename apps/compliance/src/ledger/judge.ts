import { assess, dutyIdOf, verdictOf, type Assessment, type Fact, type Horizon, type Rule, type Verdict } from '../duty/index.js';

export type Judged = { readonly dutyId: string; readonly assessment: Assessment; readonly verdict: Verdict };

/** Every duty that should exist for one subject, as far as the horizon goes, with its verdict. */
export const judge = (rules: readonly Rule[], facts: readonly Fact[], horizon: Horizon): readonly Judged[] =>
  assess(rules, facts, horizon).map(assessment => ({ dutyId: dutyIdOf(assessment), assessment, verdict: verdictOf(assessment, horizon.asOf) }));

export const differs = (one: Verdict | undefined, other: Verdict | undefined): boolean =>
  one?.verdict !== other?.verdict || one?.reason !== other?.reason;
