import { narrowed, type JsonSchema } from './compatibility.js';

describe('the comparison', () => {
  const text: JsonSchema = { type: 'string', minLength: 1, maxLength: 5 };
  const old: JsonSchema = { type: 'object', additionalProperties: false, required: ['a'], properties: { a: text, b: { type: 'string', enum: ['x', 'y'] } } };
  const having = (properties: Record<string, JsonSchema>, more: JsonSchema = {}) => ({ ...old, ...more, properties: { ...old.properties, ...properties } });
  const orNull = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] });
  const called = (name: string): JsonSchema => ({ type: 'object', properties: { type: { type: 'string', const: name } }, required: ['type'] });
  const oneOf = (...names: readonly string[]): JsonSchema => ({ oneOf: names.map(called), discriminator: { propertyName: 'type' } });

  it.each<[string, JsonSchema]>([
    ['nothing', old], ['a new optional field', having({ c: text })], ['a wider enum', having({ b: { type: 'string', enum: ['x', 'y', 'z'] } })],
    ['a field no longer required', having({}, { required: [] })], ['null permitted as well', having({ a: orNull(text) })],
    ['other words', having({ a: { ...text, 'x-personal': true, description: 'Other words' } as JsonSchema })],
  ])('lets %s pass', (_, now) => expect(narrowed(old, now)).toEqual([]));

  it.each<[string, JsonSchema, string]>([
    ['a field removed', { ...old, properties: { a: text } }, '/b: was removed'],
    ['a field made required', having({}, { required: ['a', 'b'] }), '/b: became required'],
    ['a new required field', having({ c: text }, { required: ['a', 'c'] }), '/c: became required'],
    ['a narrower enum', having({ b: { type: 'string', enum: ['x'] } }), '/b: y is not permitted any more'],
    ['a constant', having({ b: { type: 'string', const: 'x' } }), '/b: y is not permitted any more'],
    ['a new enum', having({ a: { ...text, enum: ['x'] } }), '/a: any value is not permitted any more'],
    ['another type', having({ a: { type: 'integer' } }), '/a: was string, is integer'],
    ['a shorter text', having({ a: { ...text, maxLength: 4 } }), '/a: maxLength was lowered'],
    ['a pattern', having({ a: { ...text, pattern: '^x' } }), '/a: another pattern'],
    ['a field that needs another', having({}, { dependencies: { a: ['b'] } }), '/a: calls for b now'],
    ['a rule it cannot compare', having({ a: { ...text, not: { const: 'x' } } as JsonSchema }), '/a: not is not compared, so not permitted'],
  ])('sees %s', (_, now, fault) => expect(narrowed(old, now)).toContain(fault));

  it('looks into lists and alternatives', () => {
    const list = (items: JsonSchema): JsonSchema => ({ type: 'array', items });
    expect(narrowed(list(old), list({ ...old, properties: { a: text } }))).toEqual(['/-/b: was removed']);
    expect(narrowed(list(old), { ...list(old), maxItems: 3, uniqueItems: true })).toEqual([': maxItems was lowered', ': refuses repeated items now']);
    expect(narrowed(orNull(text), text)).toContain(': was null, is string');
    expect(narrowed(oneOf('a', 'b'), oneOf('a', 'b', 'c'))).toEqual([]);
    expect(narrowed(oneOf('a', 'b'), oneOf('a'))).toEqual(['/type: b is not permitted any more']);
    expect(narrowed(oneOf('a', 'b'), oneOf('a', 'b', 'b'))).toEqual([': alternatives are not told apart']);
  });

  it('knows that an open object permits any field, so that describing or refusing one narrows it', () => {
    const open: JsonSchema = { type: 'object', properties: { a: text } };
    expect(narrowed(open, { ...open, properties: { a: text, b: text } })).toEqual(['/b: was free, is described now']);
    expect(narrowed(open, { ...open, additionalProperties: false })).toEqual([': refuses other properties now']);
  });
});
