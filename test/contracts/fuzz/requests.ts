import fc from 'fast-check';
import { broken, brokenFrom, valid, type JsonSchema, type Schemas } from './values.js';

export type Parameter = { readonly name: string; readonly in: 'path' | 'query' | 'header'; readonly required?: boolean; readonly schema: JsonSchema };
export type Operation = {
  readonly name: string; readonly method: string; readonly path: string; readonly action: string | undefined;
  readonly parameters: readonly Parameter[]; readonly body: JsonSchema | undefined; readonly statuses: readonly string[];
};
/** A request before it is known which ids there are: `known` picks one. */
export type Sent = {
  readonly who: number; readonly known: number; readonly inPath: Readonly<Record<string, unknown>>; readonly query: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>; readonly body: { readonly text: string; readonly type: string } | null;
};

type Raw = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, {
    readonly 'x-action'?: string; readonly parameters?: readonly Parameter[]; readonly responses: object;
    readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: JsonSchema } } };
  }>>>>;
  readonly components: { readonly schemas: Schemas };
};
export type ApiDocument = Raw;

export const operationsOf = ({ paths }: Raw): readonly Operation[] => Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { 'x-action': action, parameters = [], requestBody, responses }]) => ({
    name: `${method} ${path}`, method, path, action, parameters, body: requestBody?.content['application/json'].schema, statuses: Object.keys(responses),
  })));

/** Stands for an id that an earlier answer gave. */
export const KNOWN = 'a-known-id';
const JSON_TYPE = 'application/json';

const pathValue = fc.oneof({ weight: 6, arbitrary: fc.constant(KNOWN) }, { weight: 1, arbitrary: fc.uuid() }, { weight: 1, arbitrary: broken });

const HEADERS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'Idempotency-Key': fc.constantFrom('key-1', 'key-2', 'k'.repeat(129), 'with space', ''),
  'If-Match': fc.constantFrom('"0"', '"0"', '"1"', '"1"', '"2"', '"3"', 'W/"4"', '*', '"x"', '0', '"99999999999999999999"'),
  'Min-Position': fc.constantFrom('0', '1', '-1', 'x', '99999999999999999999'), // no position ahead of the log: that rightly waits, and then answers 503
  'Claimed-Recorded-At': fc.constantFrom('2026-03-01T00:00:00Z', '2026-03-01', 'x', '2999-01-01T00:00:00Z'),
  Purpose: fc.constantFrom('case-management', 'Not A Code', 'x'),
  'X-Correlation-Id': fc.constantFrom('0123456789', 'no', '!'.repeat(200)),
};
const headersFor = (parameters: readonly Parameter[]): fc.Arbitrary<Record<string, string>> => {
  const sent = ({ name, required = false }: Pick<Parameter, 'name' | 'required'>) => fc.oneof(
    { weight: required ? 8 : 1, arbitrary: HEADERS[name]! }, { weight: required ? 1 : 8, arbitrary: fc.constant(undefined) });
  const named = parameters.filter(({ name }) => name in HEADERS);
  return fc.record(Object.fromEntries(named.map(parameter => [parameter.name, sent(parameter)])))
    .map(headers => Object.fromEntries(Object.entries(headers).filter((each): each is [string, string] => each[1] !== undefined)));
};

const withKnownIds = (schema: JsonSchema, schemas: Schemas, value: unknown): unknown => {
  const { properties = {} } = schema.$ref ? schemas[schema.$ref.split('/').at(-1)!]! : schema;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, properties[name]?.format === 'uuid' ? KNOWN : each]));
};

const bodyFor = (schema: JsonSchema, schemas: Schemas): fc.Arbitrary<Sent['body']> => {
  const { example } = schema.$ref ? schemas[schema.$ref.split('/').at(-1)!]! : schema;
  const anything = valid(schema, schemas);
  const good = example === undefined ? anything : fc.oneof(fc.constant(example), anything);
  const placed = good.map(value => withKnownIds(schema, schemas, value));
  const json = (value: unknown) => ({ text: JSON.stringify(value) ?? '', type: JSON_TYPE });
  return fc.oneof(
    { weight: 6, arbitrary: placed.map(json) },
    { weight: 4, arbitrary: brokenFrom(placed).map(json) },
    { weight: 1, arbitrary: fc.constantFrom({ text: '{"a":', type: JSON_TYPE }, { text: '', type: JSON_TYPE }, { text: 'a=1', type: 'application/x-www-form-urlencoded' },
      { text: '{}', type: 'text/plain' }, { text: `{"a":"${'x'.repeat(300_000)}"}`, type: JSON_TYPE }, null) },
  );
};

export const requestsFor = ({ parameters, body }: Operation, schemas: Schemas): fc.Arbitrary<Sent> => {
  const ofKind = (kind: Parameter['in']) => parameters.filter(parameter => parameter.in === kind);
  const query = ofKind('query').map(({ name, schema }) => [name, fc.option(fc.oneof({ weight: 3, arbitrary: valid(schema, schemas) }, { weight: 1, arbitrary: broken }), { nil: undefined, freq: 1 })] as const);
  return fc.record({
    who: fc.noBias(fc.nat({ max: 99 })), known: fc.noBias(fc.nat()), inPath: fc.record(Object.fromEntries(ofKind('path').map(({ name }) => [name, pathValue]))),
    query: fc.record(Object.fromEntries(query)), headers: headersFor([...ofKind('header'), { name: 'X-Correlation-Id', in: 'header', schema: {} }]), body: body ? bodyFor(body, schemas) : fc.constant(null),
  });
};
