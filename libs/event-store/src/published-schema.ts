import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { publishedEvents } from '#contracts';

const ajv = new Ajv({ strict: false });
addFormats.default(ajv);
const validators = new Map([...publishedEvents].map(([type, { schema }]) => [type, ajv.compile(schema)]));

/** Throws when a published event is not as its contract says: other services would stumble over it for ever. */
export const assertAsPublished = (type: string, storedData: unknown): void => {
  const valid = validators.get(type);
  if (valid && !valid(JSON.parse(JSON.stringify(storedData)))) {
    const where = valid.errors?.map(error => `${error.instancePath || '/'} ${error.keyword}`).join(', ');
    throw new Error(`${type} is not as its contract says: ${where}`);
  }
};
