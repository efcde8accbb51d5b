import { join } from 'node:path';
import Type, { type Static } from 'typebox';
import { WEEKDAYS, type Calendar, type Zones } from '#calendar';
import { US_STATES } from '#contracts';
import { projectRoot } from '#service';
import { readerOf, RulesDoNotLoad, unless, type Found, type Read } from './read-folders.js';
import { day, exactly, oneOf, text, verified } from './schema-parts.js';

const upTo = (maximum: number) => Type.Integer({ minimum: 1, maximum });
const year = Type.Integer({ minimum: 1776, maximum: 9999 });
const shift = Type.Integer({ minimum: -6, maximum: 6 });

/** What a file under `calendars/` holds. */
const calendarSchema = exactly({
  calendar: text, jurisdiction: oneOf(['US', ...US_STATES]), name: text, example: Type.Boolean(), citation: text, verified,
  basedOn: Type.Optional(text),
  observed: Type.Optional(exactly({ saturday: shift, sunday: shift })),
  holidays: Type.Array(exactly({
    name: text, month: upTo(12), from: Type.Optional(year), to: Type.Optional(year), day: Type.Optional(upTo(31)),
    weekday: Type.Optional(oneOf(WEEKDAYS)), nth: Type.Optional(oneOf([-1, 1, 2, 3, 4, 5])), plusDays: Type.Optional(shift),
  }), { maxItems: 100 }),
  closed: Type.Optional(Type.Array(exactly({ day, name: text }))),
});

/** What a file under `zones/` holds. */
const zonesSchema = exactly({
  verified,
  zones: Type.Record(oneOf(US_STATES), exactly({
    zone: text, counties: Type.Optional(Type.Record(Type.String(), Type.Array(text, { minItems: 1 }))), unlisted: Type.Optional(text),
  })),
});

/** A holiday is a date, or an nth weekday: one of the two, whole. */
const calendarFaults = ({ holidays, basedOn, observed }: Static<typeof calendarSchema>): readonly Found[] => [
  ...holidays.flatMap(({ day: date, weekday, nth, plusDays }, index) => {
    const byDate = date !== undefined && weekday === undefined && nth === undefined && plusDays === undefined;
    const byWeekday = date === undefined && weekday !== undefined && nth !== undefined;
    return unless(byDate || byWeekday, ['holidays', index], 'needs either a day, or a weekday with its nth');
  }),
  ...unless((basedOn === undefined) !== (observed === undefined), [], 'says either what it is basedOn, or how its holidays are observed'),
];

const isZone = (zone: string) => {
  try {
    return Boolean(new Intl.DateTimeFormat('en-US', { timeZone: zone }));
  } catch {
    return false;
  }
};

const zoneFaults = ({ zones }: Static<typeof zonesSchema>): readonly Found[] =>
  Object.entries(zones).flatMap(([state, { zone, counties = {}, unlisted }]) => [
    ...unless(isZone(zone), ['zones', state, 'zone'], `there is no time zone ${zone}`),
    ...unless(unlisted === undefined || isZone(unlisted), ['zones', state, 'unlisted'], `there is no time zone ${unlisted}`),
    ...Object.keys(counties).flatMap(each => unless(isZone(each), ['zones', state, 'counties', each], `there is no time zone ${each}`)),
  ]);

const readCalendars = readerOf(calendarSchema);
const readZones = readerOf(zonesSchema);

type CalendarFile = Read<Static<typeof calendarSchema>>;

/** A calendar that stands on another has its holidays too, and is observed as it is. */
const standing = (files: ReadonlyMap<string, CalendarFile>) => ({ value, faultAt }: CalendarFile): Calendar => {
  const { calendar: id, jurisdiction, name, citation, verified: read, basedOn, observed, holidays, closed = [] } = value;
  const base = basedOn === undefined ? null : files.get(basedOn)?.value;
  if (base === undefined) throw new RulesDoNotLoad([faultAt(['basedOn'], `there is no calendar ${basedOn}`)]);
  if (base?.basedOn) throw new RulesDoNotLoad([faultAt(['basedOn'], `${base.calendar} stands on another itself`)]);
  return {
    id, jurisdiction, name, citation, verified: read, observed: observed ?? base!.observed!,
    holidays: [...(base?.holidays ?? []), ...holidays] as Calendar['holidays'], closed: [...(base?.closed ?? []), ...closed],
  };
};

const SHIPPED = join(projectRoot(), 'libs', 'rule-files', 'days');

/**
 * The calendars (by rule, so that any year works) and the time zones of states and counties: those shipped, and those under
 * `calendars/` and `zones/` of the folders, of which a later one's win. Throws `RulesDoNotLoad`.
 */
export const loadDays = (folders: readonly string[]): { readonly calendars: readonly Calendar[]; readonly zones: Zones } => {
  const within = (folder: string) => [SHIPPED, ...folders].map(each => join(each, folder));
  const files = new Map(readCalendars(within('calendars'), calendarFaults).map(file => [file.value.calendar, file]));
  const zones = Object.assign({}, ...readZones(within('zones'), zoneFaults).map(({ value }) => value.zones)) as Zones;
  return { calendars: [...files.values()].map(standing(files)), zones };
};
