import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';
import type { Static, TSchema } from 'typebox';
import { LineCounter, parseDocument } from 'yaml';

export type Path = readonly (string | number)[];
export type Found = { readonly path: Path; readonly reason: string };
/** Nothing where it holds. */
export const unless = (holds: boolean, path: Path, reason: string): readonly Found[] => (holds ? [] : [{ path, reason }]);

export type Fault = { readonly file: string; readonly line: number; readonly reason: string };

/** Every fault of every file, not the first only. */
export class RulesDoNotLoad extends Error {
  constructor(readonly faults: readonly Fault[]) {
    super(`The rules do not load:\n${faults.map(({ file, line, reason }) => `  ${file}:${line}: ${reason}`).join('\n')}`);
    this.name = 'RulesDoNotLoad';
  }
}

/** What a file says, and on which line it says it. */
export type Read<Value> = { readonly file: string; readonly value: Value; readonly faultAt: (path: Path, reason: string) => Fault };
/** Writes out what a file says in short. `origin` leads from a place in the result back to the place in the file. */
export type Expand = (value: unknown) => { readonly value: unknown; readonly origin: (path: Path) => Path };

const AS_WRITTEN: Expand = value => ({ value, origin: path => path });

const readYaml = (folder: string, file: string, expand: Expand): Read<unknown> => {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(join(folder, file), 'utf8'), { lineCounter: lines, merge: true });
  const [broken] = document.errors; // the others mostly follow from it
  if (broken) throw new RulesDoNotLoad([{ file, line: broken.linePos?.[0].line ?? 1, reason: broken.message.split('\n')[0]! }]);
  const { value, origin } = expand(document.toJS());
  /** The line of the deepest node on the way to `path` that the document has. */
  const lineOf = (path: Path): number => {
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true) as { range?: readonly number[] } | undefined;
      if (node?.range) return lines.linePos(node.range[0]!).line;
    }
    return 1;
  };
  const faultAt = (path: Path, reason: string): Fault => ({ file, line: lineOf(origin(path)), reason: [origin(path).join('/'), reason].join(' ').trim() });
  return { file, value, faultAt };
};

const ajv = new Ajv({ strict: false, allErrors: true, verbose: true });
addFormats.default(ajv);

const keysOf = (pointer: string): Path =>
  pointer.split('/').slice(1).map(part => part.replaceAll('~1', '/').replaceAll('~0', '~')).map(key => (/^\d+$/.test(key) ? Number(key) : key));

const FEW = 15;
const reasonOf = ({ message, params, data }: ErrorObject): string => {
  const { allowedValues, additionalProperty } = params as { allowedValues?: readonly unknown[]; additionalProperty?: string };
  if (!allowedValues) return `${message}${additionalProperty ? ` (${additionalProperty})` : ''}`;
  return `${JSON.stringify(data)} is not one of ${allowedValues.length > FEW ? `the ${allowedValues.length} known` : allowedValues.join(', ')}`;
};

/** What is written out from one place is at fault in that place once. */
const once = (faults: readonly Fault[]): readonly Fault[] => [...new Map(faults.map(fault => [`${fault.line} ${fault.reason}`, fault])).values()];

const filesOf = (folder: string) => (existsSync(folder) ? readdirSync(folder).sort() : []);
const isRead = (file: string) => file.endsWith('.yaml');

/** What was meant to be read and is not would go unnoticed. */
const unreadIn = (folder: string): readonly Fault[] => filesOf(folder).filter(file => /\.ya?ml$/i.test(file) && !isRead(file))
  .map(file => ({ file, line: 1, reason: 'is not read: only a name that ends with .yaml is' }));

/** Throws `RulesDoNotLoad` for each that is no folder: a deployment's own rules are not left out in silence. */
export const refuseUnlessFolders = (folders: readonly string[]): void => {
  const faults = folders.filter(folder => !statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    .map(file => ({ file, line: 1, reason: 'there is no such folder' }));
  if (faults.length > 0) throw new RulesDoNotLoad(faults);
};

/**
 * A reader of every `*.yaml` of every folder against a schema, and then against what a schema cannot say (`further`). It
 * throws `RulesDoNotLoad` with all faults of all files, a file of YAML with another name included; a folder that does not
 * exist holds none.
 */
export const readerOf = <Schema extends TSchema>(schema: Schema, expand: Expand = AS_WRITTEN) => {
  type Value = Static<Schema>;
  const validate = ajv.compile(schema);
  const faultsOf = ({ value, faultAt }: Read<unknown>, further: (value: Value) => readonly Found[]): readonly Fault[] => {
    const found = validate(value)
      ? further(value as Value)
      : validate.errors!.filter(({ keyword }) => keyword !== 'anyOf').map(error => ({ path: keysOf(error.instancePath), reason: reasonOf(error) }));
    return once(found.map(({ path, reason }) => faultAt(path, reason)));
  };
  return (folders: readonly string[], further: (value: Value) => readonly Found[]): readonly Read<Value>[] => {
    const faults: Fault[] = folders.flatMap(unreadIn);
    const read = folders.flatMap(folder => filesOf(folder).filter(isRead).flatMap(file => {
      try {
        const yaml = readYaml(folder, file, expand);
        faults.push(...faultsOf(yaml, further));
        return [yaml as Read<Value>];
      } catch (error) {
        if (!(error instanceof RulesDoNotLoad)) throw error;
        faults.push(...error.faults);
        return [];
      }
    }));
    if (faults.length > 0) throw new RulesDoNotLoad(faults);
    return read;
  };
};
