import { instant } from '#kernel';
import { addsNothingTwice, specFor } from '#testing';
import { absenceReviews, type AbsenceReviewEvent, type Noted, type Proposal, type Review } from './absence-review.js';
import { endAbsence, handOver, locateChild, noteAbsence, partAbsence, restateAbsence, type Proposer } from './absences.js';
import { hearingMoved, hearingOver, hearingSet, prepareNotices, proposalOf, signNotice } from './hearing-of-review.js';

const spec = specFor(absenceReviews);
const IDS = { reviewId: 'r1', youthId: 'y1', caseId: 'c1' };
const target = { ...IDS, court: 'MO-circuit-5', state: 'MO', county: 'MO county 5' };
const [LEARNED, NOW, LATER] = ['2026-03-01T23:00:00Z', '2026-03-02T15:00:00Z', '2026-03-04T15:00:00Z'].map(instant) as [Noted['learnedAt'], Noted['learnedAt'], Noted['learnedAt']];
const absence: Noted = { episodeId: 'e1', category: 'left-without-permission', learnedAt: LEARNED };
const proposal: Proposal = {
  kind: 'absence-review', countedFrom: LEARNED, day: '2026-03-09', earliest: '2026-03-09', latest: '2026-03-16', late: false, noticeBy: '2026-03-02', settableUntil: '2026-03-06', rules: [],
};
const propose: Proposer = ({ learnedAt }) => ({ ...proposal, countedFrom: learnedAt });
const noRule: Proposer = () => ({ why: 'state-not-configured' });
const party = { partyId: 'p1', role: 'parent' };

const after = (...decisions: readonly ReturnType<typeof noteAbsence>[]) => decisions.reduce<readonly AbsenceReviewEvent[]>(
  (past, decision) => [...past, ...decision(spec.given(...past).state(), NOW)], []);
const noted = after(noteAbsence(target, absence, propose));
const set = after(noteAbsence(target, absence, propose), hearingSet({ hearingId: 'h1', day: '2026-03-11' }), prepareNotices([party]));
const when = (past: readonly AbsenceReviewEvent[], decision: ReturnType<typeof noteAbsence>, now = NOW) =>
  spec.given(...past).when(state => decision(state, now));

describe('an absence', () => {
  it('is noted and its hearing proposed', () => expect(noted).toEqual([
    { type: 'AbsenceNoted', data: { ...target, ...absence }, occurredAt: LEARNED }, { type: 'AbsenceHearingProposed', data: { ...IDS, ...proposal } },
  ]));
  it('is noted without a proposal where no rule says so', () => when([], noteAbsence(target, absence, noRule)).then(
    { type: 'AbsenceNoted', data: { ...target, ...absence }, occurredAt: LEARNED }, { type: 'AbsenceHearingNotProposed', data: { ...IDS, why: 'state-not-configured' } }));
  it('told twice is one', () => addsNothingTwice(absenceReviews, [], noteAbsence(target, absence, propose), NOW));
  it('that was learned of later changes nothing of what is proposed or set', () => {
    const second = noteAbsence(target, { ...absence, episodeId: 'e2' }, propose);
    for (const past of [noted, set]) expect(second(spec.given(...past).state(), NOW).map(({ type }) => type)).toEqual(['AbsenceNoted']);
  });
  it('that proved otherwise is counted anew', () => {
    when(noted, restateAbsence({ ...absence, learnedAt: NOW }, propose)).then(
      { type: 'AbsenceRestated', data: { ...IDS, ...absence, learnedAt: NOW }, occurredAt: NOW }, { type: 'AbsenceHearingProposed', data: { ...IDS, ...proposal, countedFrom: NOW } });
    expect(restateAbsence({ ...absence, category: 'absent-whereabouts-known' }, noRule)(spec.given(...noted).state(), NOW).map(({ type }) => type))
      .toEqual(['AbsenceRestated', 'AbsenceProposalWithdrawn', 'AbsenceHearingNotProposed']);
    expect(restateAbsence({ ...absence, learnedAt: NOW }, propose)(spec.given(...set).state(), NOW)).toHaveLength(1); // its hearing stands
    when(noted, restateAbsence({ ...absence, episodeId: 'other', learnedAt: NOW }, propose)).thenNothing();
    when(noted, restateAbsence(absence, propose)).thenNothing();
    when([], restateAbsence(absence, propose)).thenNothing();
    addsNothingTwice(absenceReviews, noted, restateAbsence({ ...absence, learnedAt: NOW }, propose), NOW);
  });
});

