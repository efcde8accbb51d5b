import { join } from 'node:path';
import { publishedEvents } from '#contracts';
import { itKeepsReading, keptIn } from './golden-schemas.js';

const FOLDER = join(import.meta.dirname, 'schemas');

for (const { type, version, schema } of publishedEvents.values()) {
  const versions = Array.from({ length: version }, (_, index) => `${type}.v${index + 1}`);
  itKeepsReading(FOLDER, { name: `${type}, version ${version}`, versions, schema });
}

it('no published event ever goes away', () => expect(keptIn(FOLDER).filter(name => !publishedEvents.has(name.split('.')[0]!))).toEqual([]));
