import Type from 'typebox';
import { WEEKDAYS } from '#calendar';
import { CONTINUANCE_REASONS, COUNTED_FROM, DOCKET_CRITERIA, FILING_TYPES, HEARING_KINDS, MISSING_CATEGORIES, US_STATES } from '#contracts';
import { exactly, oneOf, orNull, provenance, someOf, text } from '#rule-files';

const upTo = (maximum: number) => Type.Integer({ minimum: 1, maximum });
const DAYS = { courtDays: upTo(400), calendarDays: upTo(400) };
const count = Type.Unsafe<{ readonly courtDays: number } | { readonly calendarDays: number }>(
  { type: 'object', properties: DAYS, additionalProperties: false, minProperties: 1, maxProperties: 1 });

/** What a file under `rules/` holds. */
export const packSchema = exactly({
  pack: text,
  jurisdiction: oneOf(US_STATES),
  example: Type.Boolean(),
  calendar: orNull(text),
  shared: Type.Optional(Type.Unknown({ description: 'Blocks that the rules below take over through YAML anchors' })),
  notYet: Type.Optional(Type.Array(exactly({ duty: text, citation: text, why: text }), { description: 'What the law asks for and no rule here does' })),
  weeklyList: Type.Optional(exactly({ ...provenance, weekBegins: oneOf(WEEKDAYS) })),
  hearings: Type.Optional(Type.Array(exactly({
    ...provenance,
    kind: oneOf(HEARING_KINDS),
    countedFrom: oneOf(COUNTED_FROM),
    earliest: Type.Optional(count),
    latest: Type.Optional(count),
    notice: Type.Optional(exactly({ courtDays: upTo(100) })),
    continuance: Type.Optional(exactly({ latest: count, reasons: someOf(CONTINUANCE_REASONS) })),
  }))),
  absenceReviews: Type.Optional(Type.Array(exactly({
    ...provenance,
    categories: someOf(MISSING_CATEGORIES),
    caseTypes: someOf(FILING_TYPES),
    kind: oneOf(HEARING_KINDS),
    endsOn: someOf(['returned', 'located']),
  }))),
});

/** What a file under `rules/courts/` holds. */
export const courtsSchema = exactly({
  example: Type.Boolean(),
  courts: Type.Array(exactly({
    court: text, state: oneOf(US_STATES), name: text,
    counties: Type.Array(exactly({ county: text, calendar: Type.Optional(text) }), { minItems: 1 }),
    dockets: Type.Array(exactly({
      docket: Type.String({ pattern: '^[a-z][a-z0-9-]*$' }), name: text, citation: text, counties: Type.Array(text, { minItems: 1 }),
      caseTypes: someOf(FILING_TYPES), kinds: someOf(HEARING_KINDS), criteria: someOf(DOCKET_CRITERIA),
      sits: exactly({ weekday: oneOf(WEEKDAYS), weeks: Type.Array(upTo(5), { minItems: 1, uniqueItems: true }) }),
    })),
  }), { minItems: 1 }),
});
