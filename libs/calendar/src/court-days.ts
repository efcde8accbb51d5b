import { holidayOn, plusDays, weekdayOf, type Calendar, type Day } from './calendar.js';

/** Why the court does not sit on this day: `saturday`, `sunday`, or the holiday's name; null where it sits. */
export const whyNoCourtDay = (day: Day, calendar: Calendar): string | null => {
  const weekday = weekdayOf(day);
  return weekday === 'saturday' || weekday === 'sunday' ? weekday : holidayOn(calendar, day) ?? null;
};

export const isCourtDay = (day: Day, calendar: Calendar): boolean => whyNoCourtDay(day, calendar) === null;

const step = (day: Day, count: number, calendar: Calendar, direction: 1 | -1): Day => {
  let reached = day;
  for (let counted = 0; counted < count;) {
    reached = plusDays(reached, direction);
    if (isCourtDay(reached, calendar)) counted++;
  }
  return reached;
};

/**
 * The `count`th court day after `day`, which itself does not count, as Cal. Code Civ. Proc. 12 excludes the first day and
 * includes the last. With 0 it is `day` itself, court day or not.
 */
export const courtDaysAfter = (day: Day, count: number, calendar: Calendar): Day => step(day, count, calendar, 1);

/**
 * The `count`th court day before `day`: counted backwards from the hearing, whose day does not count (Cal. Code Civ. Proc.
 * 12c). What must be done so many court days before is done on that day at the latest. With 0 it is `day` itself.
 */
export const courtDaysBefore = (day: Day, count: number, calendar: Calendar): Day => step(day, count, calendar, -1);

/** `day` where the court sits on it, else the next day on which it does. */
export const courtDayFrom = (day: Day, calendar: Calendar): Day => (isCourtDay(day, calendar) ? day : step(day, 1, calendar, 1));

/** `day` where the court sits on it, else the last day before on which it does. */
export const courtDayUntil = (day: Day, calendar: Calendar): Day => (isCourtDay(day, calendar) ? day : step(day, 1, calendar, -1));

/**
 * The first court day of which `count` court days before is `today` or later: the earliest hearing that what is done today
 * is in time for. Done on a day without court it counts as done on the next court day.
 */
export const firstDayAllowing = (count: number, today: Day, calendar: Calendar): Day => courtDaysAfter(courtDayFrom(today, calendar), count, calendar);

/** How many court days lie after `from`, up to and with `to`; 0 where `to` is not later. */
export const courtDaysBetween = (from: Day, to: Day, calendar: Calendar): number => {
  let counted = 0;
  for (let day = plusDays(from, 1); day <= to; day = plusDays(day, 1)) if (isCourtDay(day, calendar)) counted++;
  return counted;
};
