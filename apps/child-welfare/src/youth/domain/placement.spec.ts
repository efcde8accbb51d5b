import type { Setting } from '#contracts';
import { instant, plusHours, plusMilliseconds } from '#kernel';
import { addsNothingTwice, specFor } from '#testing';
import { changePlacement, type PlacementChange } from './placement.js';
import { countyAt, known, youths, type Youth, type YouthEvent } from './youth.js';

const { given } = specFor<Youth, YouthEvent>(youths);
const youthId = '7c8f0f3e-6a8e-4b5e-9d7b-0a4b1c2d3e4f';
const place = { agency: 'US-MO', state: 'MO', county: 'MO county 5' } as const;
const since = instant('2026-02-01T12:00:00-06:00');
const earlier = plusHours(since, -240);
const now = plusHours(since, 24);
const change: PlacementChange = { setting: 'placed-at-home', fosterHomeTypes: [], since, county: 'MO county 6', coverage: 'supervised-at-home' };

const registered: YouthEvent = { type: 'YouthRegistered', data: { youthId, ...place, coverage: 'placed' } };
const placed = (setting: Setting, at = since, county: string | null = 'MO county 6'): YouthEvent =>
  ({ type: 'PlacementChanged', data: { youthId, agency: 'US-MO', setting, fosterHomeTypes: [], since: at, county }, occurredAt: at });
const covered: YouthEvent = { type: 'YouthCoverageChanged', data: { youthId, coverage: 'supervised-at-home', from: since }, occurredAt: since };
const where = (...past: readonly YouthEvent[]) => known(given(registered, ...past).state());

describe('a placement', () => {
  it('changes together with why the agency answers', () => given(registered).when(youth => changePlacement(change)(youth, now)).then(placed('placed-at-home'), covered));
  it('changes alone', () =>
    given(registered).when(youth => changePlacement({ ...change, county: null, coverage: 'placed' })(youth, now)).then(placed('placed-at-home', since, null)));
  it('that did not change leaves the basis to change', () =>
    given(registered, placed('placed-at-home')).when(youth => changePlacement(change)(youth, now)).then(covered));
  it('is put right by a later word for the same moment', () =>
    given(registered, placed('placed-at-home')).when(youth => changePlacement({ ...change, setting: 'group-home-shelter-care', county: null, coverage: 'placed' })(youth, now)).then(placed('group-home-shelter-care')));
  it('in a foster family home has types, in AFCARS\' order', () => {
    const home = { ...change, setting: 'foster-family-home', fosterHomeTypes: ['kin', 'licensed'], coverage: 'placed' } as const;
    given(registered).when(youth => changePlacement(home)(youth, now)).then(
      { type: 'PlacementChanged', data: { youthId, agency: 'US-MO', setting: home.setting, fosterHomeTypes: ['licensed', 'kin'], since, county: 'MO county 6' }, occurredAt: since });
    given(registered).when(youth => changePlacement({ ...home, setting: 'placed-at-home' })(youth, now)).thenRejected('types-without-foster-home');
  });
  it('lies in the past, or now', () => {
    given(registered).when(youth => changePlacement({ ...change, coverage: 'placed' })(youth, since)).then(placed('placed-at-home'));
    given(registered).when(youth => changePlacement(change)(youth, plusMilliseconds(since, -1))).thenRejected('placed-in-the-future');
  });
  it('is of a youth that is known', () => given().when(youth => changePlacement(change)(youth, now)).thenRejected('unknown-youth'));
  it('twice adds nothing', () => addsNothingTwice(youths, [registered], changePlacement(change), now));
});

describe('the county office', () => {
  it('is that of the placement then', () => {
    const youth = where(placed('placed-at-home'));
    expect(countyAt(youth, plusMilliseconds(since, -1))).toBe('MO county 5');
    expect(countyAt(youth, since)).toBe('MO county 6');
    expect(youth.place.county).toBe('MO county 6');
  });
  it('stays where a placement does not name one', () => expect(where(placed('placed-at-home'), placed('group-home-shelter-care', now, null)).place.county).toBe('MO county 6'));
  it('is not changed by an earlier placement entered late', () =>
    expect(where(placed('placed-at-home'), placed('group-home-shelter-care', earlier, 'MO county 9')).place.county).toBe('MO county 6'));
});
