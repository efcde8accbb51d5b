export type JsonSchema = {
  readonly type?: string; readonly properties?: Readonly<Record<string, JsonSchema>>; readonly required?: readonly string[];
  readonly additionalProperties?: boolean; readonly dependencies?: Readonly<Record<string, readonly string[]>>; readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[]; readonly oneOf?: readonly JsonSchema[]; readonly discriminator?: { readonly propertyName: string };
  readonly enum?: readonly string[]; readonly const?: string; readonly format?: string; readonly pattern?: string; readonly uniqueItems?: boolean;
  readonly minLength?: number; readonly minItems?: number; readonly minProperties?: number; readonly minimum?: number;
  readonly maxLength?: number; readonly maxItems?: number; readonly maxProperties?: number; readonly maximum?: number;
};

const lowerLimits = ['minLength', 'minItems', 'minProperties', 'minimum'] as const;
const upperLimits = ['maxLength', 'maxItems', 'maxProperties', 'maximum'] as const;
const COMPARED = new Set<string>([
  'type', 'properties', 'required', 'additionalProperties', 'dependencies', 'items', 'anyOf', 'oneOf', 'discriminator', 'enum', 'const', 'format', 'pattern',
  'uniqueItems', ...lowerLimits, ...upperLimits,
]);
const ANNOTATIONS = new Set(['$schema', '$id', 'title', 'description', 'x-personal']);

const without = (some: readonly string[] = [], others: readonly string[] = []) => some.filter(each => !others.includes(each));

const inObject = (old: JsonSchema, now: JsonSchema, path: string): string[] => [
  ...without(now.required, old.required).map(name => `${path}/${name}: became required`),
  ...Object.entries(old.properties ?? {}).flatMap(([name, was]) => {
    const is = now.properties?.[name];
    return is ? narrowed(was, is, `${path}/${name}`) : [`${path}/${name}: was removed`];
  }),
  ...(old.additionalProperties !== false
    ? without(Object.keys(now.properties ?? {}), Object.keys(old.properties ?? {})).map(name => `${path}/${name}: was free, is described now`) : []),
  ...(old.additionalProperties !== false && now.additionalProperties === false ? [`${path}: refuses other properties now`] : []),
  ...Object.entries(now.dependencies ?? {}).flatMap(([name, needs]) =>
    without(needs, old.dependencies?.[name]).map(needed => `${path}/${name}: calls for ${needed} now`)),
];

const valuesOf = (schema: JsonSchema) => schema.enum ?? (schema.const === undefined ? undefined : [schema.const]);

const inValue = (old: JsonSchema, now: JsonSchema, path: string): string[] => {
  const values = valuesOf(now);
  return [
    ...(old.type === now.type ? [] : [`${path}: was ${old.type}, is ${now.type}`]),
    ...(values ? without(valuesOf(old) ?? ['any value'], values).map(value => `${path}: ${value} is not permitted any more`) : []),
    ...(['format', 'pattern'] as const).filter(rule => now[rule] !== undefined && now[rule] !== old[rule]).map(rule => `${path}: another ${rule}`),
    ...lowerLimits.filter(rule => (now[rule] ?? -Infinity) > (old[rule] ?? -Infinity)).map(rule => `${path}: ${rule} was raised`),
    ...upperLimits.filter(rule => (now[rule] ?? Infinity) < (old[rule] ?? Infinity)).map(rule => `${path}: ${rule} was lowered`),
    ...(now.uniqueItems && !old.uniqueItems ? [`${path}: refuses repeated items now`] : []),
  ];
};

/** A rule that nobody compares would let a narrower schema pass. */
const uncompared = (now: JsonSchema, path: string): string[] =>
  Object.keys(now).filter(rule => !COMPARED.has(rule) && !ANNOTATIONS.has(rule)).map(rule => `${path}: ${rule} is not compared, so not permitted`);

const besideAlternatives = (now: JsonSchema, path: string): string[] =>
  (now.anyOf ?? now.oneOf ? Object.keys(now).filter(rule => !['anyOf', 'oneOf', 'discriminator'].includes(rule) && !ANNOTATIONS.has(rule)) : [])
    .map(rule => `${path}: ${rule} beside alternatives is not compared, so not permitted`);

/** What two alternatives of `oneOf` take, it refuses: each must have a name of its own. */
const overlapping = ({ oneOf, discriminator }: JsonSchema, path: string): string[] => {
  const names = new Set(oneOf?.map(({ properties }) => properties?.[discriminator?.propertyName ?? '']?.const));
  return oneOf && (names.has(undefined) || names.size < oneOf.length) ? [`${path}: alternatives are not told apart`] : [];
};

const alternatives = (schema: JsonSchema): readonly JsonSchema[] => schema.anyOf ?? schema.oneOf ?? [schema];

/** Only the one of the same name, where alternatives have names. */
const candidates = (was: JsonSchema, now: JsonSchema): readonly JsonSchema[] => {
  const nameOf = ({ properties }: JsonSchema) => properties?.[now.discriminator?.propertyName ?? '']?.const;
  const namesakes = alternatives(now).filter(is => nameOf(is) !== undefined && nameOf(is) === nameOf(was));
  return namesakes.length > 0 ? namesakes : alternatives(now);
};

/** Where the schema now refuses what the old one permitted: then what was written under the old one could no longer be read. */
export const narrowed = (old: JsonSchema, now: JsonSchema, path = ''): string[] => {
  if (alternatives(old)[0] !== old || alternatives(now)[0] !== now) {
    const unread = alternatives(old).flatMap(was => {
      const attempts = candidates(was, now).map(is => narrowed(was, is, path));
      return attempts.some(faults => faults.length === 0) ? [] : attempts.sort((a, b) => a.length - b.length)[0]!;
    });
    return [...unread, ...overlapping(now, path), ...besideAlternatives(now, path)];
  }
  const items = now.items ? narrowed(old.items ?? {}, now.items, `${path}/-`) : [];
  return [...uncompared(now, path), ...inValue(old, now, path), ...inObject(old, now, path), ...items];
};
