import { millisecondsBetween, plusMilliseconds, type Instant } from '#kernel';
import { ofType, type Fact } from './fact.js';

type Excepting = Extract<Fact, { type: 'DutyPaused' | 'DutyResumed' | 'DutyExtended' | 'DutyWaived' }>;
type Stripped<F> = F extends { readonly type: infer Type; readonly data: infer Data }
  ? { readonly type: Type; readonly data: Data; readonly occurredAt?: Instant } : never;
export type Exception = Stripped<Excepting>;

/** What authority has done to one clock: `deadline` is null while it stands still, and where the rule has no number. */
export type Excepted = {
  readonly deadline: Instant | null;
  readonly paused: { readonly at: Instant; readonly authority: string } | null;
  readonly waived: { readonly authority: string } | null;
};

/** For how long the clock stood still: not before it began to run. */
const stood = (clockStart: Instant, pausedAt: Instant, resumedAt: Instant): number =>
  Math.max(0, millisecondsBetween(pausedAt > clockStart ? pausedAt : clockStart, resumedAt));

/** A correction may have moved the clock since: what had run out by then was neither stopped nor extended, and nothing shortens it. */
const step = (clockStart: Instant) => (state: Excepted, { type, data, occurredAt }: Exception): Excepted => {
  const { deadline, paused } = state;
  switch (type) {
    case 'DutyPaused':
      return deadline !== null && data.pausedAt > deadline ? state : { ...state, paused: { at: data.pausedAt, authority: data.authority } };
    case 'DutyResumed':
      return paused ? { ...state, paused: null, deadline: deadline && plusMilliseconds(deadline, stood(clockStart, paused.at, data.resumedAt)) } : state;
    case 'DutyExtended':
      return deadline === null || (occurredAt && occurredAt > deadline) || data.deadline <= deadline ? state : { ...state, deadline: data.deadline };
    case 'DutyWaived':
      return { ...state, waived: { authority: data.authority } };
  }
};

/** A clock of the rule's own as the exceptions move it, in the order in which they were recorded. */
export const excepted = (clockStart: Instant, deadline: Instant | null, exceptions: readonly Exception[]): Excepted => {
  const end = exceptions.reduce<Excepted>(step(clockStart), { deadline, paused: null, waived: null });
  return { ...end, deadline: end.paused ? null : end.deadline };
};

/** Those of one duty: of its rule, and of its opening event where each opening has a duty of its own. */
export const exceptionsTo = (ruleId: string, openedBy: string | null, facts: readonly Fact[]) =>
  ofType(facts, 'DutyPaused', 'DutyResumed', 'DutyExtended', 'DutyWaived')
    .filter(({ data }) => data.ruleId === ruleId && (data.openedBy ?? null) === openedBy);
