import { DateTime, type WeekdayNumbers } from 'luxon';
import type { HolidayCalendar, LawBook, RuleText } from './rules.js';

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

export const utc = (text: string): DateTime => DateTime.fromISO(text, { zone: 'utc' });
export const utcText = (moment: DateTime): string => moment.toUTC().toISO()!;

/** The zone of the county's clocks, or else of the state's; undefined where nobody configured one. */
export const zoneFor = ({ zones }: Pick<LawBook, 'zones'>, state: string, county: string): string | undefined => {
  const name = county.replace(/ county$/i, '').toLowerCase();
  const other = Object.entries(zones[state]?.counties ?? {}).find(([, names]) => names.some(each => each.toLowerCase() === name));
  return other?.[0] ?? zones[state]?.zone;
};

/** The day on which one holiday of one year is kept. */
const kept = (holiday: HolidayCalendar['holidays'][number], year: number, { observed }: HolidayCalendar): DateTime => {
  const { month, day, weekday, nth = 1, plusDays = 0 } = holiday;
  if (day !== undefined) {
    const date = DateTime.utc(year, month, day);
    return date.weekday === 6 ? date.plus({ days: observed.saturday }) : date.weekday === 7 ? date.plus({ days: observed.sunday }) : date;
  }
  const wanted = (WEEKDAYS.indexOf(weekday!) + 1) as WeekdayNumbers;
  const month1 = DateTime.utc(year, month, 1);
  const all = Array.from({ length: month1.daysInMonth! }, (_, index) => month1.plus({ days: index })).filter(date => date.weekday === wanted);
  return all.at(nth > 0 ? nth - 1 : nth)!.plus({ days: plusDays });
};

const isHoliday = (calendar: HolidayCalendar, date: DateTime): boolean =>
  [date.year - 1, date.year, date.year + 1].some(year => calendar.holidays
    .filter(({ from, to }) => year >= (from ?? year) && year <= (to ?? year))
    .some(holiday => kept(holiday, year, calendar).toISODate() === date.toISODate()));

/** The last moment in time: null where the law gives no number, undefined where nobody can tell. */
export const lastMoment = (law: LawBook, rule: RuleText, start: DateTime, state: string, county: string): DateTime | null | undefined => {
  const { elapsedHours, calendarDays, businessDays, courtDays } = rule.limit;
  if (elapsedHours !== undefined) return start.plus({ hours: elapsedHours });
  const working = businessDays ?? courtDays;
  if (calendarDays === undefined && working === undefined) return null;
  const zone = zoneFor(law, state, county);
  if (!zone) return undefined;
  const startDay = start.setZone(zone).startOf('day');
  if (working === undefined) return startDay.plus({ days: calendarDays! }).endOf('day');
  const calendar = law.calendars.find(each => each.calendar === rule.calendar)!;
  let day = startDay;
  for (let left = working; left > 0;) {
    day = day.plus({ days: 1 });
    if (day.weekday < 6 && !isHoliday(calendar, day)) left -= 1;
  }
  return day.endOf('day');
};
