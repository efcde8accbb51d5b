import { isCourtDay, localDay, plusDays, weekdayOf, whyNoCourtDay, type Calendar, type Day } from '#calendar';
import type { FilingType, HearingKind } from '#contracts';
import { DomainError, plusHours, type Instant } from '#kernel';
import { refuseAhead } from './guards.js';
import type { OnDocket, Setting } from './hearing.js';
import { refOf, type CourtPlace, type Docket, type HearingRule } from './rule.js';
import { noticeBy, type Window } from './window.js';

/** All that bounds a date: where days are counted, and by which rule; null where the state's packs do not say. */
export type Bounds = { readonly place: CourtPlace; readonly rule: HearingRule | null; readonly docket: Docket | null };

const refuseNoCourtDay = (day: Day, calendar: Calendar) => {
  const why = whyNoCourtDay(day, calendar);
  if (why) throw new DomainError('not-a-court-day', `The court does not sit on ${day}: ${why}`, 'refused', { day, why });
};

const refuseOutside = (day: Day, { earliest, latest, late }: Window, rule: HearingRule, afterWindow: Setting['afterWindow']) => {
  if (afterWindow && !late) throw new DomainError('window-still-open', `The window is open until ${latest ?? 'further notice'}: no reason is needed`, 'refused', { earliest, latest });
  const tooLate = latest !== null && day > latest && !(late && afterWindow);
  if (day >= earliest && !tooLate) return;
  throw new DomainError('hearing-outside-window', `By ${rule.id} this hearing is held from ${earliest} to ${latest ?? 'no set day'}`, 'refused', { earliest, latest, late, rule: refOf(rule) });
};

const FURTHEST_HOURS = 5 * 365 * 24;

/** A date as it is asked for. `setAt`: when the court set it, where that is entered later; left out, now. */
export type Asked = Pick<Setting, 'startsAt' | 'afterWindow'> & { readonly setAt?: Instant };

/** The date, where it is lawful. `windowAt` tells the window where there is a rule to count it by. */
export const settingOf = (
  { startsAt, afterWindow, ...asked }: Asked, { place: { zone, calendar }, rule }: Bounds, now: Instant,
  windowAt: (rule: HearingRule, calendar: Calendar) => Window,
): Setting => {
  const { setAt = now } = asked;
  refuseAhead(setAt, now, 'set-in-the-future');
  if (startsAt <= now) throw new DomainError('hearing-in-the-past', 'A hearing is set for a time to come');
  if (startsAt > plusHours(now, FURTHEST_HOURS)) throw new DomainError('hearing-too-far-ahead', 'No court sets a hearing five years ahead');
  const day = localDay(startsAt, zone);
  if (calendar) refuseNoCourtDay(day, calendar);
  const bounded = rule && calendar ? { rule, calendar, window: windowAt(rule, calendar) } : null;
  if (bounded) refuseOutside(day, bounded.window, bounded.rule, afterWindow);
  return {
    startsAt, day, setAt, afterWindow,
    window: bounded && { earliest: bounded.window.earliest, latest: bounded.window.latest },
    noticeBy: bounded?.rule.notice ? noticeBy(day, bounded.rule, bounded.calendar) : null,
    rule: bounded && refOf(bounded.rule),
    unchecked: [...(calendar ? [] : ['court-days' as const]), ...(bounded ? [] : ['window' as const]), ...(bounded?.rule.notice ? [] : ['notice' as const])],
  };
};

const weekOfMonth = (day: Day) => Math.ceil(Number(day.slice(8)) / 7);

const sitsOn = ({ sits: { weekday, weeks } }: Docket, day: Day, calendar: Calendar | null) =>
  weekdayOf(day) === weekday && weeks.includes(weekOfMonth(day)) && (!calendar || isCourtDay(day, calendar));

/** The docket's next day from `day` on, within a year. */
const nextDocketDay = (docket: Docket, from: Day, calendar: Calendar | null): Day | null => {
  for (let day = from, looked = 0; looked < 366; day = plusDays(day, 1), looked++) if (sitsOn(docket, day, calendar)) return day;
  return null;
};

type Sitting = { readonly kind: HearingKind; readonly caseType: FilingType; readonly day: Day; readonly calendar: Calendar | null };

/** A specialised docket takes the cases and sits on the days that its court says. */
export const refuseOffDocket = (
  { docket, criteria }: OnDocket, found: Docket | null, { kind, caseType, day, calendar }: Sitting,
): void => {
  if (!found) throw new DomainError('unknown-docket', `This court has no docket ${docket} in this county`);
  if (!found.kinds.includes(kind)) throw new DomainError('docket-takes-no-such-hearing', `The docket takes ${found.kinds.join(', ')}`, 'refused', { kinds: found.kinds });
  if (!found.caseTypes.includes(caseType)) throw new DomainError('docket-takes-no-such-case', `The docket takes ${found.caseTypes.join(', ')}`, 'refused', { caseTypes: found.caseTypes });
  if (!criteria.some(criterion => found.criteria.includes(criterion))) {
    throw new DomainError('docket-criteria-not-met', `The docket takes a case for one of: ${found.criteria.join(', ')}`, 'refused', { criteria: found.criteria });
  }
  if (sitsOn(found, day, calendar)) return;
  const next = nextDocketDay(found, day, calendar);
  throw new DomainError('not-a-docket-day', `The docket sits next on ${next ?? 'no known day'}`, 'refused', { next });
};
