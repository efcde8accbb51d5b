import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { schemaUrn, type Published } from '#contracts';
import { narrowed, type JsonSchema } from './compatibility.js';
import { itKeepsReading, keptIn } from './golden-schemas.js';
import { narrowings } from './narrowings.js';
import { DIRECTIONS, partnerMessages } from './partner-messages.js';

const GOLDEN = join(import.meta.dirname, 'schemas');
const SCHEMAS = join(import.meta.dirname, '../../libs/contracts/schemas');

const documented = ({ type, description, schema }: Published): JsonSchema =>
  JSON.parse(JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', $id: schemaUrn(type), title: type, description, ...schema })) as JsonSchema;

const messages = DIRECTIONS.flatMap(direction => partnerMessages[direction]);
if (process.env.UPDATE_GOLDEN) {
  mkdirSync(SCHEMAS, { recursive: true });
  for (const message of messages) writeFileSync(join(SCHEMAS, `${message.type}.json`), `${JSON.stringify(documented(message), null, 2)}\n`);
}

describe.each(DIRECTIONS)('%s', direction => {
  const folder = join(GOLDEN, direction);
  for (const { type, schema } of partnerMessages[direction]) itKeepsReading(folder, { name: type, versions: [type], schema });

  it('no message ever goes away', () => {
    const known = new Set(partnerMessages[direction].map(({ type }) => type));
    expect(keptIn(folder).filter(type => !known.has(type))).toEqual([]);
  });
});

describe('the schema files', () => {
  it('are those of the messages', () => expect(readdirSync(SCHEMAS).sort()).toEqual(messages.map(({ type }) => `${type}.json`).sort()));

  it.each(messages)('$type says what the type says', message => {
    const schema = JSON.parse(readFileSync(join(SCHEMAS, `${message.type}.json`), 'utf8')) as JsonSchema;
    expect(schema).toEqual(documented(message));
    const ajv = new Ajv({ allErrors: true, strict: true, strictRequired: false, strictTypes: false, discriminator: true, keywords: ['x-personal'] });
    addFormats.default(ajv);
    expect(() => ajv.compile(schema)).not.toThrow();
  });

  it('hold nothing sealed on the way out', () => {
    for (const { schema } of [...partnerMessages.outbound, ...partnerMessages.receipts]) expect(JSON.stringify(schema)).not.toMatch(/sealed|x-personal/);
  });
});

describe('the comparison with what is sent today', () => {
  it.each(messages)('sees every narrowing of $type', ({ schema }) => {
    const now = JSON.parse(JSON.stringify(schema)) as JsonSchema;
    const all = narrowings(now);
    expect(all.length).toBeGreaterThan(0);
    expect(all.filter(({ narrower }) => narrowed(now, narrower).length === 0).map(({ what }) => what)).toEqual([]);
    expect(narrowed(now, now)).toEqual([]);
  });
});
