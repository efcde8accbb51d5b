import { instant, type Instant } from '#kernel';
import { addsNothingTwice, specFor } from '#testing';
import { dropVacating, holdHearing, noticeHearing, proposeVacating, proposeVacatingIfAhead, vacateHearing } from './course.js';
import { hearings, type HearingEvent } from './hearing.js';
import { continueHearing, scheduleHearing } from './scheduling.js';
import { at, bounds, draft, IDS, NOW, ZONE } from './spec-kit.js';

const spec = specFor(hearings);
const scheduled = scheduleHearing(draft(at('2026-03-11')), bounds())(hearings.initial, NOW) as readonly HearingEvent[]; // notice by the 4th
const later = instant('2026-03-20T09:00:00-05:00');
const told = { partyId: 'p1', withheld: null };
const notice = (servedAt: Instant, party: Parameters<typeof noticeHearing>[1] | null = told) => noticeHearing({ noticeId: 'n1', servedAt, method: 'personal' }, party ?? undefined, ZONE);
const when = (decision: ReturnType<typeof notice>, now = later) => spec.given(...scheduled).when(state => decision(state, now));

describe('a notice', () => {
  it('is in time until the end of the last day', () => {
    const servedAt = instant('2026-03-04T23:59:59.999-06:00');
    when(notice(servedAt)).then({ type: 'HearingNoticed', data: { ...IDS, noticeId: 'n1', partyId: 'p1', servedAt, method: 'personal', day: '2026-03-11' }, occurredAt: servedAt });
  });
  it('is too late a millisecond after, and is told the day', () => {
    when(notice(instant('2026-03-05T00:00:00-06:00'))).thenRejected('notice-too-late');
    expect(() => notice(instant('2026-03-05T00:00:00-06:00'))(spec.given(...scheduled).state(), later)).toThrow('2026-03-04');
  });
  it.each<[string, Instant, Parameters<typeof notice>[1], string]>([
    ['to somebody who may not be told', at('2026-03-04'), { partyId: 'p1', withheld: { since: NOW } }, 'party-may-not-be-told'],
    ['to nobody of the case', at('2026-03-04'), null, 'unknown-party'],
    ['of a day not set yet', instant('2026-03-03T08:59:59.999-06:00'), told, 'noticed-before-set'],
    ['to come', instant('2026-03-21T09:00:00-05:00'), told, 'noticed-in-the-future'],
  ])('%s is refused', (_, servedAt, party, code) => when(notice(servedAt, party)).thenRejected(code));
  it('from before telling was withheld stands', () => expect(notice(at('2026-03-04'), { partyId: 'p1', withheld: { since: at('2026-03-05') } })(spec.given(...scheduled).state(), later)).toHaveLength(1));
  it('is kept once', () => addsNothingTwice(hearings, scheduled, notice(at('2026-03-04')), later));
  it('of the earlier day says nothing of the later', () => {
    const moved = continueHearing({ startsAt: at('2026-03-24'), reason: 'good-cause', afterWindow: null, caseType: 'dependency' }, bounds())(spec.given(...scheduled).state(), at('2026-03-10'));
    spec.given(...scheduled, ...moved).when(state => notice(at('2026-03-04'))(state, later)).thenRejected('noticed-before-set');
  });
});

describe('the end of a hearing', () => {
  const held = holdHearing({ heldAt: at('2026-03-11', '10:00'), outcome: 'completed' }, ZONE);
  const vacated = vacateHearing('child-returned');
  const after = (...decisions: readonly ReturnType<typeof notice>[]) => decisions.reduce<readonly HearingEvent[]>(
    (past, decision) => [...past, ...decision(spec.given(...past).state(), later)], scheduled);

  it('is that it was held, on its day', () => {
    expect(after(held).at(-1)).toMatchObject({ type: 'HearingHeld', data: { outcome: 'completed' } });
    when(holdHearing({ heldAt: at('2026-03-13'), outcome: 'completed' }, ZONE)).thenRejected('held-on-another-day');
    when(held, at('2026-03-11')).thenRejected('held-in-the-future');
  });
  it('is that the court vacated it', () => expect(after(vacated).at(-1)).toEqual({ type: 'HearingVacated', data: { ...IDS, reason: 'child-returned', vacatedAt: later } }));
  it.each([
    ['held', [held], vacated, 'hearing-held'], ['held', [held], notice(at('2026-03-04')), 'hearing-held'], ['held', [held], proposeVacating('child-returned'), 'hearing-held'],
    ['held', [held], holdHearing({ heldAt: at('2026-03-11', '10:00'), outcome: 'child-absent' }, ZONE), 'hearing-held'],
    ['held', [held], holdHearing({ heldAt: at('2026-03-11', '10:30'), outcome: 'completed' }, ZONE), 'hearing-held'],
    ['vacated', [vacated], vacateHearing('matter-resolved'), 'hearing-vacated'], ['vacated', [vacated], held, 'hearing-vacated'], ['vacated', [vacated], notice(at('2026-03-04')), 'hearing-vacated'],
  ])('once %s is the end', (_, past, decision, code) => spec.given(...after(...past)).when(state => decision(state, later)).thenRejected(code));
  it('is once', () => [held, vacated, proposeVacating('child-returned')].forEach(decision => addsNothingTwice(hearings, scheduled, decision, later)));
  it('is nothing of what was never set', () => [held, vacated, proposeVacating('child-returned')].forEach(decision =>
    spec.given().when(state => decision(state, later)).thenRejected('unknown-hearing')));
});

describe('a proposal to vacate', () => {
  const proposed = proposeVacating('child-returned')(spec.given(...scheduled).state(), later);
  it('leaves the hearing standing', () => expect(spec.given(...scheduled, ...proposed).state()).toMatchObject({ status: 'scheduled', vacatingProposed: 'child-returned' }));
  it('is dropped when the child is missing again, or the court keeps the hearing', () => {
    spec.given(...scheduled, ...proposed).when(state => dropVacating('missing-again')(state, later)).then({ type: 'HearingVacatingDropped', data: { ...IDS, reason: 'missing-again' } });
    when(dropVacating('missing-again')).thenNothing();
    addsNothingTwice(hearings, [...scheduled, ...proposed], dropVacating('court-keeps-it'), later);
  });
  it('of a hearing that is over is none', () => {
    const over = vacateHearing('no-longer-needed')(spec.given(...scheduled).state(), later);
    spec.given(...scheduled, ...over).when(state => proposeVacatingIfAhead('child-returned')(state, later)).thenNothing();
    spec.given().when(state => proposeVacatingIfAhead('child-returned')(state, later)).thenNothing();
  });
});
