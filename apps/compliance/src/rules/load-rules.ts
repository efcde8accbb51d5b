import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import type { Static } from 'typebox';
import { isMap, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import { publishedEvents } from '#contracts';
import type { Rule } from '../duty/index.js';
import { packSchema } from './pack-schema.js';

type Pack = Static<typeof packSchema>;
type Fault = { readonly path: readonly string[]; readonly reason: string };

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats.default(ajv);
const isPack = ajv.compile<Pack>(packSchema);

const pathOf = (pointer: string) => pointer.split('/').slice(1).map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'));

const schemaFaults = (): readonly Fault[] => (isPack.errors ?? []).map(({ instancePath, message, params }) => {
  const { allowedValues, additionalProperty } = params as { allowedValues?: readonly string[]; additionalProperty?: string };
  const detail = allowedValues?.join(', ') ?? additionalProperty;
  return { path: pathOf(instancePath), reason: `${message}${detail ? ` (${detail})` : ''}` };
});

/** A field that its event does not have would open nothing, or start no clock, without anybody noticing. */
const fieldFaults = ({ rules }: Pack): readonly Fault[] => rules.flatMap((rule, index) => {
  const at = (...path: (string | number)[]) => ['rules', index, ...path].map(String);
  const lacks = (event: string, field: string) => !(field in ((publishedEvents.get(event)?.schema as { properties?: object })?.properties ?? {}));
  const check = (event: string, field: string, path: readonly string[]) => (lacks(event, field) ? [{ path, reason: `${event} has no field ${field}` }] : []);
  return [
    ...rule.opens.flatMap(({ event, where, clock }, place) => [
      ...check(event, clock, at('opens', place, 'clock')),
      ...Object.keys(where).flatMap(field => check(event, field, at('opens', place, 'where', field))),
    ]),
    ...rule.ends.flatMap(({ event, at: field }, place) => check(event, field, at('ends', place, 'at'))),
  ];
});

/** The line of the deepest node on the way to `path` that the document has. */
const lineOf = (document: Document, lines: LineCounter, path: readonly string[]): number => {
  for (let length = path.length; length >= 0; length--) {
    const keys = path.slice(0, length);
    const node = keys.length === 0 ? document.contents : document.hasIn(keys) ? document.getIn(keys, true) : undefined;
    const range = (node as { range?: readonly number[] } | null | undefined)?.range;
    if (range && (length === 0 || isMap(node) || isSeq(node) || length === path.length)) return lines.linePos(range[0]!).line;
  }
  return 1;
};

const readPack = (folder: string, file: string): readonly Rule[] => {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(join(folder, file), 'utf8'), { lineCounter: lines });
  const refuse = (faults: readonly string[]) => new Error(`The rule pack does not load:\n${faults.map(fault => `  ${file}:${fault}`).join('\n')}`);
  if (document.errors.length > 0) throw refuse(document.errors.map(({ linePos, message }) => `${linePos?.[0].line ?? 1} ${message.split('\n')[0]}`));

  const pack: unknown = document.toJS();
  const faults = isPack(pack) ? fieldFaults(pack) : schemaFaults();
  if (faults.length > 0) throw refuse(faults.map(({ path, reason }) => `${lineOf(document, lines, path)} /${path.join('/')} ${reason}`));
  const { rules, ...common } = pack as Pack;
  return rules.map(rule => ({ ...rule, pack: common.pack, jurisdiction: common.jurisdiction, example: common.example }));
};

/** Every rule of every pack in the folder. Throws, with file, line, place and reason, when one is not as it must be. */
export const loadRules = (folder: string): readonly Rule[] =>
  readdirSync(folder).filter(file => file.endsWith('.yaml')).sort().flatMap(file => readPack(folder, file));
