import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';
import type { Static, TSchema } from 'typebox';
import { LineCounter, parseDocument, type Document } from 'yaml';

export type Path = readonly (string | number)[];
export type Fault = { readonly file: string; readonly line: number; readonly reason: string };

export class RulesDoNotLoad extends Error {
  constructor(readonly faults: readonly Fault[]) {
    super(`The rules do not load:\n${faults.map(({ file, line, reason }) => `  ${file}:${line}: ${reason}`).join('\n')}`);
    this.name = 'RulesDoNotLoad';
  }
}

/** A file whose faults can be told by line. */
export type YamlFile = { readonly value: unknown; readonly faultAt: (path: Path, reason: string) => Fault };

/** The line of the deepest node on the way to `path` that the document has. */
const lineOf = (document: Document, lines: LineCounter, path: Path): number => {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true) as { range?: readonly number[] } | undefined;
    if (node?.range) return lines.linePos(node.range[0]!).line;
  }
  return 1;
};

export const readYaml = (folder: string, file: string): YamlFile => {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(join(folder, file), 'utf8'), { lineCounter: lines, merge: true });
  if (document.errors.length > 0) {
    const { linePos, message } = document.errors[0]!; // the others mostly follow from it
    throw new RulesDoNotLoad([{ file, line: linePos?.[0].line ?? 1, reason: message.split('\n')[0]! }]);
  }
  return {
    value: document.toJS(),
    faultAt: (path, reason) => ({ file, line: lineOf(document, lines, path), reason: `${path.length > 0 ? `${path.join('/')} ` : ''}${reason}` }),
  };
};

const ajv = new Ajv({ strict: false, allErrors: true, verbose: true });
addFormats.default(ajv);

const keysOf = (pointer: string): Path =>
  pointer.split('/').slice(1).map(part => part.replaceAll('~1', '/').replaceAll('~0', '~')).map(key => (/^\d+$/.test(key) ? Number(key) : key));

const FEW = 15;

const reasonOf = ({ message, params, data }: ErrorObject): string => {
  const { allowedValues, additionalProperty } = params as { allowedValues?: readonly string[]; additionalProperty?: string };
  if (!allowedValues) return `${message}${additionalProperty ? ` (${additionalProperty})` : ''}`;
  return `${JSON.stringify(data)} is not one of ${allowedValues.length > FEW ? `the ${allowedValues.length} known` : allowedValues.join(', ')}`;
};

/** Where and why a value is not of the schema; nothing where it is. */
export const schemaCheck = <Schema extends TSchema>(schema: Schema) => {
  const validate = ajv.compile(schema);
  const faults = (value: unknown): readonly { readonly path: Path; readonly reason: string }[] =>
    validate(value) ? [] : validate.errors!.filter(({ keyword }) => keyword !== 'anyOf').map(error => ({ path: keysOf(error.instancePath), reason: reasonOf(error) }));
  return { faults, as: (value: unknown) => value as Static<Schema> };
};
