import fc from 'fast-check';
import { DateTime } from 'luxon';
import { instant } from '#kernel';
import {
  courtDayFrom, courtDaysAfter, courtDaysBefore, courtDaysBetween, courtDayUntil, dayFrom, endOfDay, firstDayAllowing, holidayOn, isCourtDay, localDay,
  plusDays, whyNoCourtDay, zoneOf, type Calendar, type Zones,
} from './index.js';

const calendar: Calendar = {
  id: 'x', jurisdiction: 'CA', name: 'X', citation: 'X', verified: { on: null, against: 'x', unverified: 'x' }, observed: { saturday: -1, sunday: 1 },
  holidays: [
    { name: 'New Year', month: 1, day: 1 }, { name: 'Presidents', month: 2, weekday: 'monday', nth: 3 }, { name: 'Leap', month: 2, day: 29, from: 2026 },
    { name: 'Fifth Friday', month: 4, weekday: 'friday', nth: 5 },
    { name: 'Memorial', month: 5, weekday: 'monday', nth: -1 }, { name: 'Juneteenth', month: 6, day: 19, from: 2022 }, { name: 'July', month: 7, day: 4 },
    { name: 'Thanksgiving', month: 11, weekday: 'thursday', nth: 4 }, { name: 'After', month: 11, weekday: 'thursday', nth: 4, plusDays: 1 },
    { name: 'Christmas', month: 12, day: 25, to: 2039 },
  ],
  closed: [{ day: '2026-03-05', name: 'Flood' }, { day: '2026-03-07', name: 'On a Saturday' }],
};
const zones: Zones = {
  CA: { zone: 'America/Los_Angeles' }, MO: { zone: 'America/Chicago' }, AZ: { zone: 'America/Phoenix' }, AK: { zone: 'America/Anchorage' },
  KY: { zone: 'America/New_York', counties: { 'America/Chicago': ['Warren'] } }, GU: { zone: 'Pacific/Guam' }, AS: { zone: 'Pacific/Pago_Pago' },
};

it('ends with the year 9999: counting beyond it is refused, not endless', () => {
  for (const beyond of [() => plusDays('9999-12-31', 1), () => courtDaysAfter('9999-12-30', 3, calendar), () => firstDayAllowing(3, '9999-12-30', calendar),
    () => courtDaysBefore('0000-01-03', 3, calendar), () => endOfDay('9999-12-31', 'UTC'), () => localDay(instant('9999-12-31T23:00:00Z'), 'Pacific/Guam')]) {
    expect(beyond).toThrow(expect.objectContaining({ code: 'day-out-of-range' }));
  }
  expect(plusDays('9999-12-30', 1)).toBe('9999-12-31');
});

describe('a court day', () => {
  it.each([
    ['2026-03-02', null], ['2026-03-05', 'Flood'], ['2026-03-07', 'saturday'], ['2026-03-08', 'sunday'], ['2026-07-03', 'July'], ['2026-07-06', null],
    ['2027-12-31', 'New Year'], ['2028-02-29', 'Leap'],
  ])('%s: %s', (day, why) => expect(whyNoCourtDay(day, calendar)).toBe(why));
  it.each([
    ['2026-03-02', 3, '2026-03-06'], ['2026-03-07', 1, '2026-03-09'], ['2026-03-04', 0, '2026-03-04'], ['2026-11-25', 1, '2026-11-30'], ['2027-12-30', 1, '2028-01-03'],
  ])('%s plus %d is %s', (day, count, then) => expect(courtDaysAfter(day, count, calendar)).toBe(then));
  it.each([
    ['2026-03-06', 5, '2026-02-26'], ['2026-03-09', 1, '2026-03-06'], ['2028-01-03', 1, '2027-12-30'], ['2026-03-08', 0, '2026-03-08'],
  ])('%s minus %d is %s', (day, count, then) => expect(courtDaysBefore(day, count, calendar)).toBe(then));
  it('counts what is done on a Saturday as done on the Monday', () => {
    expect(firstDayAllowing(5, '2026-03-07', calendar)).toBe('2026-03-16');
    expect(firstDayAllowing(5, '2026-03-09', calendar)).toBe('2026-03-16');
    expect(firstDayAllowing(0, '2026-03-07', calendar)).toBe('2026-03-09');
  });
  it.each(['2026-02-29', '2026-13-01', '2026-3-1', '', 'today', '2026-03-01T00:00:00Z'])('is never %j', text => expect(() => dayFrom(text)).toThrow('Not a day'));
  it('is a day that exists', () => expect(dayFrom('2028-02-29')).toBe('2028-02-29'));
});

