import type { Instant } from '#kernel';
import type { Assessment } from './assess.js';
import { sideOf, type Attempt, type Side } from './evidence.js';

export const VERDICTS = ['on-time', 'late', 'never', 'not-determinable', 'not-required', 'ended-before-due', 'open'] as const;
export type VerdictCode = (typeof VERDICTS)[number];

/** What is worth knowing beside the verdict; none of them changes it. */
export type Flag = 'corrected' | 'refused' | 'bounced' | 'several-reports' | 'several-receipts' | 'recorded-time-claimed';

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

const flagsOf = (attempts: readonly Attempt[]): readonly Flag[] => {
  const facts = attempts.flatMap(attempt => attempt.facts);
  const count = (type: string) => facts.filter(fact => fact.type === type).length;
  const raised: Record<Flag, boolean> = {
    corrected: count('ReportCorrected') > 0,
    refused: count('ReportRefused') > 0,
    bounced: count('ReportBounced') > 0,
    'several-reports': attempts.filter(({ standing }) => standing === 'stands').length > 1,
    'several-receipts': count('ReportAcknowledged') > 1,
    'recorded-time-claimed': facts.some(fact => fact.claimed),
  };
  return (Object.keys(raised) as Flag[]).filter(flag => raised[flag]);
};

const earliest = (attempts: readonly Attempt[]) =>
  [...attempts].sort((a, b) => (a.counts!.data.madeAt < b.counts!.data.madeAt ? -1 : 1))[0];

const attemptOf = (attempts: readonly Attempt[]) =>
  attempts.some(({ standing }) => standing === 'refused') ? 'refused-by-recipient'
  : attempts.some(({ standing }) => standing === 'bounced') ? 'bounced'
  : null;

/**
 * Was the duty met? From the deadline and the facts alone, never from the events of the alarm. At exactly the deadline
 * a report is on time, and a duty without one still open.
 */
export const verdictOf = ({ clock, attempts, ending }: Assessment, asOf: Instant): Verdict => {
  const none = { reason: null, recordedLate: false, madeAt: null, reportId: null, flags: flagsOf(attempts) };
  if (clock.standing !== 'runs') {
    const verdict = clock.standing === 'unknown' ? 'not-determinable' : 'not-required';
    return { ...none, verdict, reason: clock.standing === 'void' ? `void:${clock.reason}` : clock.reason };
  }
  const { deadline } = clock;
  const on = (side: Side) => attempts.filter(attempt => sideOf(attempt, deadline, asOf) === side);
  const decided = (verdict: VerdictCode, done: Attempt | undefined, recordedLate = false): Verdict =>
    ({ ...none, verdict, recordedLate, madeAt: done?.counts?.data.madeAt ?? null, reportId: done?.reportId ?? null });

  const [onTime, unclear, late] = [on('on-time'), on('unclear'), on('late')];
  if (onTime.length > 0) return decided('on-time', earliest(onTime), onTime.every(({ counts }) => counts!.knownAt > deadline));
  if (ending && ending.at <= deadline) return { ...none, verdict: 'ended-before-due', reason: ending.by };
  if (asOf <= deadline) return { ...none, verdict: 'open', reason: attemptOf(attempts) };
  if (unclear.length > 0) {
    return { ...none, verdict: 'not-determinable', reason: unclear.some(({ counts }) => counts) ? 'contradictory-evidence' : 'report-instant-missing' };
  }
  return late.length > 0 ? decided('late', earliest(late)) : { ...none, verdict: 'never', reason: attemptOf(attempts) };
};
