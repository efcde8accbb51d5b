import type { JsonSchema } from './compatibility.js';

export type Narrowing = { readonly what: string; readonly narrower: JsonSchema };

const without = <T>(list: readonly T[], index: number) => list.filter((_, at) => at !== index);

/** Ways to refuse, at this place of the schema, something that it permits. */
const here = (schema: JsonSchema): readonly Narrowing[] => {
  const { type, properties = {}, required = [], additionalProperties, items, anyOf, oneOf, enum: values, pattern, format } = schema;
  const as = (what: string, change: Partial<JsonSchema>): Narrowing => ({ what, narrower: { ...schema, ...change } });
  const names = Object.keys(properties);
  const limited = (rule: 'maxLength' | 'maxItems' | 'maximum', below: number) => as(rule, { [rule]: schema[rule] === undefined ? below : schema[rule] - 1 });
  const raised = (rule: 'minLength' | 'minItems' | 'minimum' | 'minProperties') => as(rule, { [rule]: (schema[rule] ?? 0) + 1 });
  const alternatives = (rule: 'anyOf' | 'oneOf', list: readonly JsonSchema[]) =>
    [...list.map((_, index) => as(`${rule} ${index} gone`, { [rule]: without(list, index) })), as(`a rule beside ${rule}`, { minProperties: 1 })];
  return [
    ...names.map(name => as(`${name} gone`, { properties: Object.fromEntries(Object.entries(properties).filter(([each]) => each !== name)) })),
    ...names.filter(name => !required.includes(name)).map(name => as(`${name} required`, { required: [...required, name] })),
    ...(type === 'object' ? [as('another field required', { properties: { ...properties, other: {} }, required: [...required, 'other'] })] : []),
    ...(type === 'object' && additionalProperties !== false ? [as('closed', { additionalProperties: false }), as('a free field described', { properties: { ...properties, other: { type: 'string' } } })] : []),
    ...(names.length > 1 ? [as('a dependency', { dependencies: { ...schema.dependencies, [names[0]!]: [names[1]!] } }), raised('minProperties')] : []),
    ...(values ? values.map((value, index) => as(`${value} gone`, { enum: without(values, index) })) : []),
    ...(type === 'string' && !values ? [as('an enum', { enum: ['x'] }), as('a constant', { const: 'x' }), limited('maxLength', 3), raised('minLength')] : []),
    ...(type === 'string' ? [as('another pattern', { pattern: `${pattern ?? ''}x` }), as('another format', { format: format === 'uuid' ? 'email' : 'uuid' })] : []),
    ...(type === 'integer' ? [limited('maximum', 3), raised('minimum')] : []),
    ...(type === 'array' ? [limited('maxItems', 3), raised('minItems'), ...(schema.uniqueItems ? [] : [as('unique', { uniqueItems: true })])] : []),
    ...(items ? [] : type === 'array' ? [as('items described', { items: { type: 'integer' } })] : []),
    ...(type ? [as('another type', { type: type === 'boolean' ? 'string' : 'boolean' })] : []),
    ...(anyOf ? alternatives('anyOf', anyOf) : []),
    ...(oneOf ? [...alternatives('oneOf', oneOf), as('an alternative twice', { oneOf: [...oneOf, oneOf[0]!] })] : []),
    as('a rule nobody compares', { not: { type: 'string' } } as Partial<JsonSchema>),
  ];
};

/** The same at every place below. */
export const narrowings = (schema: JsonSchema, path = ''): readonly Narrowing[] => {
  const below = (at: string, part: JsonSchema, put: (narrower: JsonSchema) => JsonSchema) =>
    narrowings(part, `${path}/${at}`).map(({ what, narrower }) => ({ what, narrower: put(narrower) }));
  const list = (rule: 'anyOf' | 'oneOf') => (schema[rule] ?? []).flatMap((part, index, all) =>
    below(`${rule}/${index}`, part, narrower => ({ ...schema, [rule]: all.map((each, at) => (at === index ? narrower : each)) })));
  return [
    ...here(schema).map(({ what, narrower }) => ({ what: `${path}: ${what}`, narrower })),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, part]) =>
      below(name, part, narrower => ({ ...schema, properties: { ...schema.properties, [name]: narrower } }))),
    ...(schema.items ? below('-', schema.items, items => ({ ...schema, items })) : []),
    ...list('anyOf'), ...list('oneOf'),
  ];
};
