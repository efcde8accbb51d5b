import fc from 'fast-check';

/** As far as our documents use JSON Schema. */
export type JsonSchema = {
  readonly $ref?: string; readonly type?: string; readonly format?: string; readonly pattern?: string; readonly enum?: readonly unknown[];
  readonly minLength?: number; readonly maxLength?: number; readonly minimum?: number; readonly maximum?: number;
  readonly items?: JsonSchema; readonly minItems?: number; readonly maxItems?: number; readonly uniqueItems?: boolean;
  readonly properties?: Readonly<Record<string, JsonSchema>>; readonly required?: readonly string[]; readonly example?: unknown;
};
export type Schemas = Readonly<Record<string, JsonSchema>>;

const FIRST = Date.parse('2025-01-01T00:00:00Z');
const LAST = Date.parse('2026-12-31T00:00:00Z');
const MANY = 3;

const texts = ({ format, pattern, minLength = 0, maxLength = 40 }: JsonSchema): fc.Arbitrary<string> => {
  if (format === 'uuid') return fc.uuid();
  if (format === 'date-time') return fc.integer({ min: FIRST, max: LAST }).map(time => new Date(time).toISOString());
  if (format === 'date') return fc.integer({ min: FIRST, max: LAST }).map(time => new Date(time).toISOString().slice(0, 10));
  if (pattern) return fc.stringMatching(new RegExp(pattern)).map(text => text.slice(0, maxLength));
  return fc.string({ minLength, maxLength: Math.min(maxLength, minLength + 40), unit: 'grapheme' });
};

/** Values that a schema accepts. */
export const valid = (schema: JsonSchema, schemas: Schemas): fc.Arbitrary<unknown> => {
  const { $ref, type, minimum = 0, maximum = 1_000, items, minItems = 0, maxItems = MANY, uniqueItems, properties = {}, required = [] } = schema;
  if ($ref) return valid(schemas[$ref.split('/').at(-1)!]!, schemas);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (type === 'boolean') return fc.boolean();
  if (type === 'integer' || type === 'number') return fc.integer({ min: minimum, max: Math.min(maximum, minimum + 1_000) });
  if (type === 'array') {
    const each = { minLength: minItems, maxLength: Math.max(minItems, Math.min(maxItems, MANY)) };
    const item = valid(items ?? {}, schemas);
    return uniqueItems ? fc.uniqueArray(item, { ...each, selector: value => JSON.stringify(value) }) : fc.array(item, each);
  }
  if (type === 'object' || schema.properties) {
    return fc.record(Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, valid(value, schemas)])), { requiredKeys: [...required] });
  }
  return type === 'string' ? texts(schema) : fc.jsonValue({ maxDepth: 1 });
};

/** What somebody sends by mistake, or to find out. */
export const broken: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null, '', ' ', '\u0000', 'a\u0000b', '\ud800', '💥', 'x'.repeat(5_000), -1, 1e308, 9_007_199_254_740_993, 0.5, true, [], {}, [[[[]]]], '../../etc/passwd', "'; drop table fact; --",
    '2026-02-30T10:00:00Z', '2026-03-08T17:00:00', '9999-12-31T23:59:59.999Z', '0000-01-01T00:00:00Z', '2026-03-08T17:00:00.0001Z', '{"a":1}', { __proto__: null, constructor: 1 },
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

const without = (value: Record<string, unknown>, name: string) => Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));

/** One thing wrong with a value that was right, or nothing right at all. */
export const brokenFrom = (good: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> => fc.oneof(
  { weight: 4, arbitrary: fc.tuple(good, fc.nat(), broken).map(([value, at, wrong]) => {
    const names = Object.keys((value ?? {}) as object);
    return names.length === 0 ? wrong : { ...(value as object), [names[at % names.length]!]: wrong };
  }) },
  { weight: 2, arbitrary: fc.tuple(good, fc.nat()).map(([value, at]) => {
    const names = Object.keys((value ?? {}) as object);
    return names.length === 0 ? {} : without(value as Record<string, unknown>, names[at % names.length]!);
  }) },
  { weight: 1, arbitrary: good.map(value => ({ ...(value as object), unknownProperty: 'Synthetic Name' })) },
  { weight: 1, arbitrary: broken },
);
