import { ValidationPipe, type ArgumentMetadata, type ValidationError } from '@nestjs/common';
import { INSTANT, instantRefusal } from './instant-field.js';
import { escaped, isPlainName } from './json-pointer.js';
import { type FieldError, RequestRefused } from './problem.js';

const kebab = (name: string) => name.replace(/[A-Z]/g, capital => `-${capital.toLowerCase()}`);

const ownErrors = ({ property, value, constraints = {}, contexts, children = [] }: ValidationError, parent: string): FieldError[] => {
  const rules = Object.entries(constraints);
  const pointer = `${parent}/${escaped(property)}`;
  if ('whitelistValidation' in constraints) {
    return [{ pointer: isPlainName(property) ? pointer : parent, code: 'unknown-property', detail: 'This property is not known here' }];
  }
  if (rules.length > 0 && children.length === 0 && value === undefined) {
    return [{ pointer, code: 'missing', detail: `${property} is missing` }];
  }
  return rules.map(([rule, message]) => {
    const refusal = rule === INSTANT ? instantRefusal(value) : undefined;
    const context = contexts?.[rule] as { code?: string } | undefined;
    return { pointer, code: context?.code ?? refusal?.code ?? kebab(rule), detail: refusal?.message ?? message };
  });
};

const fieldErrors = (errors: readonly ValidationError[], parent = ''): FieldError[] =>
  errors.flatMap(error => [
    ...ownErrors(error, parent),
    ...fieldErrors(error.children ?? [], `${parent}/${escaped(error.property)}`),
  ]);

/** When every field fails for one reason, the problem bears that reason's code; otherwise `validation-failed`. */
const refusalOf = (validationErrors: readonly ValidationError[]): RequestRefused => {
  const errors = fieldErrors(validationErrors);
  const [code, another] = new Set(errors.map(error => error.code));
  return code && !another
    ? new RequestRefused(400, code, errors[0]!.detail, errors)
    : new RequestRefused(400, 'validation-failed', 'Several fields are not as they must be', errors);
};

/** An optional property that is null is left out: handlers know of one way only in which a thing is not there. */
const withoutNulls = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutNulls);
  const isDto = typeof value === 'object' && value !== null && Object.getPrototypeOf(value) !== Object.prototype;
  if (!isDto) return value; // what is a plain object is its sender's own, such as answers by question
  for (const [name, each] of Object.entries(value)) {
    if (each === null) delete (value as Record<string, unknown>)[name];
    else withoutNulls(each);
  }
  return value;
};

class DtoPipe extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    return withoutNulls(await super.transform(value, metadata));
  }
}

/**
 * Unknown properties are refused, one rule is told per field. A field's code is its rule's name in kebab-case, or the
 * `code` in the rule's options: `@IsIn(STATES, { context: { code: 'unknown-state' } })`.
 */
export const validationPipe = (): ValidationPipe =>
  new DtoPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true, stopAtFirstError: true, exceptionFactory: refusalOf });
