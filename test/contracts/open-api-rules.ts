export type Schema = {
  readonly $ref?: string; readonly properties?: object; readonly additionalProperties?: boolean; readonly example?: unknown;
};
type Content = Readonly<Record<string, { readonly schema: Schema }>>;
export type Operation = {
  readonly operationId: string;
  readonly parameters: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
};
export type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};

const text = { type: 'string', minLength: 1 };
const mapOf = (values: object) => ({ type: 'object', additionalProperties: values });
const content = mapOf({ type: 'object', required: ['schema'], properties: { schema: { $ref: '#/$defs/schema' } } });
const operation = {
  type: 'object', required: ['operationId', 'responses', 'parameters'],
  properties: {
    operationId: text,
    parameters: {
      type: 'array',
      items: {
        type: 'object', required: ['name', 'in', 'schema'],
        properties: { name: text, in: { enum: ['path', 'query', 'header'] }, required: { type: 'boolean' }, schema: { $ref: '#/$defs/schema' } },
        if: { type: 'object', properties: { in: { const: 'path' } } }, then: { type: 'object', properties: { required: { const: true } } },
      },
    },
    requestBody: { type: 'object', required: ['content'], properties: { content } },
    responses: {
      type: 'object', minProperties: 1, propertyNames: { pattern: '^([1-5]\\d\\d|default)$' },
      additionalProperties: { type: 'object', required: ['description'], properties: { description: { type: 'string' }, content } },
    },
  },
};

/** What of the OpenAPI 3.0 specification our documents can break: its objects' required parts, and its schema dialect. */
export const openApi3 = {
  type: 'object', required: ['openapi', 'info', 'paths', 'components'],
  properties: {
    openapi: { type: 'string', pattern: '^3\\.0\\.\\d$' },
    info: { type: 'object', required: ['title', 'version'], properties: { title: text, version: text } },
    paths: {
      type: 'object', minProperties: 1, propertyNames: { pattern: '^/' },
      additionalProperties: { type: 'object', propertyNames: { enum: ['get', 'post', 'put', 'patch', 'delete'] }, additionalProperties: operation },
    },
    components: {
      type: 'object', required: ['schemas', 'securitySchemes'],
      properties: { schemas: { ...mapOf({ $ref: '#/$defs/schema' }), propertyNames: { pattern: '^[A-Za-z0-9._-]+$' } }, securitySchemes: { type: 'object', minProperties: 1 } },
    },
  },
  $defs: {
    schema: {
      type: 'object',
      properties: {
        type: { enum: ['string', 'number', 'integer', 'boolean', 'array', 'object'] }, // 3.0 knows neither `null` nor lists of types
        $ref: { type: 'string', pattern: '^#/components/schemas/' },
        items: { $ref: '#/$defs/schema' },
        properties: mapOf({ $ref: '#/$defs/schema' }),
        additionalProperties: { type: 'boolean' },
        required: { type: 'array', items: text, minItems: 1, uniqueItems: true },
        enum: { type: 'array', minItems: 1 },
        format: text, pattern: text, description: text,
        minLength: { type: 'integer' }, maxLength: { type: 'integer' }, minItems: { type: 'integer' }, maxItems: { type: 'integer' },
        minimum: { type: 'number' }, maximum: { type: 'number' }, uniqueItems: { type: 'boolean' }, default: {}, example: {},
      },
      additionalProperties: false,
      if: { type: 'object', properties: { type: { const: 'array' } }, required: ['type'] }, then: { type: 'object', required: ['items'] },
    },
  },
};
