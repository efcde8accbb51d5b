import { DomainError, plusHours, type Instant } from '#kernel';
import { endOfDay, holidayOn, localDay, plusDays, weekdayOf, zoneOf, type Calendar, type Day } from '#calendar';
import type { Limit, Place, Rule } from './rule.js';

type Timed = Pick<Rule, 'id' | 'limit' | 'reckoning'>;

/** A day after the start: the how manieth it is, or why it does not count. */
export type DayCounted = { readonly day: Day; readonly number: number | null; readonly skipped: string | null };
export type Counting = { readonly zone: string; readonly startDay: Day; readonly days: readonly DayCounted[]; readonly deadline: Instant };

const daysOf = (limit: Limit): number | null =>
  'calendarDays' in limit ? limit.calendarDays : 'businessDays' in limit ? limit.businessDays : 'courtDays' in limit ? limit.courtDays : null;

const whySkipped = (day: Day, calendar: Calendar): string | null => {
  const weekday = weekdayOf(day);
  return weekday === 'saturday' || weekday === 'sunday' ? weekday : holidayOn(calendar, day) ?? null;
};

/**
 * A limit in days ends at the last millisecond of the nth local day after the day of the start, which itself does not
 * count. Calendar days count every day, and are not moved off a weekend; business and court days skip weekends and the
 * holidays of the rule's calendar. Null where the limit is not in days.
 */
export const countDays = ({ id, limit, reckoning }: Timed, start: Instant, place: Place): Counting | null => {
  const wanted = daysOf(limit);
  if (wanted === null) return null;
  const { zones, calendar } = reckoning;
  const every = 'calendarDays' in limit;
  if (!every && !calendar) throw new DomainError('calendar-missing', `Rule ${id} counts days by a calendar and has none`);
  const zone = zoneOf(zones, place);
  const startDay = localDay(start, zone);
  const days: DayCounted[] = [];
  for (let day = plusDays(startDay, 1), number = 0; number < wanted; day = plusDays(day, 1)) {
    const skipped = every ? null : whySkipped(day, calendar!);
    days.push({ day, number: skipped ? null : ++number, skipped });
  }
  return { zone, startDay, days, deadline: endOfDay(days.at(-1)!.day, zone) };
};

/**
 * The last moment that is on time; null where the rule has no number. Elapsed hours know no zone, weekend or holiday.
 * `stated` reads a field of the opening event, for an order that names the moment itself.
 */
export const deadlineOf = (rule: Timed, start: Instant, place: Place, stated: (field: string) => Instant | null = () => null): Instant | null =>
  'statedIn' in rule.limit ? stated(rule.limit.statedIn)
  : 'elapsedHours' in rule.limit ? plusHours(start, rule.limit.elapsedHours) : countDays(rule, start, place)?.deadline ?? null;