it('without a case belongs to the county that child welfare says now', () => {
  const caseless = { ...target, caseId: null };
  const past = noteAbsence(caseless, absence, () => ({ why: 'no-open-case' }))(absenceReviews.initial, NOW);
  const place = { court: 'MO-circuit-7', state: 'MO', county: 'MO county 7' };
  const moved = restateAbsence({ ...absence, place }, () => ({ why: 'no-open-case' }));
  expect(spec.given(...past, ...moved(spec.given(...past).state(), NOW)).state()).toMatchObject(place);
  addsNothingTwice(absenceReviews, past, moved, NOW);
  when(noted, restateAbsence({ ...absence, place }, propose)).thenNothing(); // a case's absence stays with the case
});

describe('of two absences the first counts', () => {
  const EARLIER = instant('2026-02-27T15:00:00Z');
  const byCategory: Proposer = (each, now) => (each.category === 'absent-whereabouts-known' ? { why: 'category-not-covered' } : propose(each, now));
  const other = (learnedAt: Noted['learnedAt'], over: Partial<Noted> = {}): Noted => ({ ...absence, episodeId: 'e2', learnedAt, ...over });
  const countedFrom = (learnedAt: Noted['learnedAt']): AbsenceReviewEvent => ({ type: 'AbsenceHearingProposed', data: { ...IDS, ...proposal, countedFrom: learnedAt } });
  const both = after(noteAbsence(target, absence, byCategory), noteAbsence(target, other(NOW), byCategory));
  const decide = (past: readonly AbsenceReviewEvent[], decision: ReturnType<typeof noteAbsence>) => decision(spec.given(...past).state(), NOW);

  it('also when it is entered last', () => expect(decide(noted, noteAbsence(target, other(EARLIER), byCategory)).at(-1)).toEqual(countedFrom(EARLIER)));
  it('until it is over: then the other does', () => {
    const error = endAbsence({ episodeId: 'e1', cause: 'recorded-in-error', at: LATER }, byCategory);
    expect(decide(both, error)).toEqual([{ type: 'AbsenceOver', data: { ...IDS, episodeId: 'e1', cause: 'recorded-in-error', at: LATER }, occurredAt: LATER }, countedFrom(NOW)]);
    addsNothingTwice(absenceReviews, both, error, NOW);
  });
  it('whatever is corrected of the other', () => {
    for (const corrected of [other(NOW, { category: 'absent-whereabouts-known' }), other(LATER)]) {
      expect(decide(both, restateAbsence(corrected, byCategory)).map(({ type }) => type)).toEqual(['AbsenceRestated']);
    }
    expect(decide(both, restateAbsence(other(EARLIER), byCategory)).at(-1)).toEqual(countedFrom(EARLIER));
  });
  it('if the rule covers it', () => {
    const uncovered = restateAbsence({ ...absence, category: 'absent-whereabouts-known' }, byCategory);
    expect(decide(both, uncovered).at(-1)).toEqual(countedFrom(NOW));
    expect(decide([...both, ...decide(both, uncovered)], endAbsence({ episodeId: 'e2', cause: 'returned', at: LATER }, byCategory)).map(({ type }) => type))
      .toEqual(['AbsenceOver', 'AbsenceProposalWithdrawn', 'AbsenceHearingNotProposed']);
  });
  it('once: a hearing that was held is owed no more', () => {
    const held = [...set, ...decide(set, hearingOver({ hearingId: 'h1', outcome: 'held' }, byCategory))];
    expect(decide(held, noteAbsence(target, other(LATER), byCategory)).at(-1)).toEqual(countedFrom(LATER));
    expect(decide(held, restateAbsence({ ...absence, learnedAt: EARLIER }, byCategory)).map(({ type }) => type)).toEqual(['AbsenceRestated']);
    expect(decide(held, restateAbsence({ ...absence, learnedAt: LATER }, byCategory)).at(-1)).toEqual(countedFrom(LATER)); // whereabouts lost since
  });
});

