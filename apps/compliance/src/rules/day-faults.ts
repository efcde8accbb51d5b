import type { Static } from 'typebox';
import type { calendarSchema, zonesSchema } from './pack-schema.js';
import type { Found } from './rule-faults.js';

/** A holiday is a date, or an nth weekday: one of the two, whole. */
export const holidayFaults = ({ holidays }: Static<typeof calendarSchema>): readonly Found[] =>
  holidays.flatMap(({ day, weekday, nth, plusDays }, index) => {
    const byDate = day !== undefined && weekday === undefined && nth === undefined && plusDays === undefined;
    const byWeekday = day === undefined && weekday !== undefined && nth !== undefined;
    return byDate || byWeekday ? [] : [{ path: ['holidays', index], reason: 'needs either a day, or a weekday with its nth' }];
  });

const isZone = (zone: string) => {
  try {
    return Boolean(new Intl.DateTimeFormat('en-US', { timeZone: zone }));
  } catch {
    return false;
  }
};

export const zoneFaults = ({ zones }: Static<typeof zonesSchema>): readonly Found[] =>
  Object.entries(zones).flatMap(([state, { zone, counties = {}, unlisted }]) => [
    ...(isZone(zone) ? [] : [{ path: ['zones', state, 'zone'], reason: `there is no time zone ${zone}` }]),
    ...(unlisted === undefined || isZone(unlisted) ? [] : [{ path: ['zones', state, 'unlisted'], reason: `there is no time zone ${unlisted}` }]),
    ...Object.keys(counties).filter(each => !isZone(each)).map(each => ({ path: ['zones', state, 'counties', each], reason: `there is no time zone ${each}` })),
  ]);
