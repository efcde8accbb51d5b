import type { Type } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions, type OpenAPIObject } from '@nestjs/swagger';
import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { getMetadataStorage, IS_DEFINED } from 'class-validator';
import { JSONSchema, targetConstructorToSchema, validationMetadatasToSchemas } from 'class-validator-jsonschema';
import { INSTANT } from './instant-field.js';

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

const REF = '#/components/schemas/';
const OPTIONS = {
  classTransformerMetadataStorage: defaultMetadataStorage, // knows the class of a nested list's items
  refPointerPrefix: REF,
  additionalConverters: {
    [INSTANT]: { type: 'string', format: 'date-time', description: 'With its offset', example: '2026-03-08T17:00:00-05:00' },
    isIso8601: { type: 'string' }, // its own is one of two formats that both accept any text; a pattern beside it says which
    [IS_DEFINED]: {}, // OpenAPI 3.0 has no type `null` to exclude; `required` says it
  },
} as const;

/** What a request body looks like, shown at `/docs`. Made-up values only. The compiler sees that the class has these properties. */
export const Example = <Dto extends object>(example: Dto) => (target: Type<Dto>): void => JSONSchema({ example })(target);

const namesIn = (schema: unknown): string[] =>
  [...JSON.stringify(schema).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name!);

/** Each DTO class as its validators judge it: unknown properties are refused. Only the named ones and those they refer to. */
export const dtoSchemas = (names: readonly string[]): Schemas => {
  const all = validationMetadatasToSchemas(OPTIONS) as Schemas;
  const wanted = new Set(names);
  for (const name of wanted) namesIn(all[name] ?? {}).forEach(nested => wanted.add(nested));
  return Object.fromEntries([...wanted].filter(name => all[name]).map(name => [name, { ...all[name], additionalProperties: false }]));
};

const validatedClasses = () =>
  [...(getMetadataStorage() as unknown as { validationMetadatas: ReadonlyMap<Type, unknown> }).validationMetadatas.keys()];

/** Nest lists query parameters only from `@ApiProperty`: where a validated property has none, it gets one. */
export const describeQueries = (): void => {
  for (const target of validatedClasses()) {
    const { properties = {}, required = [] } = targetConstructorToSchema(target, OPTIONS);
    for (const [name, schema] of Object.entries(properties)) {
      if ('$ref' in schema || Reflect.hasMetadata('swagger/apiModelProperties', target.prototype as object, name)) continue;
      ApiProperty({ ...schema, required: required.includes(name) } as ApiPropertyOptions)(target.prototype as object, name);
    }
  }
};