describe('a return', () => {
  const back = endAbsence({ episodeId: 'e1', cause: 'returned', at: LATER }, propose);
  const over = { type: 'AbsenceOver', data: { ...IDS, episodeId: 'e1', cause: 'returned', at: LATER }, occurredAt: LATER } as const;
  it('withdraws what was only proposed', () => when(noted, back).then(over, { type: 'AbsenceProposalWithdrawn', data: { ...IDS, cause: 'returned' } }));
  it('leaves a hearing that is set to the court', () => when(set, back).then(over));
  it('from one of two absences leaves the proposal', () => when([...noted, ...after(noteAbsence(target, { ...absence, episodeId: 'e2' }, propose)).slice(0, 1)], back).then(over));
  it('of a child not missing is nothing', () => {
    when([], back).thenNothing();
    addsNothingTwice(absenceReviews, noted, back, LATER);
  });
  it('and missing again proposes again', () => {
    const again = noteAbsence(target, { ...absence, episodeId: 'e2', learnedAt: LATER }, propose);
    expect(again(spec.given(...after(noteAbsence(target, absence, propose), back)).state(), LATER).map(({ type }) => type)).toEqual(['AbsenceNoted', 'AbsenceHearingProposed']);
  });
  it('is not being located, but where the rule says so', () => {
    const located = (ends: boolean) => locateChild({ episodeId: 'e1', locatedAt: LATER, ends }, propose);
    when(noted, located(false)).then({ type: 'AbsentChildLocated', data: { ...IDS, episodeId: 'e1', locatedAt: LATER }, occurredAt: LATER });
    expect(located(true)(spec.given(...noted).state(), NOW).map(({ type }) => type)).toEqual(['AbsenceOver', 'AbsenceProposalWithdrawn']);
    [true, false].forEach(ends => addsNothingTwice(absenceReviews, noted, located(ends), NOW));
    when([], located(false)).thenNothing();
  });
  it('is not being reviewed in another case', () => {
    expect(handOver(LATER)(spec.given(...noted).state(), NOW).map(({ type }) => type)).toEqual(['AbsenceOver', 'AbsenceProposalWithdrawn']);
    addsNothingTwice(absenceReviews, noted, handOver(LATER), NOW);
    when([], handOver(LATER)).thenNothing();
  });
});

describe('two that were taken for one', () => {
  const twin: Noted = { ...absence, episodeId: 'e2', learnedAt: NOW };
  const merged = after(noteAbsence(target, absence, propose), noteAbsence(target, twin, propose), endAbsence({ episodeId: 'e2', cause: 'merged', at: NOW }, propose));
  const of = (past: readonly AbsenceReviewEvent[]) => (spec.given(...past).state() as Review).absences.e2!;
  const part = (past: readonly AbsenceReviewEvent[]) => partAbsence(target, of(past), propose);
  it('are two again, the parted one as it has proved since', () => {
    when(merged, part(merged)).then({ type: 'AbsenceNoted', data: { ...target, ...twin }, occurredAt: NOW });
    const since = [
      ...merged, ...restateAbsence({ ...twin, learnedAt: LATER }, propose)(spec.given(...merged).state(), LATER),
    ];
    when(since, part(since)).then({ type: 'AbsenceNoted', data: { ...target, ...twin, learnedAt: LATER }, occurredAt: LATER });
    addsNothingTwice(absenceReviews, merged, part(merged), NOW);
  });
  it('are two again, the parted one as it ended', () => {
    const ended = [locateChild({ episodeId: 'e2', locatedAt: NOW, ends: false }, propose), endAbsence({ episodeId: 'e2', cause: 'returned', at: LATER }, propose)]
      .reduce((past, decision) => [...past, ...decision(spec.given(...past).state(), LATER)], merged);
    const parted = part(ended)(spec.given(...ended).state(), LATER);
    expect(parted.map(({ type }) => type)).toEqual(['AbsenceNoted', 'AbsentChildLocated', 'AbsenceOver']);
    expect(of([...ended, ...parted])).toMatchObject({ locatedAt: NOW, over: 'returned', overAt: LATER, merged: false });
    addsNothingTwice(absenceReviews, ended, part(ended), LATER);
  });
});

