import { localDay } from '#calendar';
import type { Instant } from '#kernel';
import { lawfulWindow, settableUntil } from '../hearing/index.js';
import type { RuleBook } from '../rules/index.js';
import type { AbsenceReviewRow } from './absence-review.rows.js';

type Proposed = Pick<AbsenceReviewRow, 'proposal' | 'court' | 'state' | 'county'>;

/** The dates as they are lawful now: those of the proposal were, when it was made. */
export const nextLawful = (rules: RuleBook, { proposal, court, state, county }: Proposed, now: Instant) => {
  if (!proposal) return null;
  const { zone, calendar } = rules.placeOf({ court, state, county });
  const rule = rules.hearingRule(state, proposal.kind, localDay(proposal.countedFrom, zone));
  if (!rule || !calendar) return null;
  const window = lawfulWindow(rule, { zone, calendar }, proposal.countedFrom, now);
  return { ...window, settableUntil: settableUntil(window, rule, calendar) };
};
