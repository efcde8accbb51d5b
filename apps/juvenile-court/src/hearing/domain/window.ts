import { courtDayFrom, courtDaysAfter, courtDaysBefore, courtDayUntil, firstDayAllowing, localDay, plusDays, type Calendar, type Day } from '#calendar';
import type { Instant } from '#kernel';
import type { Count, HearingRule } from './rule.js';

/** Both days belong to it. `late`: it has closed, or there is no time left in it to tell anybody. */
export type Window = { readonly earliest: Day; readonly latest: Day | null; readonly late: boolean };
export type Counting = { readonly zone: string; readonly calendar: Calendar };
type Terms = Pick<HearingRule, 'earliest' | 'latest' | 'notice'>;

const counted = (from: Day, count: Count, calendar: Calendar): Day =>
  ('courtDays' in count ? courtDaysAfter(from, count.courtDays, calendar) : plusDays(from, count.calendarDays));

const later = (a: Day, b: Day): Day => (a > b ? a : b);

/**
 * When a hearing may be held, seen from `now`: it is early enough for the rule, and late enough that whoever is told today is
 * told in time. A limit in calendar days that ends on a day without court ends on the court day before.
 */
export const lawfulWindow = ({ earliest, latest, notice }: Terms, { zone, calendar }: Counting, countedFrom: Instant, now: Instant): Window => {
  const start = localDay(countedFrom, zone);
  const byNotice = firstDayAllowing(notice?.courtDays ?? 0, localDay(now, zone), calendar);
  const from = later(courtDayFrom(earliest ? counted(start, earliest, calendar) : start, calendar), byNotice);
  const until = latest ? courtDayUntil(counted(start, latest, calendar), calendar) : null;
  return { earliest: from, latest: until, late: until !== null && from > until };
};

/** For a hearing that is put off: counted from the day it was set for, where the rule says so. */
export const continuedWindow = (rule: HearingRule, counting: Counting, setFor: Day, countedFrom: Instant, now: Instant): Window => {
  const window = lawfulWindow(rule, counting, countedFrom, now);
  if (!rule.continuance) return window;
  const latest = courtDayUntil(counted(setFor, rule.continuance.latest, counting.calendar), counting.calendar);
  return { ...window, latest, late: window.earliest > latest };
};

/** The last day on which notice of a hearing is in time. */
export const noticeBy = (day: Day, { notice }: Pick<HearingRule, 'notice'>, calendar: Calendar): Day => courtDaysBefore(day, notice?.courtDays ?? 0, calendar);

/** The last day on which a hearing can be set and everybody still be told in time; null where the rule sets no end. */
export const settableUntil = ({ latest }: Window, rule: Pick<HearingRule, 'notice'>, calendar: Calendar): Day | null =>
  (latest === null ? null : noticeBy(latest, rule, calendar));
