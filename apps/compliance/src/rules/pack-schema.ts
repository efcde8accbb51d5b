import Type, { type TSchema } from 'typebox';
import { COVERAGE, RECIPIENTS, SUBJECT_KINDS, US_STATES } from '#contracts';
import { FACT_TYPES } from '../duty/index.js';

const exactly = <Properties extends Record<string, TSchema>>(properties: Properties) => Type.Object(properties, { additionalProperties: false });
const oneOf = <const Values extends readonly string[]>(values: Values) => Type.Unsafe<Values[number]>({ type: 'string', enum: [...values] });
const text = Type.String({ minLength: 1 });
const day = Type.String({ format: 'date' });

/** What a file under `rules/` holds. `publishedEvents` tells further which fields an event has. */
export const packSchema = exactly({
  pack: text,
  jurisdiction: oneOf(['US', ...US_STATES]),
  example: Type.Boolean(),
  rules: Type.Array(exactly({
    id: Type.String({ pattern: '^[A-Z][A-Z0-9-]*$' }),
    citation: text,
    text,
    effective: exactly({ from: day, fromIs: oneOf(['first-day', 'in-force-by']), to: Type.Union([day, Type.Null()]), basis: text }),
    verified: exactly({ on: Type.String({ pattern: '^\\d{4}(-\\d{2}){0,2}$' }), against: text, unverified: text }),
    obligor: oneOf(['title-iv-e-agency']),
    knowledge: oneOf(['agency']),
    covers: Type.Array(oneOf(COVERAGE), { minItems: 1, uniqueItems: true }),
    recipient: oneOf(RECIPIENTS),
    subject: oneOf(SUBJECT_KINDS),
    opens: Type.Array(exactly({
      event: oneOf(FACT_TYPES), where: Type.Record(Type.String(), Type.Array(text, { minItems: 1 })), clock: text,
    }), { minItems: 1 }),
    limit: exactly({ elapsedHours: Type.Integer({ minimum: 1 }) }),
    met: exactly({ event: oneOf(['ReportMade']), at: oneOf(['madeAt']) }),
    ends: Type.Array(exactly({ event: oneOf(FACT_TYPES), at: text, citation: text })),
    alerts: Type.Array(exactly({ level: Type.Integer({ minimum: 1, maximum: 99 }), notify: text })),
  }), { minItems: 1 }),
});
