import Type, { type TSchema } from 'typebox';

/** An object with these properties and no other. */
export const exactly = <Properties extends Record<string, TSchema>>(properties: Properties) => Type.Object(properties, { additionalProperties: false });
/** One of these values. */
export const oneOf = <const Values extends readonly (string | number)[]>(values: Values) => Type.Unsafe<Values[number]>({ enum: [...values] });
/** At least one of these values, each once. */
export const someOf = <const Values extends readonly string[]>(values: Values) => Type.Array(oneOf(values), { minItems: 1, uniqueItems: true });
/** What is not said is null, never left out. */
export const orNull = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);
export const text = Type.String({ minLength: 1 });
/** A calendar day, `YYYY-MM-DD`. */
export const day = Type.String({ format: 'date' });

/** From when to when something holds, and on what that rests. `fromIs`: whether the first day is known, or only one by which it held. */
export const effective = exactly({ from: day, fromIs: oneOf(['first-day', 'in-force-by']), to: orNull(day), basis: text });
/** Who read the law itself, and when; nobody yet is `on: null`. */
export const verified = exactly({ on: orNull(Type.String({ pattern: '^\\d{4}(-\\d{2}){0,2}$' })), against: text, unverified: text });
/** What every rule says of itself. */
export const provenance = { id: Type.String({ pattern: '^[A-Z][A-Za-z0-9.-]*$' }), citation: text, text, effective, verified };
