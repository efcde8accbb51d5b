import { instant, type DomainError } from '#kernel';
import { addsNothingTwice, specFor } from '#testing';
import { hearings, type HearingEvent } from './hearing.js';
import { continueHearing, scheduleHearing, type Draft } from './scheduling.js';
import type { Bounds } from './sitting.js';
import { at, bounds, DOCKET, draft, IDS, LEARNED, NOW, RULE, ZONE } from './spec-kit.js';

const spec = specFor(hearings);
const schedule = (day: string, over: Partial<Draft> = {}, within: Bounds = bounds(), now = NOW) =>
  scheduleHearing(draft(at(day), over), within)(hearings.initial, now);
const refusal = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    const { code, details } = error as DomainError;
    return { code, details };
  }
  return { code: 'accepted', details: {} };
};
const rule = { id: 'EX-1', pack: 'example', example: true, citation: 'none', verifiedOn: null };

describe('a hearing', () => {
  it('is set within its window, and knows its rule and the last day of notice', () =>
    expect(schedule('2026-03-11')).toEqual([{
      type: 'HearingScheduled',
      data: expect.objectContaining({
        ...IDS, day: '2026-03-11', setAt: NOW, window: { earliest: '2026-03-10', latest: '2026-03-17' }, noticeBy: '2026-03-04', rule, unchecked: [], afterWindow: null,
      }),
      occurredAt: NOW,
    }]));
  it.each(['2026-03-10', '2026-03-17'])('may be held on the first and on the last day: %s', day => expect(schedule(day)).toHaveLength(1));
  it.each(['2026-03-09', '2026-03-18'])('may not be held outside: %s', day => expect(refusal(() => schedule(day))).toEqual({
    code: 'hearing-outside-window', details: { earliest: '2026-03-10', latest: '2026-03-17', late: false, rule },
  }));
  it('counts the day where the court is', () => {
    expect(schedule('2026-03-17', { startsAt: instant('2026-03-18T04:30:00Z') })).toHaveLength(1); // half past eleven at night in Chicago
    expect(refusal(() => schedule('2026-03-18', { startsAt: instant('2026-03-18T05:30:00Z') })).code).toBe('hearing-outside-window');
  });
  it.each([
    ['2026-03-12', 'Flood'], ['2026-03-14', 'saturday'],
  ])('is on no day without court: %s', (day, why) => expect(refusal(() => schedule(day))).toEqual({ code: 'not-a-court-day', details: { day, why } }));
  it('is set when the court sets it, however late that is entered, and its window is seen from then', () => {
    const setAt = at('2026-03-03');
    expect(refusal(() => schedule('2026-03-10', {}, bounds(), at('2026-03-04'))).code).toBe('hearing-outside-window');
    expect(schedule('2026-03-10', { setAt }, bounds(), at('2026-03-04'))).toEqual([
      { type: 'HearingScheduled', data: expect.objectContaining({ setAt, window: { earliest: '2026-03-10', latest: '2026-03-17' } }), occurredAt: setAt },
    ]);
    expect(refusal(() => schedule('2026-03-11', { setAt: at('2026-03-05') })).code).toBe('set-in-the-future');
    expect(refusal(() => schedule('2026-03-11', { setAt: at('2026-03-02') })).code).toBe('counted-from-in-the-future');
  });
  it('is not in the past', () => expect(refusal(() => schedule('2026-03-03', { startsAt: NOW })).code).toBe('hearing-in-the-past'));
  it('needs to know what its rule counts from', () => expect(refusal(() => schedule('2026-03-11', { countedFrom: null })).code).toBe('counted-from-missing'));
  it('counts from nothing that has not happened', () =>
    expect(refusal(() => schedule('2026-03-11', { countedFrom: at('2026-03-04') })).code).toBe('counted-from-in-the-future'));

  const weeksLater = instant('2026-03-16T09:00:00-05:00');
  it('whose window has closed is held at once, with a reason', () => {
    expect(refusal(() => schedule('2026-03-23', {}, bounds(), weeksLater))).toEqual({
      code: 'hearing-outside-window', details: { earliest: '2026-03-23', latest: '2026-03-17', late: true, rule },
    });
    expect(schedule('2026-03-23', { afterWindow: 'learned-late' }, bounds(), weeksLater)).toEqual([{ type: 'HearingScheduled', data: expect.objectContaining({ afterWindow: 'learned-late' }), occurredAt: weeksLater }]);
    expect(refusal(() => schedule('2026-03-20', { afterWindow: 'learned-late' }, bounds(), weeksLater)).code).toBe('hearing-outside-window');
  });
  it('whose window is open needs no such reason', () => expect(refusal(() => schedule('2026-03-11', { afterWindow: 'learned-late' })).code).toBe('window-still-open'));

  it('in a state without a rule is set, and says what nobody checked', () => {
    expect(schedule('2026-06-01', {}, bounds({ rule: null }))[0]!.data).toMatchObject({ window: null, noticeBy: null, rule: null, unchecked: ['window', 'notice'] });
    expect(schedule('2026-03-14', {}, bounds({ rule: null, place: { zone: ZONE, calendar: null } }))[0]!.data).toMatchObject({ unchecked: ['court-days', 'window', 'notice'] });
  });
  it('is set once', () => addsNothingTwice(hearings, [], scheduleHearing(draft(at('2026-03-11')), bounds()), NOW));
});

