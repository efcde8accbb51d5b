import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { narrowed, type JsonSchema } from './compatibility.js';

/** One shape, and the file names under which it and its predecessors are kept: the last is its own. */
export type Kept = { readonly name: string; readonly versions: readonly string[]; readonly schema: unknown };

const read = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as JsonSchema;

/** Words may change freely. */
const shapeOf = (schema: unknown) => JSON.parse(JSON.stringify(schema, (key, value: unknown) =>
  (key === 'description' && typeof value === 'string' ? undefined : value))) as JsonSchema;

/** With UPDATE_GOLDEN=1 a wider shape is recorded; a narrower one never is. */
export const itKeepsReading = (folder: string, { name, versions, schema }: Kept): void => {
  const shape = shapeOf(schema);
  const own = join(folder, `${versions.at(-1)}.json`);
  const earlier = versions.filter(version => existsSync(join(folder, `${version}.json`)));
  const faults = earlier.flatMap(version => narrowed(read(join(folder, `${version}.json`)), shape).map(fault => `${version} ${fault}`));
  if (process.env.UPDATE_GOLDEN && faults.length === 0) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(own, `${JSON.stringify(shape, null, 2)}\n`);
  }

  describe(name, () => {
    it('still reads everything written under any version', () => expect(faults).toEqual([]));
    it('is kept here as it is', () => expect(existsSync(own) && read(own)).toEqual(shape));
  });
};

/** The names of what is kept, of any version. */
export const keptIn = (folder: string): readonly string[] =>
  readdirSync(folder).filter(file => file.endsWith('.json')).map(file => file.slice(0, -'.json'.length));
