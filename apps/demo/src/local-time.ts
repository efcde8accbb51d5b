import { instant, plusHours, type Instant } from '#kernel';

/** Where the story plays: Georgia keeps one time zone. */
export const ZONE = 'America/New_York';

const DAYS_TO_LOOK = 400;
const HOURS_BEFORE = 8;

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: ZONE, weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'longOffset',
});
const partsAt = (moment: Instant) => Object.fromEntries(clock.formatToParts(Date.parse(moment)).map(({ type, value }) => [type, value]));

export const offsetAt = (moment: Instant): string => partsAt(moment).timeZoneName!.replace('GMT', '') || '+00:00';

/** `Sun 14 Mar 19:00 -04:00` */
export const localTime = (moment: Instant): string => {
  const { weekday, day, month, hour, minute } = partsAt(moment);
  return `${weekday} ${day} ${month} ${hour}:${minute} ${offsetAt(moment)}`;
};

export const localYear = (moment: Instant): string => partsAt(moment).year!;

/** The first millisecond of the next other offset from UTC. */
export const nextClockChange = (after: Instant): Instant => {
  const before = offsetAt(after);
  const day = Array.from({ length: DAYS_TO_LOOK }, (_, days) => plusHours(after, 24 * (days + 1))).find(each => offsetAt(each) !== before);
  if (!day) throw new Error(`No change of clocks in ${ZONE} within ${DAYS_TO_LOOK} days of ${after}`);
  let [same, other] = [Date.parse(plusHours(day, -24)), Date.parse(day)];
  while (other - same > 1) {
    const middle = Math.floor((same + other) / 2);
    if (offsetAt(instant(middle)) === before) same = middle;
    else other = middle;
  }
  return instant(other);
};

/** The next evening that is still to come before a change of clocks: eight hours before it. */
export const nextEveningBefore = (now: Instant): { readonly evening: Instant; readonly change: Instant } => {
  const next = nextClockChange(now);
  const change = plusHours(next, -HOURS_BEFORE) > now ? next : nextClockChange(next);
  return { evening: plusHours(change, -HOURS_BEFORE), change };
};
