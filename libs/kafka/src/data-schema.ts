import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { RejectionCode } from '#contracts';
import { findUnstorable } from '#http';
import { instant } from '#kernel';
import type { Inbound } from './inbound.js';
import { codeOf, Unreadable } from './rejections.js';

const PLAIN_NAME = /^[a-z][A-Za-z0-9]{0,40}$/;

const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

/** Why a text is no instant; `undefined` when it is one. */
const notAnInstant = (value: unknown): RejectionCode | undefined => {
  if (typeof value !== 'string') return 'schema-violation';
  try {
    instant(value);
    return undefined;
  } catch (error) {
    return codeOf(error, 'not-a-time');
  }
};

/** A name that our schemas do not know could be a person's: then only its place is told. */
const pointerOf = ({ instancePath, keyword, params }: ErrorObject): string => {
  const name = (keyword === 'required' ? params.missingProperty : keyword === 'additionalProperties' ? params.additionalProperty : undefined) as unknown;
  return typeof name === 'string' && (keyword === 'required' || PLAIN_NAME.test(name)) ? `/data${instancePath}/${escaped(name)}` : `/data${instancePath}`;
};

const codeOfViolation = ({ data, parentSchema }: ErrorObject): RejectionCode =>
  ((parentSchema as { format?: unknown } | undefined)?.format === 'date-time' && notAnInstant(data)) || 'schema-violation';

/** Judges the data of messages by their contracts. */
export class DataSchemas {
  private readonly validators: ReadonlyMap<string, ValidateFunction>;

  constructor(messages: Inbound['messages']) {
    const ajv = new Ajv({ strict: false, verbose: true, discriminator: true });
    addFormats.default(ajv);
    ajv.addFormat('date-time', value => !notAnInstant(value)); // what passes here the handlers can read
    this.validators = new Map([...messages].map(([type, { schema }]) => [type, ajv.compile(schema)]));
  }

  /** Throws `Unreadable`: unknown-type, unknown-version. */
  requireKnown(type: string): void {
    if (this.validators.has(type)) return;
    const nameOf = (full: string) => full.replace(/\.[^.]*$/, '');
    const known = [...this.validators.keys()].some(one => nameOf(one) === nameOf(type));
    throw new Unreadable(known ? 'unknown-version' : 'unknown-type', '/type');
  }

  /** Throws `Unreadable`: schema-violation or what is wrong with a time, with the pointer of the first field that is. */
  check(type: string, data: unknown): void {
    const validate = this.validators.get(type)!;
    if (!validate(data)) {
      const [error] = validate.errors!;
      throw new Unreadable(codeOfViolation(error!), pointerOf(error!));
    }
    const found = findUnstorable(data);
    if (found) throw new Unreadable('schema-violation', `/data${found.pointer}`);
  }
}
