import Type, { type TSchema } from 'typebox';
import { AGE_BANDS, COVERAGE, NOTICE_RECIPIENTS, publishedEvents, RECIPIENTS, SUBJECT_KINDS, US_STATES } from '#contracts';

const exactly = <Properties extends Record<string, TSchema>>(properties: Properties) => Type.Object(properties, { additionalProperties: false });
const oneOf = <const Values extends readonly string[]>(values: Values) => Type.Unsafe<Values[number]>({ type: 'string', enum: [...values] });
const orNull = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);
const oneOfNumbers = (values: readonly number[]) => Type.Unsafe<number>({ type: 'integer', enum: [...values] });
const text = Type.String({ minLength: 1 });
const day = Type.String({ format: 'date' });
const count = Type.Integer({ minimum: 1 });
const year = Type.Integer({ minimum: 1776, maximum: 9999 });
const weekday = oneOf(['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']);

const event = oneOf([...publishedEvents.keys()]);
const where = Type.Record(Type.String(), Type.Array(text, { minItems: 1 }));
const verified = exactly({ on: orNull(Type.String({ pattern: '^\\d{4}(-\\d{2}){0,2}$' })), against: text, unverified: text });

const LIMITS = { elapsedHours: count, calendarDays: count, businessDays: count, courtDays: count, none: Type.Literal(true) };
const limit = Type.Unsafe<{ [Key in keyof typeof LIMITS]?: number | true }>(
  { type: 'object', properties: LIMITS, additionalProperties: false, minProperties: 1, maxProperties: 1 });

/** What a file under `rules/` holds. `publishedEvents` tells further which fields an event has, and with which values. */
export const packSchema = exactly({
  pack: text,
  jurisdiction: oneOf(['US', ...US_STATES]),
  example: Type.Boolean(),
  shared: Type.Optional(Type.Unknown({ description: 'Blocks that the rules below take over through YAML anchors' })),
  notYet: Type.Optional(Type.Array(exactly({ duty: text, citation: text, why: text }), { description: 'What the law asks for and no rule here does' })),
  rules: Type.Array(exactly({
    id: Type.String({ pattern: '^[A-Z][A-Za-z0-9.-]*$' }),
    citation: text,
    text,
    effective: exactly({ from: day, fromIs: oneOf(['first-day', 'in-force-by']), to: orNull(day), basis: text }),
    verified,
    obligor: oneOf(['title-iv-e-agency', 'law-enforcement', 'discovering-official']),
    binding: Type.Optional(Type.Boolean()),
    knowledge: oneOf(['agency', 'police', 'official']),
    covers: Type.Array(oneOf(COVERAGE), { minItems: 1, uniqueItems: true }),
    ages: orNull(Type.Array(oneOf(AGE_BANDS), { minItems: 1, uniqueItems: true })),
    recipient: orNull(oneOf([...new Set([...RECIPIENTS, ...NOTICE_RECIPIENTS])])),
    subject: oneOf(SUBJECT_KINDS),
    opens: Type.Array(exactly({ event, where, clock: text }), { minItems: 1 }),
    perOpening: Type.Optional(Type.Boolean()),
    limit,
    calendar: Type.Optional(text),
    met: Type.Unsafe<{ report: (typeof RECIPIENTS)[number] } | { all: readonly { event: string; where: Record<string, readonly string[]>; at: string }[] }>({
      type: 'object', minProperties: 1, maxProperties: 1, additionalProperties: false,
      properties: { report: oneOf(RECIPIENTS), all: Type.Array(exactly({ event, where, at: text }), { minItems: 1 }) },
    }),
    withheld: Type.Optional(exactly({ event: oneOf(['NoticeWithheld']), where })),
    ends: Type.Optional(Type.Array(exactly({ event, at: text, citation: text }))),
    alerts: Type.Array(exactly({ level: Type.Integer({ minimum: 1, maximum: 99 }), notify: text })),
  }), { minItems: 1 }),
});

/** What a file under `rules/calendars/` holds. */
export const calendarSchema = exactly({
  calendar: text,
  jurisdiction: oneOf(['US', ...US_STATES]),
  name: text,
  citation: text,
  verified,
  observed: exactly({ saturday: Type.Integer({ minimum: -6, maximum: 6 }), sunday: Type.Integer({ minimum: -6, maximum: 6 }) }),
  holidays: Type.Array(exactly({
    name: text, month: Type.Integer({ minimum: 1, maximum: 12 }), from: Type.Optional(year), to: Type.Optional(year),
    day: Type.Optional(Type.Integer({ minimum: 1, maximum: 31 })),
    weekday: Type.Optional(weekday), nth: Type.Optional(oneOfNumbers([-1, 1, 2, 3, 4, 5])), plusDays: Type.Optional(Type.Integer()),
  }), { minItems: 1 }),
});

/** What `rules/zones/us.yaml` holds. */
export const zonesSchema = exactly({
  verified,
  zones: Type.Record(oneOf(US_STATES), exactly({
    zone: text, counties: Type.Optional(Type.Record(Type.String(), Type.Array(text, { minItems: 1 }))), unlisted: Type.Optional(text),
  })),
});
