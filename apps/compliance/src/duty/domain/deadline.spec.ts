import { join } from 'node:path';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { instant, plusMilliseconds, type Instant } from '#kernel';
import { loadRuleSet } from '../../rules/index.js';
import { endOfDay, holidayOn, localDay, zoneOf, type Calendar } from '#calendar';
import { countDays, deadlineOf } from './deadline.js';
import type { Limit } from './rule.js';

const { calendars, zones } = loadRuleSet(join(import.meta.dirname, '..', '..', '..', 'rules'));
const [californian, federal] = calendars as [Calendar, Calendar];

const within = (limit: Limit, calendar: Calendar | null = null) => ({ id: 'X', limit, reckoning: { zones, calendar } });
const GEORGIA = { state: 'GA', county: 'GA county 5' };
const due = (limit: Limit, start: string, place = GEORGIA, calendar: Calendar | null = federal) => deadlineOf(within(limit, calendar), instant(start), place);

describe('a limit in elapsed hours', () => {
  it.each([
    ['runs on through a weekend', 24, '2026-03-06T17:00:00-05:00', '2026-03-07T17:00:00-05:00'],
    ['is as long when clocks go forward', 24, '2026-03-07T17:00:00-05:00', '2026-03-08T18:00:00-04:00'],
    ['is as long when clocks go back', 12, '2026-10-31T20:00:00-04:00', '2026-11-01T07:00:00-05:00'],
    ['runs over the leap day', 2, '2028-02-28T23:30:00-05:00', '2028-02-29T01:30:00-05:00'],
  ])('%s', (_, elapsedHours, start, deadline) => expect(due({ elapsedHours }, start)).toBe(instant(deadline)));
});

describe('a limit in days', () => {
  const lastMomentOf = (midnight: string) => plusMilliseconds(instant(midnight), -1);

  it.each<[string, Limit, string, string]>([
    ['does not count the day of the start', { calendarDays: 1 }, '2026-03-02T00:00:00-05:00', '2026-03-04T00:00:00-05:00'],
    ['is as long however late on that day it starts', { calendarDays: 1 }, '2026-03-02T23:59:59.999-05:00', '2026-03-04T00:00:00-05:00'],
    ['ends at local midnight after clocks went forward', { calendarDays: 30 }, '2026-02-20T10:00:00-05:00', '2026-03-23T00:00:00-04:00'],
    ['ends on a weekend if its calendar days do', { calendarDays: 2 }, '2026-03-05T10:00:00-05:00', '2026-03-08T00:00:00-05:00'],
    ['has an end on the day when clocks go forward', { calendarDays: 1 }, '2026-03-07T10:00:00-05:00', '2026-03-09T00:00:00-04:00'],
    ['has an end on the day when clocks go back', { calendarDays: 1 }, '2026-10-31T10:00:00-04:00', '2026-11-02T00:00:00-05:00'],
    ['counts the leap day', { calendarDays: 2 }, '2028-02-28T10:00:00-05:00', '2028-03-02T00:00:00-05:00'],
    ['skips the weekend in business days', { businessDays: 2 }, '2026-03-05T10:00:00-05:00', '2026-03-10T00:00:00-04:00'],
    ['counts from Monday what starts on a Saturday', { businessDays: 1 }, '2026-03-07T10:00:00-05:00', '2026-03-10T00:00:00-04:00'],
    ['skips Thanksgiving', { businessDays: 2 }, '2026-11-25T10:00:00-05:00', '2026-12-01T00:00:00-05:00'],
    ['skips a holiday kept on the Friday before', { businessDays: 1 }, '2026-07-02T10:00:00-04:00', '2026-07-07T00:00:00-04:00'],
    ['skips New Year kept in the old year', { businessDays: 1 }, '2027-12-30T10:00:00-05:00', '2028-01-04T00:00:00-05:00'],
  ])('%s', (_, limit, start, midnight) => expect(due(limit, start)).toBe(lastMomentOf(midnight)));

  it('is counted where the county is, also within one state', () => {
    const from = '2026-03-02T23:30:00-06:00'; // in eastern Kentucky already the third
    expect(due({ calendarDays: 1 }, from, { state: 'KY', county: 'Christian County' })).toBe(lastMomentOf('2026-03-04T00:00:00-06:00'));
    expect(due({ calendarDays: 1 }, from, { state: 'KY', county: 'Fayette' })).toBe(lastMomentOf('2026-03-05T00:00:00-05:00'));
  });
  it('is not moved by clocks that a state does not change', () =>
    expect(due({ calendarDays: 7 }, '2026-03-05T12:00:00-07:00', { state: 'AZ', county: 'AZ county 1' })).toBe(lastMomentOf('2026-03-13T00:00:00-07:00')));
  it('follows the court\'s own calendar in court days', () => {
    const place = { state: 'CA', county: 'CA county 1' };
    expect(due({ courtDays: 10 }, '2026-03-20T10:00:00-07:00', place, californian)).toBe(lastMomentOf('2026-04-07T00:00:00-07:00')); // Cesar Chavez Day
    expect(due({ businessDays: 10 }, '2026-03-20T10:00:00-07:00', place, federal)).toBe(lastMomentOf('2026-04-04T00:00:00-07:00'));
  });
  it('tells each day, and why one does not count', () =>
    expect(countDays(within({ businessDays: 2 }, federal), instant('2026-11-25T10:00:00-05:00'), GEORGIA)!.days).toEqual([
      { day: '2026-11-26', number: null, skipped: 'Thanksgiving Day' },
      { day: '2026-11-27', number: 1, skipped: null },
      { day: '2026-11-28', number: null, skipped: 'saturday' },
      { day: '2026-11-29', number: null, skipped: 'sunday' },
      { day: '2026-11-30', number: 2, skipped: null },
    ]));
});

