import { localDay } from '#calendar';
import { lawfulWindow, noticeBy, refOf, settableUntil } from '../hearing/index.js';
import type { RuleBook } from '../rules/index.js';
import type { Proposer } from './domain/absences.js';
import type { Target } from './review-target.js';

/** By the texts in force on the day the absence was learned of. A state without them proposes nothing. */
export const proposerOf = (rules: RuleBook, { caseId, caseType, court, state, county }: Target): Proposer => ({ learnedAt, category }, now) => {
  if (!caseId || !court || !caseType) return { why: 'no-open-case' };
  const { zone, calendar } = rules.placeOf({ court, state, county });
  const on = localDay(learnedAt, zone);
  const rule = rules.absenceRule(state, on);
  if (!rule) return { why: 'state-not-configured' };
  if (!rule.categories.includes(category)) return { why: 'category-not-covered' };
  if (!rule.caseTypes.includes(caseType)) return { why: 'case-type-not-covered' };
  const hearing = rules.hearingRule(state, rule.kind, on);
  if (!hearing || !calendar) return { why: 'state-not-configured' };
  const window = lawfulWindow(hearing, { zone, calendar }, learnedAt, now);
  return {
    kind: rule.kind, countedFrom: learnedAt, day: window.earliest, ...window, noticeBy: noticeBy(window.earliest, hearing, calendar),
    settableUntil: settableUntil(window, hearing, calendar), rules: [refOf(rule), refOf(hearing)],
  };
};
