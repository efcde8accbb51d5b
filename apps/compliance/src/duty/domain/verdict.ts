import { LEDGER_VERDICTS } from '#contracts';
import type { Instant } from '#kernel';
import type { Assessment } from './assess.js';
import { completionOf, enteredLate } from './conditions.js';
import { knownInTime, sideOf, type Attempt, type Side } from './evidence.js';

export const VERDICTS = LEDGER_VERDICTS;
export type VerdictCode = (typeof VERDICTS)[number];

/** What is worth knowing beside the verdict; none of them changes it. */
export type Flag = 'corrected' | 'refused' | 'bounced' | 'several-reports' | 'several-receipts' | 'recorded-time-claimed'
  | 'not-binding' | 'paused' | 'extended' | 'waived' | 'withheld';

export type Verdict = {
  readonly verdict: VerdictCode;
  /** Why, as a code; null where the verdict says it all. */
  readonly reason: string | null;
  /** Made in time and entered after the deadline: the entry does not erase the report. */
  readonly recordedLate: boolean;
  readonly madeAt: Instant | null;
  readonly reportId: string | null;
  readonly flags: readonly Flag[];
};

const flagsOf = ({ rule, attempts, requirements, exceptions, excuse }: Assessment): readonly Flag[] => {
  const facts = [...attempts.flatMap(attempt => attempt.facts), ...requirements.flatMap(({ done }) => done.map(({ fact }) => fact))];
  const excepted = (type: string) => exceptions.some(exception => exception.type === type);
  const count = (type: string) => facts.filter(fact => fact.type === type).length;
  const raised: Record<Flag, boolean> = {
    corrected: count('ReportCorrected') > 0,
    refused: count('ReportRefused') > 0,
    bounced: count('ReportBounced') > 0,
    'several-reports': attempts.filter(({ standing }) => standing === 'stands').length > 1,
    'several-receipts': count('ReportAcknowledged') > 1,
    'recorded-time-claimed': facts.some(fact => fact.claimed),
    'not-binding': !rule.binding,
    paused: excepted('DutyPaused'), extended: excepted('DutyExtended'), waived: excepted('DutyWaived'), withheld: excuse?.by === 'withheld',
  };
  return (Object.keys(raised) as Flag[]).filter(flag => raised[flag]);
};

const earliest = (attempts: readonly Attempt[]) =>
  [...attempts].sort((a, b) => (a.counts!.data.madeAt < b.counts!.data.madeAt ? -1 : 1))[0];

const attemptOf = (attempts: readonly Attempt[]) =>
  attempts.some(({ standing }) => standing === 'refused') ? 'refused-by-recipient'
  : attempts.some(({ standing }) => standing === 'bounced') ? 'bounced'
  : null;

/** What was done, beside the deadline. */
type Doing = Pick<Verdict, 'recordedLate' | 'madeAt' | 'reportId'> & { readonly side: Side; readonly unclear: string | null };
const NOTHING: Doing = { side: 'no-report', unclear: null, recordedLate: false, madeAt: null, reportId: null };

const reported = (attempts: readonly Attempt[], deadline: Instant | null, asOf: Instant): Doing => {
  const on = (side: Side) => attempts.filter(attempt => sideOf(attempt, deadline, asOf) === side);
  const by = (side: Side, done: Attempt, recordedLate: boolean): Doing =>
    ({ ...NOTHING, side, recordedLate, madeAt: done.counts!.data.madeAt, reportId: done.reportId });
  const [onTime, unclear, late] = [on('on-time'), on('unclear'), on('late')];
  if (onTime.length > 0) return by('on-time', earliest(onTime)!, deadline !== null && !onTime.some(attempt => knownInTime(attempt, deadline)));
  if (unclear.length > 0) return { ...NOTHING, side: 'unclear', unclear: unclear.some(({ counts }) => counts) ? 'contradictory-evidence' : 'report-instant-missing' };
  return late.length > 0 ? by('late', earliest(late)!, false) : NOTHING;
};

const completed = (requirements: Assessment['requirements'], deadline: Instant | null): Doing => {
  const completion = completionOf(requirements);
  if (completion.standing === 'lacking') return NOTHING;
  if (completion.standing === 'unclear') return { ...NOTHING, side: 'unclear', unclear: 'instant-missing' };
  const inTime = deadline === null || completion.at <= deadline;
  return { ...NOTHING, side: inTime ? 'on-time' : 'late', madeAt: completion.at, recordedLate: inTime && enteredLate(requirements, deadline) };
};

/**
 * Was the duty met? From the deadline and the facts alone, never from the events of the alarm. At exactly the deadline
 * a report is on time, and a duty without one still open. What police did and nobody told us is not "never": the agency
 * cannot know it.
 */
export const verdictOf = (assessment: Assessment, asOf: Instant): Verdict => {
  const { rule, clock, attempts, requirements, ending, excuse } = assessment;
  const none = { reason: null, recordedLate: false, madeAt: null, reportId: null, flags: flagsOf(assessment) };
  if (clock.standing !== 'runs') {
    const verdict = clock.standing === 'unknown' ? 'not-determinable' : 'not-required';
    return { ...none, verdict, reason: clock.standing === 'void' ? `void:${clock.reason}` : clock.reason };
  }
  const { deadline, paused } = clock;
  const { side, unclear, ...doing } = 'report' in rule.met ? reported(attempts, deadline, asOf) : completed(requirements, deadline);
  if (side === 'on-time') return { ...none, ...doing, verdict: 'on-time', reason: clock.ruleDeadline === null ? 'no-number' : null };
  if (excuse?.inTime) return { ...none, verdict: 'not-required', reason: `${excuse.by}:${excuse.authority}` };
  if (ending && (deadline === null || ending.at <= deadline)) return { ...none, verdict: 'ended-before-due', reason: ending.by };
  if (unclear === 'instant-missing') return { ...none, verdict: 'not-determinable', reason: unclear };
  if (deadline === null || asOf <= deadline) return { ...none, verdict: 'open', reason: paused ? `paused:${paused.authority}` : attemptOf(attempts) };
  if (unclear) return { ...none, verdict: 'not-determinable', reason: unclear };
  if (side === 'late') return { ...none, ...doing, verdict: 'late' };
  if (rule.obligor === 'law-enforcement') return { ...none, verdict: 'not-determinable', reason: 'not-told' };
  return { ...none, verdict: 'never', reason: attemptOf(attempts) };
};