it('without a number has no deadline', () => expect(due({ none: true }, '2026-03-02T10:00:00-05:00')).toBeNull());
it('refuses to count without a calendar, or a zone', () => {
  expect(() => due({ businessDays: 1 }, '2026-03-02T10:00:00-05:00', GEORGIA, null)).toThrow('has none');
  expect(() => due({ calendarDays: 1 }, '2026-03-02T10:00:00-05:00', { state: 'XX', county: 'c' })).toThrow('No time zone is configured for XX');
});

describe('the federal holidays', () => {
  it.each([
    ['2026-01-19', 'Birthday of Martin Luther King Jr.'], ['2026-05-25', 'Memorial Day'], ['2026-06-19', 'Juneteenth'], ['2020-06-19', undefined],
    ['2026-07-03', 'Independence Day'], ['2026-07-04', undefined], ['2027-07-05', 'Independence Day'], ['2027-12-31', 'New Year\'s Day'],
    ['2028-01-01', undefined], ['2026-11-26', 'Thanksgiving Day'], ['2026-11-27', undefined],
  ])('%s: %s', (day, name) => expect(holidayOn(federal, day)).toBe(name));
});

describe('against a date library that the product does not use', () => {
  const places = [
    { state: 'GA', county: 'x' }, { state: 'KY', county: 'Warren' }, { state: 'KY', county: 'x' }, { state: 'AZ', county: 'x' }, { state: 'CA', county: 'x' },
    { state: 'MO', county: 'x' }, { state: 'AK', county: 'x' }, { state: 'HI', county: 'x' }, { state: 'GU', county: 'x' }, { state: 'AS', county: 'x' },
  ];
  const anywhere = fc.constantFrom(...places);
  const anyTime = fc.date({ min: new Date('2015-01-01T00:00:00Z'), max: new Date('2040-12-31T00:00:00Z'), noInvalidDate: true });
  // Clocks, leap days and New Year are too rare to be met by chance alone.
  const nearby = fc.tuple(
    fc.constantFrom('2025-03-09', '2026-03-08', '2026-11-01', '2028-02-29', '2027-12-31', '2026-07-03', '2026-11-26', '2023-11-10'),
    fc.integer({ min: -4 * 86_400_000, max: 2 * 86_400_000 }),
  ).map(([day, ms]) => new Date(Date.parse(`${day}T12:00:00Z`) + ms));
  const start = fc.oneof(anyTime, nearby).map(date => instant(date.getTime()));
  const local = (at: Instant, zone: string) => DateTime.fromISO(at, { zone });
  const utc = (moment: DateTime) => instant(moment.toMillis());

  /** The holidays of one year, worked out anew: by walking through the year, not by formula. */
  const holidaysOf = (year: number): ReadonlySet<string> => {
    const kept = new Set<string>();
    const fixed = ['1-1', '7-4', '11-11', '12-25', ...(year >= 2021 ? ['6-19'] : [])];
    const nth: Record<string, number> = { '1-1-3': 1, '2-1-3': 1, '9-1-1': 1, '10-1-2': 1, '11-4-4': 1 };
    for (let day = DateTime.utc(year, 1, 1); day.year === year; day = day.plus({ days: 1 })) {
      if (fixed.includes(`${day.month}-${day.day}`)) kept.add(day.plus({ days: day.weekday === 6 ? -1 : day.weekday === 7 ? 1 : 0 }).toISODate()!);
      if (nth[`${day.month}-${day.weekday}-${Math.ceil(day.day / 7)}`]) kept.add(day.toISODate()!);
      if (day.month === 5 && day.weekday === 1 && day.plus({ days: 7 }).month === 6) kept.add(day.toISODate()!);
    }
    return kept;
  };
  const perYear = new Map<number, ReadonlySet<string>>();
  const isHoliday = (day: DateTime) => [day.year, day.year + 1].some(year => {
    if (!perYear.has(year)) perYear.set(year, holidaysOf(year));
    return perYear.get(year)!.has(day.toISODate()!);
  });

  it('elapsed hours are so many milliseconds', () => fc.assert(fc.property(start, fc.integer({ min: 1, max: 2000 }), anywhere, (at, elapsedHours, place) =>
    expect(deadlineOf(within({ elapsedHours }), at, place)).toBe(utc(DateTime.fromISO(at).plus({ hours: elapsedHours }))))));

  it('calendar days end with the local day', () => fc.assert(fc.property(start, fc.integer({ min: 1, max: 400 }), anywhere, (at, calendarDays, place) =>
    expect(deadlineOf(within({ calendarDays }), at, place)).toBe(utc(local(at, zoneOf(zones, place)).plus({ days: calendarDays }).endOf('day')))), { numRuns: 500 }));

  it('business days skip weekends and holidays', () => fc.assert(fc.property(start, fc.integer({ min: 1, max: 40 }), anywhere, (at, businessDays, place) => {
    let day = local(at, zoneOf(zones, place));
    for (let left = businessDays; left > 0;) {
      day = day.plus({ days: 1 });
      if (day.weekday < 6 && !isHoliday(day)) left -= 1;
    }
    expect(deadlineOf(within({ businessDays }, federal), at, place)).toBe(utc(day.endOf('day')));
  }), { numRuns: 500 }));

  it('a moment lies on the same local day, and that day ends at the same moment', () => {
    const zone = fc.constantFrom(...new Set(Object.values(zones).flatMap(one => [one.zone, ...Object.keys(one.counties ?? {})])));
    fc.assert(fc.property(start, zone, (at, where) => {
      expect(localDay(at, where)).toBe(local(at, where).toISODate());
      expect(endOfDay(localDay(at, where), where)).toBe(utc(local(at, where).endOf('day')));
    }), { numRuns: 500 });
  });

  it('a later start never has an earlier deadline', () => fc.assert(fc.property(start, fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 1, max: 20 }), anywhere,
    (at, more, businessDays, place) => {
      const rule = within({ businessDays }, federal);
      expect(deadlineOf(rule, plusMilliseconds(at, more), place)! >= deadlineOf(rule, at, place)!).toBe(true);
    })));
});
