import { DomainError, instant, plusMilliseconds, type Instant } from '#kernel';

/** A day without hours, `2026-03-08`: which moments belong to it depends on the zone. */
export type Day = string;
export type Weekday = 'sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday';
export const WEEKDAYS: readonly Weekday[] = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** By rule, so that any year works: `nth` from the first, or from the last when negative. */
export type Holiday = { readonly name: string; readonly month: number; readonly from?: number; readonly to?: number } & (
  | { readonly day: number }
  | { readonly weekday: Weekday; readonly nth: number; readonly plusDays?: number }
);

export type Calendar = {
  readonly id: string;
  readonly jurisdiction: string;
  readonly name: string;
  readonly citation: string;
  readonly verified: { readonly on: string | null; readonly against: string; readonly unverified: string };
  /** By how many days a holiday on a Saturday or a Sunday is kept earlier (negative) or later. */
  readonly observed: { readonly saturday: number; readonly sunday: number };
  readonly holidays: readonly Holiday[];
  /** Single days besides, such as a county's own. */
  readonly closed?: readonly { readonly day: Day; readonly name: string }[];
};

export type Zone = {
  readonly zone: string;
  /** Counties that keep another time, by name. */
  readonly counties?: Readonly<Record<string, readonly string[]>>;
  /** A second time zone whose counties nobody listed yet. */
  readonly unlisted?: string;
};
export type Zones = Readonly<Record<string, Zone>>;

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 86_400_000;
const midnightUtc = (day: Day) => Date.parse(`${day}T00:00:00.000Z`);

/** Of any other year days would neither read nor compare as text. */
const dayOf = (milliseconds: number): Day => {
  const day = instant(milliseconds).slice(0, 10);
  if (!DAY.test(day)) throw new DomainError('day-out-of-range', 'Days are counted from the year 0 to the year 9999', 'malformed');
  return day;
};

/** Reads a day. Throws `not-a-day` where it does not exist. */
export const dayFrom = (text: string): Day => {
  const milliseconds = DAY.test(text) ? midnightUtc(text) : NaN;
  if (Number.isNaN(milliseconds) || dayOf(milliseconds) !== text) throw new DomainError('not-a-day', 'Not a day such as 2026-03-08', 'malformed');
  return text;
};

/** Throws `day-out-of-range` outside the years 0 to 9999. */
export const plusDays = (day: Day, days: number): Day => dayOf(midnightUtc(day) + days * DAY_MS);
export const weekdayOf = (day: Day): Weekday => WEEKDAYS[new Date(midnightUtc(day)).getUTCDay()]!;

const plain = (county: string) => county.toLowerCase().replace(/ county$/, '');

/** The zone of a county: its own where the state's list has it, else the state's. */
export const zoneOf = (zones: Zones, { state, county }: { readonly state: string; readonly county: string }): string => {
  const found = zones[state];
  if (!found) throw new DomainError('time-zone-missing', `No time zone is configured for ${state}`);
  const own = Object.entries(found.counties ?? {}).find(([, counties]) => counties.some(each => plain(each) === plain(county)));
  return own?.[0] ?? found.zone;
};

const clocks = new Map<string, Intl.DateTimeFormat>();
const clockOf = (zone: string) => {
  const known = clocks.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
  });
  clocks.set(zone, made);
  return made;
};

/** What a clock on the wall shows, as if it were UTC. */
const onTheWall = (milliseconds: number, zone: string): number => {
  const part = Object.fromEntries(clockOf(zone).formatToParts(milliseconds).map(({ type, value }) => [type, Number(value)])) as Record<string, number>;
  return Date.UTC(part.year!, part.month! - 1, part.day, part.hour, part.minute, part.second);
};

export const localDay = (at: Instant, zone: string): Day => dayOf(onTheWall(Date.parse(at), zone));

/** Asked of the zone twice, since its offset at midnight may differ from that some hours away, when clocks change. */
const startOfDay = (day: Day, zone: string): Instant => {
  const wanted = midnightUtc(day);
  const offsetAt = (milliseconds: number) => onTheWall(milliseconds, zone) - milliseconds;
  return instant(wanted - offsetAt(wanted - offsetAt(wanted)));
};

/** The last millisecond of a local day, however many hours the day has. */
export const endOfDay = (day: Day, zone: string): Instant => plusMilliseconds(startOfDay(plusDays(day, 1), zone), -1);

const firstOf = (year: number, month: number) => dayOf(Date.UTC(year, month - 1, 1));

const nthWeekday = (year: number, month: number, weekday: Weekday, nth: number): Day => {
  const away = (from: Day) => (WEEKDAYS.indexOf(weekday) - WEEKDAYS.indexOf(weekdayOf(from)) + 7) % 7;
  if (nth > 0) return plusDays(firstOf(year, month), away(firstOf(year, month)) + 7 * (nth - 1));
  const next = firstOf(year, month + 1);
  return plusDays(next, away(next) + 7 * nth);
};

/** Undefined in a year without it: not every one has a 29 February, not every month a fifth Monday. */
const keptOn = (holiday: Holiday, year: number, { saturday, sunday }: Calendar['observed']): Day | undefined => {
  const byWeekday = 'weekday' in holiday;
  const day = byWeekday ? nthWeekday(year, holiday.month, holiday.weekday, holiday.nth) : plusDays(firstOf(year, holiday.month), holiday.day - 1);
  if (Number(day.slice(5, 7)) !== holiday.month) return undefined;
  if (byWeekday) return plusDays(day, holiday.plusDays ?? 0);
  return plusDays(day, weekdayOf(day) === 'saturday' ? saturday : weekdayOf(day) === 'sunday' ? sunday : 0);
};

const years = new WeakMap<Calendar, Map<number, ReadonlyMap<Day, string>>>();

/** Every holiday kept in a year, be it the neighbouring year's: New Year on a Saturday is kept on 31 December. */
const keptIn = (calendar: Calendar, year: number): ReadonlyMap<Day, string> => {
  const known = years.get(calendar) ?? new Map<number, ReadonlyMap<Day, string>>();
  years.set(calendar, known);
  const made = known.get(year) ?? new Map([year - 1, year, year + 1].flatMap(each => calendar.holidays
    .filter(({ from, to }) => (from === undefined || each >= from) && (to === undefined || each <= to))
    .map(holiday => [keptOn(holiday, each, calendar.observed), holiday.name] as const))
    .concat((calendar.closed ?? []).map(({ day, name }) => [day, name]))
    .filter((kept): kept is readonly [Day, string] => kept[0] !== undefined));
  known.set(year, made);
  return made;
};

/** The holiday kept on this day, or why it is closed, if it is. */
export const holidayOn = (calendar: Calendar, day: Day): string | undefined => keptIn(calendar, Number(day.slice(0, 4))).get(day);
