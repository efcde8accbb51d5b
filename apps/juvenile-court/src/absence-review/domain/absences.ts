import type { Decision, Instant } from '#kernel';
import {
  absenceReviews, type Absence, type AbsenceReview, type AbsenceReviewEvent, type Noted, type OverCause, type Place, type Proposal, type Review,
  type ReviewIds, type WhyNot,
} from './absence-review.js';

type Decide = Decision<AbsenceReview, AbsenceReviewEvent>;

/** What the state's rule makes of an absence, seen from now. */
export type Proposer = (absence: Noted, now: Instant) => Proposal | { readonly why: WhyNot };

export const idsOf = ({ reviewId, youthId, caseId }: ReviewIds): ReviewIds => ({ reviewId, youthId, caseId });
const notedOf = ({ episodeId, category, learnedAt }: Absence): Noted => ({ episodeId, category, learnedAt });
const stillOpen = (state: AbsenceReview): readonly Absence[] =>
  (state.status === 'none' ? [] : Object.values(state.absences).filter(({ over }) => over === null));
export const openAbsences = (state: AbsenceReview): readonly Noted[] => stillOpen(state).map(notedOf);
/** Of the absence that ended last. */
export const lastCause = (state: AbsenceReview | null): OverCause | null => {
  const ended = state?.status === 'known' ? Object.values(state.absences).filter(({ overAt }) => overAt !== null) : [];
  return ended.sort((a, b) => (a.overAt! < b.overAt! ? -1 : 1)).at(-1)?.over ?? null;
};

const withdrawn = (state: Review, cause: OverCause | 'corrected'): readonly AbsenceReviewEvent[] =>
  (state.proposal ? [{ type: 'AbsenceProposalWithdrawn', data: { ...idsOf(state), cause } }] : []);

/** What the rule asks for: counted from the first absence of a child still away that it covers and no hearing was held of. */
const owed = (state: Review, propose: Proposer, now: Instant): ReturnType<Proposer> | null => {
  const firstOnTop = stillOpen(state).filter(({ heard }) => !heard)
    .sort((a, b) => (a.learnedAt + a.episodeId < b.learnedAt + b.episodeId ? -1 : 1));
  const found = firstOnTop.map(absence => propose(notedOf(absence), now));
  return found.find(each => !('why' in each)) ?? found[0] ?? null;
};

/** A change, and with it what it makes of the proposal: each change may move the count. A hearing that is set stands. */
export const andOwed = (
  state: AbsenceReview, changes: readonly AbsenceReviewEvent[], propose: Proposer, now: Instant, cause: OverCause | 'corrected' = 'corrected',
): readonly AbsenceReviewEvent[] => {
  const after = changes.reduce<AbsenceReview>((before, change) => absenceReviews.evolve(before, change), state);
  if (after.status === 'none' || after.hearing) return changes;
  const asked = owed(after, propose, now);
  if (!asked || 'why' in asked) {
    const news = asked && asked.why !== after.why;
    return [...changes, ...withdrawn(after, cause), ...(news ? [{ type: 'AbsenceHearingNotProposed', data: { ...idsOf(after), ...asked } } as const] : [])];
  }
  if (asked.countedFrom === after.proposal?.countedFrom) return changes;
  return [...changes, { type: 'AbsenceHearingProposed', data: { ...idsOf(after), ...asked } }];
};

const absenceOf = (state: AbsenceReview, episodeId: string): Absence | undefined => (state.status === 'none' ? undefined : state.absences[episodeId]);
const notedAt = (target: ReviewIds & Place, absence: Noted): AbsenceReviewEvent => {
  const { court, state, county } = target;
  return { type: 'AbsenceNoted', data: { ...idsOf(target), court, state, county, ...absence }, occurredAt: absence.learnedAt };
};

export const noteAbsence = (target: ReviewIds & Place, absence: Noted, propose: Proposer): Decide => (state, now) =>
  (absenceOf(state, absence.episodeId)?.over === null ? [] : andOwed(state, [notedAt(target, absence)], propose, now));

