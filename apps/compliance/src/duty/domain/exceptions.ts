import { millisecondsBetween, plusMilliseconds, type Instant } from '#kernel';
import { ofType, type Fact } from './fact.js';

type Excepting = Extract<Fact, { type: 'DutyPaused' | 'DutyResumed' | 'DutyExtended' | 'DutyWaived' }>;
type Stripped<F> = F extends { readonly type: infer Type; readonly data: infer Data } ? { readonly type: Type; readonly data: Data } : never;
export type Exception = Stripped<Excepting>;

/** What authority has done to one clock: `deadline` is null while it stands still, and where the rule has no number. */
export type Excepted = {
  readonly deadline: Instant | null;
  readonly paused: { readonly at: Instant; readonly authority: string } | null;
  readonly waived: { readonly authority: string } | null;
};

type Running = { readonly deadline: Instant | null; readonly paused: Excepted['paused']; readonly waived: Excepted['waived'] };

const step = (state: Running, { type, data }: Exception): Running => {
  switch (type) {
    case 'DutyPaused':
      return { ...state, paused: { at: data.pausedAt, authority: data.authority } };
    case 'DutyResumed':
      return state.paused
        ? { ...state, paused: null, deadline: state.deadline && plusMilliseconds(state.deadline, millisecondsBetween(state.paused.at, data.resumedAt)) }
        : state;
    case 'DutyExtended': // never shortens: a correction may have moved the clock beyond it since
      return { ...state, deadline: state.deadline && data.deadline > state.deadline ? data.deadline : state.deadline };
    case 'DutyWaived':
      return { ...state, waived: { authority: data.authority } };
  }
};

/** The rule's own deadline as the exceptions move it, in the order in which they were recorded. */
export const excepted = (deadline: Instant | null, exceptions: readonly Exception[]): Excepted => {
  const end = exceptions.reduce(step, { deadline, paused: null, waived: null });
  return { ...end, deadline: end.paused ? null : end.deadline };
};

/** Those of one duty: of its rule, and of its opening event where each opening has a duty of its own. */
export const exceptionsTo = (ruleId: string, openedBy: string | null, facts: readonly Fact[]) =>
  ofType(facts, 'DutyPaused', 'DutyResumed', 'DutyExtended', 'DutyWaived')
    .filter(({ data }) => data.ruleId === ruleId && (data.openedBy ?? null) === openedBy);