describe('the hearing of an absence', () => {
  const vacated = hearingOver({ hearingId: 'h1', outcome: 'vacated' }, propose);
  it('is set from a proposal, once', () => {
    expect(proposalOf(spec.given(...noted).state())).toEqual({ proposal, caseId: 'c1' });
    spec.given(...set).when(state => [proposalOf(state)] as never).thenRejected('hearing-already-set');
    spec.given(...after(noteAbsence(target, absence, noRule))).when(state => [proposalOf(state)] as never).thenRejected('no-hearing-proposed');
    spec.given().when(state => [proposalOf(state)] as never).thenRejected('unknown-absence-review');
    addsNothingTwice(absenceReviews, noted, hearingSet({ hearingId: 'h1', day: '2026-03-11' }), NOW);
  });
  it('moves only when it is this one', () => {
    when(set, hearingMoved({ hearingId: 'h1', day: '2026-03-12' })).then({ type: 'AbsenceHearingSet', data: { ...IDS, hearingId: 'h1', day: '2026-03-12' } });
    when(set, hearingMoved({ hearingId: 'h2', day: '2026-03-12' })).thenNothing();
  });
  it('is owed again when it is vacated while the child is away', () => {
    expect(vacated(spec.given(...set).state(), NOW).map(({ type }) => type)).toEqual(['AbsenceHearingOver', 'AbsenceHearingProposed']);
    const back = endAbsence({ episodeId: 'e1', cause: 'returned', at: LATER }, propose)(spec.given(...set).state(), NOW);
    expect(vacated(spec.given(...set, ...back).state(), NOW)).toHaveLength(1);
    expect(hearingOver({ hearingId: 'h1', outcome: 'held' }, propose)(spec.given(...set).state(), NOW)).toHaveLength(1);
    addsNothingTwice(absenceReviews, set, vacated, NOW);
  });
});

describe('a notice', () => {
  it('is made ready for the day proposed, and anew for the day set and for other parties', () => {
    when(noted, prepareNotices([party])).then({ type: 'AbsenceNoticesPrepared', data: { ...IDS, day: '2026-03-09', notices: [party] } });
    addsNothingTwice(absenceReviews, noted, prepareNotices([party]), NOW);
    when(set, prepareNotices([])).then({ type: 'AbsenceNoticesPrepared', data: { ...IDS, day: '2026-03-11', notices: [] } });
    when(after(noteAbsence(target, absence, noRule)), prepareNotices([party])).thenNothing();
  });
  it('is signed once the day is set, for a party who may be told', () => {
    when(set, signNotice('p1', null)).then({ type: 'AbsenceNoticeSigned', data: { ...IDS, partyId: 'p1', day: '2026-03-11', signedAt: NOW } });
    when(noted, signNotice('p1', null)).thenRejected('hearing-not-set');
    when(set, signNotice('p1', { since: NOW })).thenRejected('party-may-not-be-told');
    when(set, signNotice('p2', null)).thenRejected('unknown-notice');
    addsNothingTwice(absenceReviews, set, signNotice('p1', null), NOW);
  });
  it('that was signed for another day is to be signed again', () => {
    const signed = [...set, ...signNotice('p1', null)(spec.given(...set).state(), NOW)];
    const moved = [...signed, ...hearingMoved({ hearingId: 'h1', day: '2026-03-12' })(spec.given(...signed).state(), NOW)];
    when(moved, signNotice('p1', null)).thenRejected('unknown-notice');
    expect(spec.given(...moved, ...prepareNotices([party])(spec.given(...moved).state(), NOW)).state()).toMatchObject({ notices: { day: '2026-03-12', signed: [] } });
  });
});
