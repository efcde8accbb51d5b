import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import Type from 'typebox';
import { parse } from 'yaml';
import type { ToolName } from './domain/screening.js';
import { RESULTS, type Tool } from './domain/tool.js';

const closed = { additionalProperties: false };
const code = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 100 });
const text = Type.String({ minLength: 1, maxLength: 1000 });
const toolSchema = Type.Object({
  name: code,
  version: Type.String({ minLength: 1, maxLength: 50 }),
  example: Type.Optional(Type.Boolean()),
  description: text,
  questions: Type.Array(Type.Object({
    id: code,
    text,
    options: Type.Array(Type.Object({ code, points: Type.Integer({ minimum: 0 }) }, closed), { minItems: 1 }),
  }, closed), { minItems: 1 }),
  scoring: Type.Array(Type.Object({ atLeast: Type.Integer({ minimum: 0 }), result: Type.Enum([...RESULTS]) }, closed), { minItems: 1 }),
}, closed);

const validate = new Ajv({ allErrors: true, strict: false }).compile<Tool>(toolSchema);
const repeats = (values: readonly string[]) => new Set(values).size < values.length;

const faults = (tool: unknown): readonly string[] => {
  if (!validate(tool)) return (validate.errors ?? []).map(error => `${error.instancePath || '/'} ${error.message}`);
  const limits = tool.scoring.map(({ atLeast }) => atLeast);
  return [
    ...(repeats(tool.questions.map(({ id }) => id)) ? ['/questions has an id twice'] : []),
    ...(tool.questions.some(({ options }) => repeats(options.map(option => option.code))) ? ['/questions has an option code twice'] : []),
    ...(limits.some((limit, index) => index > 0 && limit >= limits[index - 1]!) || limits.at(-1) !== 0
      ? ['/scoring must go down to atLeast: 0, so that all answers have a result'] : []),
  ];
};

/** The tools an agency has configured, one YAML file each, checked when the service starts. */
export class ScreeningTools {
  private constructor(readonly all: readonly Tool[]) {}

  /** Throws one message that names the file and every fault. */
  static load(folder: string): ScreeningTools {
    const tools = readdirSync(folder).filter(file => /\.ya?ml$/.test(file)).sort().map(file => {
      const tool = parse(readFileSync(join(folder, file), 'utf8')) as Tool;
      const found = faults(tool);
      if (found.length > 0) throw new Error(`The screening tool ${file} is not as it must be: ${found.join('; ')}`);
      return tool;
    });
    if (repeats(tools.map(({ name, version }) => JSON.stringify([name, version])))) throw new Error('Two screening tools have one name and version');
    return new ScreeningTools(tools);
  }

  find(wanted: ToolName | null): Tool | undefined {
    return this.all.find(({ name, version }) => name === wanted?.name && version === wanted.version);
  }
}
