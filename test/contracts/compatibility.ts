export type JsonSchema = {
  readonly type?: string; readonly properties?: Readonly<Record<string, JsonSchema>>; readonly required?: readonly string[];
  readonly additionalProperties?: boolean; readonly items?: JsonSchema; readonly anyOf?: readonly JsonSchema[]; readonly enum?: readonly string[];
  readonly format?: string; readonly pattern?: string;
  readonly minLength?: number; readonly maxLength?: number; readonly minItems?: number; readonly minimum?: number; readonly maximum?: number;
};

const lowerLimits = ['minLength', 'minItems', 'minimum'] as const;
const upperLimits = ['maxLength', 'maximum'] as const;
const without = (some: readonly string[] = [], others: readonly string[] = []) => some.filter(each => !others.includes(each));

const inObject = (old: JsonSchema, now: JsonSchema, path: string): string[] => [
  ...without(now.required, old.required).map(name => `${path}/${name}: became required`),
  ...Object.entries(old.properties ?? {}).flatMap(([name, was]) => {
    const is = now.properties?.[name];
    return is ? narrowed(was, is, `${path}/${name}`) : [`${path}/${name}: was removed`];
  }),
  ...(old.additionalProperties !== false && now.additionalProperties === false ? [`${path}: refuses other properties now`] : []),
];

const inText = (old: JsonSchema, now: JsonSchema, path: string): string[] => [
  ...(old.type === now.type ? [] : [`${path}: was ${old.type}, is ${now.type}`]),
  ...(now.enum ? (old.enum ? without(old.enum, now.enum) : ['any value']).map(value => `${path}: ${value} is not permitted any more`) : []),
  ...(['format', 'pattern'] as const).filter(rule => now[rule] !== undefined && now[rule] !== old[rule]).map(rule => `${path}: another ${rule}`),
  ...lowerLimits.filter(rule => (now[rule] ?? -Infinity) > (old[rule] ?? -Infinity)).map(rule => `${path}: ${rule} was raised`),
  ...upperLimits.filter(rule => (now[rule] ?? Infinity) < (old[rule] ?? Infinity)).map(rule => `${path}: ${rule} was lowered`),
];

const alternatives = (schema: JsonSchema): readonly JsonSchema[] => schema.anyOf ?? [schema];

/** Where the schema now refuses what the old one permitted: then events stored under the old one could no longer be read. */
export const narrowed = (old: JsonSchema, now: JsonSchema, path = ''): string[] => {
  if (old.anyOf || now.anyOf) {
    return alternatives(old).flatMap(was => {
      const attempts = alternatives(now).map(is => narrowed(was, is, path));
      return attempts.some(faults => faults.length === 0) ? [] : attempts.sort((a, b) => a.length - b.length)[0]!;
    });
  }
  const items = now.items ? narrowed(old.items ?? {}, now.items, `${path}/-`) : [];
  return [...inText(old, now, path), ...inObject(old, now, path), ...items];
};
