import Type, { type TSchema } from 'typebox';

export const exactly = <Properties extends Record<string, TSchema>>(properties: Properties) => Type.Object(properties, { additionalProperties: false });
export const oneOf = <const Values extends readonly (string | number)[]>(values: Values) => Type.Unsafe<Values[number]>({ enum: [...values] });
export const someOf = <const Values extends readonly string[]>(values: Values) => Type.Array(oneOf(values), { minItems: 1, uniqueItems: true });
export const orNull = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);
export const text = Type.String({ minLength: 1 });
export const day = Type.String({ format: 'date' });

export const effective = exactly({ from: day, fromIs: oneOf(['first-day', 'in-force-by']), to: orNull(day), basis: text });
/** Who read the law itself, and when; nobody yet is `on: null`. */
export const verified = exactly({ on: orNull(Type.String({ pattern: '^\\d{4}(-\\d{2}){0,2}$' })), against: text, unverified: text });
/** What every rule says of itself. */
export const provenance = { id: Type.String({ pattern: '^[A-Z][A-Za-z0-9.-]*$' }), citation: text, text, effective, verified };