/** Merged by mistake: it stands by itself again, with what came of it since. */
export const partAbsence = (target: ReviewIds & Place, parted: Absence, propose: Proposer): Decide => (state, now) => {
  const own = absenceOf(state, parted.episodeId);
  if (own && !own.merged && own.over !== 'reviewed-in-another-case') return [];
  const { episodeId, locatedAt, over, overAt: at } = parted;
  const ids = { ...idsOf(target), episodeId };
  return andOwed(state, [
    notedAt(target, notedOf(parted)),
    ...(locatedAt ? [{ type: 'AbsentChildLocated', data: { ...ids, locatedAt }, occurredAt: locatedAt } as const] : []),
    ...(over && over !== 'merged' && at ? [{ type: 'AbsenceOver', data: { ...ids, cause: over, at }, occurredAt: at } as const] : []),
  ], propose, now);
};

/** Still told of: while it is not over, or is led on in another. */
const goesOn = (state: AbsenceReview, episodeId: string): Absence | undefined => {
  const absence = absenceOf(state, episodeId);
  return absence && (absence.over === null || absence.over === 'merged') ? absence : undefined;
};

/** What was learnt of an absence proved otherwise. */
export const restateAbsence = ({ place, ...absence }: Noted & { readonly place?: Place }, propose: Proposer): Decide => (state, now) => {
  const before = goesOn(state, absence.episodeId);
  if (state.status === 'none' || !before) return [];
  const moved = place && !state.caseId && (place.court !== state.court || place.county !== state.county || place.state !== state.state) ? { place } : {};
  if (absence.learnedAt === before.learnedAt && absence.category === before.category && !moved.place) return [];
  const said: AbsenceReviewEvent = { type: 'AbsenceRestated', data: { ...idsOf(state), ...absence, ...moved }, occurredAt: absence.learnedAt };
  return andOwed(state, [said], propose, now);
};

/** A court was named for the county: it sees the absences that waited there for one. */
export const placeAbsences = (episodeIds: readonly string[], place: Place): Decide => state => {
  if (state.status === 'none' || state.caseId || state.court || state.county !== place.county) return [];
  return openAbsences(state).filter(({ episodeId }) => episodeIds.includes(episodeId))
    .map(absence => ({ type: 'AbsenceRestated', data: { ...idsOf(state), ...absence, place }, occurredAt: absence.learnedAt }));
};

type Ended = { readonly episodeId: string; readonly cause: OverCause; readonly at: Instant };

/** The proposal goes with the last absence, and is counted anew from the first that is left; a hearing that is set is the court's to vacate. */
export const endAbsence = ({ episodeId, cause, at }: Ended, propose: Proposer): Decide => (state, now) => {
  const absence = goesOn(state, episodeId);
  if (state.status === 'none' || !absence || absence.over === cause) return [];
  return andOwed(state, [{ type: 'AbsenceOver', data: { ...idsOf(state), episodeId, cause, at }, occurredAt: at }], propose, now, cause);
};

/** Located is not returned: it ends the review only where the state's rule says so. */
export const locateChild = (
  { episodeId, locatedAt, ends }: { episodeId: string; locatedAt: Instant; ends: boolean }, propose: Proposer,
): Decide => (state, now) => {
  if (ends) return endAbsence({ episodeId, cause: 'located', at: locatedAt }, propose)(state, now);
  const absence = goesOn(state, episodeId);
  if (state.status === 'none' || !absence || absence.locatedAt) return [];
  return [{ type: 'AbsentChildLocated', data: { ...idsOf(state), episodeId, locatedAt }, occurredAt: locatedAt }];
};

/** The review goes on in another case: here it is over. */
export const handOver = (at: Instant): Decide => state => {
  const cause = 'reviewed-in-another-case';
  const open = openAbsences(state);
  if (state.status === 'none' || open.length === 0) return [];
  return [
    ...open.map(({ episodeId }): AbsenceReviewEvent => ({ type: 'AbsenceOver', data: { ...idsOf(state), episodeId, cause, at }, occurredAt: at })),
    ...withdrawn(state, cause),
  ];
};