describe('a specialised docket', () => {
  const docket = { docket: 'trafficking', criteria: ['identified-victim' as const] };
  const within = bounds({ docket: DOCKET });
  it('takes a case by its criteria on a day it sits', () => expect(schedule('2026-03-17', { docket }, within)[0]!.data).toMatchObject({ docket }));
  it.each<[string, Partial<Draft>, Bounds, string, object]>([
    ['nobody named', { docket }, bounds(), 'unknown-docket', {}],
    ['for other criteria', { docket: { ...docket, criteria: ['at-risk'] } }, within, 'docket-criteria-not-met', { criteria: ['identified-victim'] }],
    ['for another hearing', { docket, kind: 'motion' }, within, 'docket-takes-no-such-hearing', { kinds: ['absence-review'] }],
    ['for another case', { docket, caseType: 'delinquency' }, within, 'docket-takes-no-such-case', { caseTypes: ['dependency'] }],
    ['on another day', { docket, startsAt: at('2026-03-11') }, within, 'not-a-docket-day', { next: '2026-03-17' }],
  ])('does not take a case %s', (_, over, limits, code, details) => expect(refusal(() => schedule('2026-03-17', over, limits))).toEqual({ code, details }));
});

describe('a hearing that is put off', () => {
  const scheduled = schedule('2026-03-17') as readonly HearingEvent[];
  const put = (day: string, over: object = {}, within = bounds(), now = NOW) => (state: ReturnType<typeof hearings.evolve>) =>
    continueHearing({ startsAt: at(day), reason: 'good-cause', afterWindow: null, caseType: 'dependency', ...over }, within)(state, now);

  it('is counted from the day it was set for, and noticed anew', () => {
    const [event] = put('2026-03-31')(spec.given(...scheduled).state());
    expect(event!.data).toMatchObject({ from: '2026-03-17', day: '2026-03-31', reason: 'good-cause', window: { earliest: '2026-03-10', latest: '2026-03-31' }, noticeBy: '2026-03-24' });
  });
  it('goes no further', () => spec.given(...scheduled).when(put('2026-04-01')).thenRejected('hearing-outside-window'));
  it('is put off when the court says so, after it was set', () => {
    const setAt = at('2026-03-04');
    expect(put('2026-03-31', { setAt }, bounds(), at('2026-03-05'))(spec.given(...scheduled).state())[0]).toMatchObject({ data: { setAt }, occurredAt: setAt });
    spec.given(...scheduled).when(put('2026-03-31', { setAt: at('2026-03-02') })).thenRejected('continued-before-set');
  });
  it('leaves time for notice', () => spec.given(...scheduled).when(put('2026-03-18', {}, bounds(), at('2026-03-16'))).thenRejected('hearing-outside-window'));
  it('is put off for a reason the rule permits', () =>
    spec.given(...scheduled).when(put('2026-03-31', { reason: 'agreed-by-parties' })).thenRejected('continuance-reason-not-permitted'));
  it('stays in the first window where the rule says nothing of continuances', () => {
    const { continuance: _, ...plain } = RULE;
    spec.given(...scheduled).when(put('2026-03-18', {}, bounds({ rule: plain }))).thenRejected('hearing-outside-window');
  });
  it('is set anew once', () => addsNothingTwice(hearings, scheduled, (state, now) => put('2026-03-31', {}, bounds(), now)(state), NOW));
  it('is unknown before it is set', () => spec.given().when(put('2026-03-31')).thenRejected('unknown-hearing'));
  it('counts from what it was first counted from', () => expect(spec.given(...scheduled).state()).toMatchObject({ countedFrom: LEARNED }));
});
