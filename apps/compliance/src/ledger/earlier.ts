import { plusMilliseconds, type Instant } from '#kernel';
import type { Fact, Horizon, Rule, VerdictCode } from '../duty/index.js';
import { differs, judge, type Judged } from './judge.js';

/** What a duty's verdict was, up to and at `asKnownAt`: a report with that `asKnownAt` still says so. */
export type Earlier = { readonly asKnownAt: Instant; readonly verdict: VerdictCode; readonly reason: string | null };
export type Course = { readonly last: Judged; readonly earlier: readonly Earlier[] };

const CORRECTIONS = new Set<string>(['EpisodeCorrected', 'DeterminationCorrected', 'ReportCorrected']);

/**
 * The verdicts that a correction or a late entry changed, by duty and oldest first. Each is judged just before the change
 * became known, on what had happened by then; the mere passing of time changes a verdict too, but leaves no earlier one.
 * That a duty was still open is worth keeping only where a correction ended that.
 */
export const earlierVerdicts = (rules: readonly Rule[], facts: readonly Fact[], { asOf, asKnownAt }: Horizon): ReadonlyMap<string, Course> => {
  const courses = new Map<string, Course>();
  const moments = [...new Set(facts.map(({ knownAt }) => knownAt))].filter(at => asKnownAt === null || at <= asKnownAt).sort();
  for (const at of moments) {
    const before = plusMilliseconds(at, -1);
    const then = before < asOf ? before : asOf;
    const corrected = facts.some(({ type, knownAt }) => knownAt === at && CORRECTIONS.has(type));
    const after = new Map(judge(rules, facts, { asOf: then, asKnownAt: at }).map(judged => [judged.dutyId, judged.verdict]));
    for (const last of judge(rules, facts, { asOf: then, asKnownAt: before })) {
      const { dutyId, verdict: { verdict, reason } } = last;
      if (!differs(last.verdict, after.get(dutyId)) || (verdict === 'open' && !corrected)) continue;
      courses.set(dutyId, { last, earlier: [...(courses.get(dutyId)?.earlier ?? []), { asKnownAt: before, verdict, reason }] });
    }
  }
  return courses;
};
