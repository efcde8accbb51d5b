import type { Instant } from '#kernel';
import { zoneOf, type Calendar } from '#calendar';
import { countDays, deadlineOf, type Rule } from '../duty/index.js';
import { caveatsOf, limitInWords, startInWords } from './describe-rule.js';

/** As the compliance API shows it. */
export type ShownDuty = {
  readonly dutyId: string;
  readonly ruleId: string;
  readonly ruleVersion: string;
  readonly state: string;
  readonly county: string;
  readonly clockStart: Instant;
  readonly deadline: Instant | null;
  readonly status: string;
};

const onTheWall = (at: Instant, zone: string) =>
  `${new Intl.DateTimeFormat('en-US', { timeZone: zone, dateStyle: 'full', timeStyle: 'long' }).format(Date.parse(at))} (${zone})`;
const onTheDay = (day: string) => new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })
  .format(Date.parse(`${day}T00:00:00Z`));

const byCalendar = (calendar: Calendar | null) =>
  calendar ? ` Saturdays, Sundays and the holidays of ${calendar.id} (${calendar.name}) do not count.` : ' Every day counts.';

const counted = (rule: Rule, duty: ShownDuty): readonly string[] => {
  const { limit, reckoning } = rule;
  if ('none' in limit) return ['The rule gives no number of hours or days: it is owed until it is done or excused, and no clock runs out.'];
  if ('statedIn' in limit) return ['The order itself states the last moment.'];
  if ('elapsedHours' in limit) return [`${limitInWords(limit)} run on through nights, weekends, holidays and changes of clocks.`];
  const { zone, startDay, days } = countDays(rule, duty.clockStart, duty)!;
  const skipped = days.filter(({ number }) => number === null).map(({ day, skipped: why }) => `${onTheDay(day)}, ${why}`);
  return [
    `${limitInWords(limit)} are counted in ${zone}. ${onTheDay(startDay)}, the day of the start, does not count.${byCalendar('calendarDays' in limit ? null : reckoning.calendar)}`,
    ...(skipped.length > 0 ? [`Skipped: ${skipped.join('; ')}.`] : []),
    `The last day is ${onTheDay(days.at(-1)!.day)}, and its last millisecond is still on time.`,
  ];
};

/** A determination or an absence may be known before the agency answers for the child. */
const onceCovered = ({ covers, opens }: Rule): readonly string[] =>
  covers.includes('none') || !opens.some(({ event }) => ['ChildReportedMissing', 'DeterminationMade'].includes(event)) ? []
  : ['Where the agency came to answer for the child only later, the clock starts then (coveredFrom); the ledger names the field that its clock started from.'];

/** Which rule, from which instant, and why that deadline, step by step. `rules`: every text of every rule. */
export const explainDuty = (rules: readonly Rule[], duty: ShownDuty): readonly string[] => {
  const rule = rules.find(({ id, effective }) => id === duty.ruleId && effective.from === duty.ruleVersion);
  const named = `The duty ${duty.dutyId} stands under ${duty.ruleId}, in its text in force from ${duty.ruleVersion}`;
  if (!rule) return [`${named}. The packs here do not hold that text, so its deadline (${duty.deadline ?? 'none'}) cannot be explained.`];
  const deadline = deadlineOf(rule, duty.clockStart, duty, () => duty.deadline);
  const zone = zoneOf(rule.reckoning.zones, duty);
  return [
    `${named} [${rule.citation}].`,
    rule.text,
    ...caveatsOf(rule),
    `Its clock started at ${duty.clockStart}: ${onTheWall(duty.clockStart, zone)}, in ${duty.county}. That is ${startInWords(rule)}.`,
    ...onceCovered(rule),
    ...counted(rule, duty),
    ...(deadline ? [`So the deadline is ${deadline}: ${onTheWall(deadline, zone)}.`] : []),
    ...(deadline === duty.deadline ? [] : [`The duty's own deadline is ${duty.deadline ?? 'none'}: it was paused, extended or restated; its history says by what authority.`]),
    `The duty is ${duty.status}.`,
  ];
};