describe('against a date library that the product does not use', () => {
  const FIXED = ['1-1', '7-4'];
  const NTH = ['2-1-3', '4-5-5', '11-4-4'];

  /** One year's closed days, by walking through it, not by formula. */
  const closedIn = (year: number): ReadonlySet<string> => {
    const closed = new Set(['2026-03-05', '2026-03-07']);
    const keep = (day: DateTime) => closed.add(day.plus({ days: day.weekday === 6 ? -1 : day.weekday === 7 ? 1 : 0 }).toISODate()!);
    for (let day = DateTime.utc(year, 1, 1); day.year === year; day = day.plus({ days: 1 })) {
      const date = `${day.month}-${day.day}`;
      const nth = `${day.month}-${day.weekday}-${Math.ceil(day.day / 7)}`;
      if (FIXED.includes(date) || (date === '6-19' && year >= 2022) || (date === '12-25' && year <= 2039)) keep(day);
      if (year >= 2026 && date === '2-29') keep(day);
      if (NTH.includes(nth) || (day.month === 5 && day.weekday === 1 && day.plus({ days: 7 }).month === 6)) closed.add(day.toISODate()!);
      if (nth === '11-4-4') closed.add(day.plus({ days: 1 }).toISODate()!);
    }
    return closed;
  };
  const perYear = new Map<number, ReadonlySet<string>>();
  const isClosed = (day: DateTime) => [day.year - 1, day.year, day.year + 1].some(year => {
    if (!perYear.has(year)) perYear.set(year, closedIn(year));
    return perYear.get(year)!.has(day.toISODate()!);
  });
  const sitting = new Map<number, boolean>();
  const sits = (day: DateTime) => {
    const known = sitting.get(day.toMillis()) ?? (day.weekday < 6 && !isClosed(day));
    sitting.set(day.toMillis(), known);
    return known;
  };
  const walk = (day: string, count: number, days: 1 | -1) => {
    let reached = DateTime.fromISO(day, { zone: 'utc' });
    for (let left = count; left > 0; left -= sits(reached) ? 1 : 0) reached = reached.plus({ days });
    return reached.toISODate();
  };
  const anyDay = fc.integer({ min: 0, max: 9_500 }).map(days => DateTime.utc(2020, 1, 1).plus({ days }).toISODate()!);
  // Leap days, New Year and the closures are too rare to be met by chance alone.
  const nearby = fc.tuple(fc.constantFrom('2024-02-29', '2026-02-28', '2028-02-29', '2027-12-31', '2022-01-01', '2026-03-05', '2026-11-26', '2023-11-10'), fc.integer({ min: -9, max: 9 }))
    .map(([day, days]) => DateTime.fromISO(day, { zone: 'utc' }).plus({ days }).toISODate()!);
  const day = fc.oneof(anyDay, nearby);
  const count = fc.integer({ min: 0, max: 40 });
  const holds = (property: fc.IProperty<[string, number]>) => fc.assert(property, { numRuns: 200 });

  it('a day is a court day or not', () => fc.assert(fc.property(day, at =>
    expect(isCourtDay(at, calendar)).toBe(sits(DateTime.fromISO(at, { zone: 'utc' })))), { numRuns: 2_000 }));
  it('days after', () => holds(fc.property(day, count, (from, n) => expect(courtDaysAfter(from, n, calendar)).toBe(walk(from, n, 1)))));
  it('days before', () => holds(fc.property(day, count, (from, n) => expect(courtDaysBefore(from, n, calendar)).toBe(walk(from, n, -1)))));
  it('days between are as many as were added', () => holds(fc.property(day, count, (from, n) =>
    expect(courtDaysBetween(from, courtDaysAfter(from, n, calendar), calendar)).toBe(n))));
  it('from a court day there and back is the same day', () => holds(fc.property(day, count, (from, n) => {
    const start = courtDayFrom(from, calendar);
    expect(courtDaysBefore(courtDaysAfter(start, n, calendar), n, calendar)).toBe(start);
  })));
  it('the first day that allows a notice is the first of which counting back reaches today', () => holds(fc.property(day, fc.integer({ min: 0, max: 15 }), (today, n) => {
    let first = DateTime.fromISO(today, { zone: 'utc' });
    while (!sits(first) || walk(first.toISODate()!, n, -1)! < today) first = first.plus({ days: 1 });
    expect(firstDayAllowing(n, today, calendar)).toBe(first.toISODate());
  })));
  it('the nearest court day, either way', () => fc.assert(fc.property(day, at => {
    const [from, until] = [courtDayFrom(at, calendar), courtDayUntil(at, calendar)];
    expect([from, until]).toEqual(sits(DateTime.fromISO(at, { zone: 'utc' })) ? [at, at] : [walk(at, 1, 1), walk(at, 1, -1)]);
    expect(holidayOn(calendar, from)).toBeUndefined();
  }), { numRuns: 400 }));

  const anywhere = fc.constantFrom(...['CA', 'MO', 'AZ', 'AK', 'GU', 'AS'].map(state => ({ state, county: 'x' })), { state: 'KY', county: 'Warren County' }, { state: 'KY', county: 'x' });
  const anyTime = fc.oneof(
    fc.date({ min: new Date('2015-01-01T00:00:00Z'), max: new Date('2040-12-31T00:00:00Z'), noInvalidDate: true }),
    fc.tuple(fc.constantFrom('2026-03-08', '2026-11-01', '2028-02-29'), fc.integer({ min: -86_400_000, max: 86_400_000 })).map(([at, ms]) => new Date(Date.parse(`${at}T09:00:00Z`) + ms)),
  );
  it('a deadline in court days ends with the local day, in every zone and whatever clocks do', () => fc.assert(fc.property(anyTime, fc.integer({ min: 1, max: 30 }), anywhere, (at, n, place) => {
    const zone = zoneOf(zones, place);
    const local = DateTime.fromMillis(at.getTime(), { zone });
    const last = courtDaysAfter(localDay(instant(at.getTime()), zone), n, calendar);
    expect(last).toBe(walk(local.toISODate()!, n, 1));
    expect(endOfDay(last, zone)).toBe(instant(DateTime.fromISO(last, { zone }).endOf('day').toMillis()));
    expect(plusDays(last, 1)).toBe(DateTime.fromISO(last, { zone }).plus({ days: 1 }).toISODate());
  }), { numRuns: 500 }));
});
