import Type from 'typebox';
import { AGE_BANDS, COVERAGE, DUTY_SUBJECTS, NOTICE_RECIPIENTS, OBLIGORS, publishedEvents, RECIPIENTS, US_STATES } from '#contracts';
import { exactly, oneOf, orNull, provenance, someOf, text } from '#rule-files';
import { ALERTED_ROLES } from '../access.js';

const count = Type.Integer({ minimum: 1 });

const event = oneOf([...publishedEvents.keys()]);
const where = Type.Record(Type.String(), Type.Array(text, { minItems: 1 }));

const LIMITS = { elapsedHours: count, calendarDays: count, businessDays: count, courtDays: count, statedIn: text, none: Type.Literal(true) };
const limit = Type.Unsafe<{ [Key in keyof typeof LIMITS]?: number | string | true }>(
  { type: 'object', properties: LIMITS, additionalProperties: false, minProperties: 1, maxProperties: 1 });

/** What a file under `rules/` holds. `publishedEvents` tells further which fields an event has, and with which values. */
export const packSchema = exactly({
  pack: text,
  jurisdiction: oneOf(['US', ...US_STATES]),
  example: Type.Boolean(),
  shared: Type.Optional(Type.Unknown({ description: 'Blocks that the rules below take over through YAML anchors' })),
  notYet: Type.Optional(Type.Array(exactly({ duty: text, citation: text, why: text }), { description: 'What the law asks for and no rule here does' })),
  rules: Type.Array(exactly({
    ...provenance,
    obligor: oneOf(OBLIGORS),
    binding: Type.Optional(Type.Boolean()),
    knowledge: oneOf(['agency', 'police', 'official']),
    covers: someOf(COVERAGE),
    ages: orNull(someOf(AGE_BANDS)),
    recipient: orNull(oneOf([...new Set([...RECIPIENTS, ...NOTICE_RECIPIENTS])])),
    subject: oneOf(DUTY_SUBJECTS),
    opens: Type.Array(exactly({ event, where, clock: text, orElse: Type.Optional(text) }), { minItems: 1 }),
    perOpening: Type.Optional(Type.Boolean()),
    limit,
    calendar: Type.Optional(text),
    met: Type.Unsafe<{ report: (typeof RECIPIENTS)[number] } | { all: readonly { event: string; where: Record<string, readonly string[]>; at: string }[] }>({
      type: 'object', minProperties: 1, maxProperties: 1, additionalProperties: false,
      properties: { report: oneOf(RECIPIENTS), all: Type.Array(exactly({ event, where, at: text }), { minItems: 1 }) },
    }),
    withheld: Type.Optional(exactly({ event: oneOf(['NoticeWithheld']), where })),
    ends: Type.Optional(Type.Array(exactly({ event, at: text, citation: text }))),
    alerts: Type.Array(exactly({ level: Type.Integer({ minimum: 1, maximum: 99 }), notify: oneOf(ALERTED_ROLES) })),
  }), { minItems: 1 }),
});
