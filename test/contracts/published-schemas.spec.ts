import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { publishedEvents } from '#contracts';
import { narrowed, type JsonSchema } from './compatibility.js';

const FOLDER = join(import.meta.dirname, 'schemas');
const fileOf = (type: string, version: number) => join(FOLDER, `${type}.v${version}.json`);
const read = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as JsonSchema;
/** Words may change freely. */
const shapeOf = (schema: unknown) => JSON.parse(JSON.stringify(schema, (key, value: unknown) =>
  (key === 'description' && typeof value === 'string' ? undefined : value))) as JsonSchema;

const published = [...publishedEvents.values()].map(({ type, version, schema }) => ({ type, version, schema: shapeOf(schema) }));
const golden = readdirSync(FOLDER).filter(name => name.endsWith('.json')).map(name => /^(?<type>\w+)\.v\d+\.json$/.exec(name)!.groups!.type!);

describe.each(published)('$type, version $version', ({ type, version, schema }) => {
  const versions = Array.from({ length: version }, (_, index) => index + 1).filter(each => existsSync(fileOf(type, each)));
  const faults = versions.flatMap(each => narrowed(read(fileOf(type, each)), schema).map(fault => `v${each} ${fault}`));
  if (process.env.UPDATE_GOLDEN && faults.length === 0) writeFileSync(fileOf(type, version), `${JSON.stringify(schema, null, 2)}\n`);

  it('still reads everything stored under any version', () => expect(faults).toEqual([]));
  it('is kept here as it is', () => expect(existsSync(fileOf(type, version)) && read(fileOf(type, version))).toEqual(schema));
});

it('no published event ever goes away', () => expect(golden.filter(type => !publishedEvents.has(type))).toEqual([]));

describe('the comparison', () => {
  const text: JsonSchema = { type: 'string', minLength: 1, maxLength: 5 };
  const old: JsonSchema = { type: 'object', additionalProperties: false, required: ['a'], properties: { a: text, b: { type: 'string', enum: ['x', 'y'] } } };
  const having = (properties: Record<string, JsonSchema>, more: JsonSchema = {}) => ({ ...old, ...more, properties: { ...old.properties, ...properties } });
  const orNull = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] });

  it.each<[string, JsonSchema]>([
    ['nothing', old], ['a new optional field', having({ c: text })], ['a wider enum', having({ b: { type: 'string', enum: ['x', 'y', 'z'] } })],
    ['a field no longer required', having({}, { required: [] })], ['null permitted as well', having({ a: orNull(text) })],
  ])('lets %s pass', (_, now) => expect(narrowed(old, now)).toEqual([]));

  it.each<[string, JsonSchema, string]>([
    ['a field removed', { ...old, properties: { a: text } }, '/b: was removed'],
    ['a field made required', having({}, { required: ['a', 'b'] }), '/b: became required'],
    ['a new required field', having({ c: text }, { required: ['a', 'c'] }), '/c: became required'],
    ['a narrower enum', having({ b: { type: 'string', enum: ['x'] } }), '/b: y is not permitted any more'],
    ['a new enum', having({ a: { ...text, enum: ['x'] } }), '/a: any value is not permitted any more'],
    ['another type', having({ a: { type: 'integer' } }), '/a: was string, is integer'],
    ['a shorter text', having({ a: { ...text, maxLength: 4 } }), '/a: maxLength was lowered'],
    ['a pattern', having({ a: { ...text, pattern: '^x' } }), '/a: another pattern'],
  ])('sees %s', (_, now, fault) => expect(narrowed(old, now)).toContain(fault));

  it('looks into lists and alternatives', () => {
    const list = (items: JsonSchema): JsonSchema => ({ type: 'array', items });
    expect(narrowed(list(old), list({ ...old, properties: { a: text } }))).toEqual(['/-/b: was removed']);
    expect(narrowed(orNull(text), text)).toContain(': was null, is string');
  });
});
