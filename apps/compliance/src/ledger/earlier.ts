import { plusMilliseconds, type Instant } from '#kernel';
import type { Fact, Horizon, Rule, VerdictCode } from '../duty/index.js';
import { differs, judge } from './judge.js';

/** What a duty's verdict was, up to and at `asKnownAt`: a report with that `asKnownAt` still says so. */
export type Earlier = { readonly asKnownAt: Instant; readonly verdict: VerdictCode; readonly reason: string | null };

const CORRECTIONS = new Set<string>(['EpisodeCorrected', 'DeterminationCorrected', 'ReportCorrected']);

/**
 * The verdicts that a correction or a late entry changed, by duty and oldest first. Each is judged just before the change
 * became known, on what had happened by then; the mere passing of time changes a verdict too, but leaves no earlier one.
 * That a duty was still open is worth keeping only where a correction ended that.
 */
export const earlierVerdicts = (rules: readonly Rule[], facts: readonly Fact[], { asOf, asKnownAt }: Horizon): ReadonlyMap<string, readonly Earlier[]> => {
  const earlier = new Map<string, readonly Earlier[]>();
  const moments = [...new Set(facts.map(({ knownAt }) => knownAt))].filter(at => asKnownAt === null || at <= asKnownAt).sort();
  for (const at of moments) {
    const before = plusMilliseconds(at, -1);
    const then = before < asOf ? before : asOf;
    const corrected = facts.some(({ type, knownAt }) => knownAt === at && CORRECTIONS.has(type));
    const after = new Map(judge(rules, facts, { asOf: then, asKnownAt: at }).map(judged => [judged.dutyId, judged.verdict]));
    for (const { dutyId, verdict: was } of judge(rules, facts, { asOf: then, asKnownAt: before })) {
      if (!differs(was, after.get(dutyId)) || (was.verdict === 'open' && !corrected)) continue;
      earlier.set(dutyId, [...(earlier.get(dutyId) ?? []), { asKnownAt: before, verdict: was.verdict, reason: was.reason }]);
    }
  }
  return earlier;
};
