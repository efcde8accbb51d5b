import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { describeQueries, dtoSchemas } from './dto-schemas.js';

type Path = OpenAPIObject['paths'][string];
type Operation = NonNullable<Path['get']>;

const text = { type: 'string' };
const header = (name: string, description: string, required = false) =>
  ({ name, in: 'header' as const, required, description, schema: text });

const PROBLEM_SCHEMA = {
  type: 'object', description: 'RFC 9457', required: ['type', 'code', 'title', 'status', 'detail', 'instance'],
  properties: {
    type: { ...text, example: 'urn:safe-harbor:problem:time-without-offset' }, code: { ...text, example: 'time-without-offset' },
    title: text, status: { type: 'integer' }, detail: text, instance: text,
    errors: { type: 'array', items: { type: 'object', properties: { pointer: text, code: text, detail: text } } },
  },
};
const problem = (description: string) =>
  ({ description, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } });

const OF_ALL = { 400: problem('Malformed'), 404: problem('There is no such thing'), default: problem('Refused or failed: `code` says why') };
const OF_SECURED = { 401: problem('No valid token'), 403: problem('This is not permitted to the actor') };
const OF_COMMANDS = { 409: problem('Refused by a rule: `code` says by which'), 422: problem('`Idempotency-Key` was used for another content') };
const OF_IF_MATCH = { 412: problem('Changed since it was read'), 428: problem('`If-Match` is missing') };

const IF_MATCH = header('If-Match', 'The ETag of what was read', true);

const complete = (operation: Operation, isCommand: boolean): void => {
  const edits = 'x-if-match' in operation;
  operation.parameters = [...(operation.parameters ?? []), ...(edits ? [IF_MATCH] : [])];
  operation.responses = {
    ...operation.responses, ...OF_ALL,
    ...(operation.security ? OF_SECURED : {}), ...(isCommand ? OF_COMMANDS : {}), ...(edits ? OF_IF_MATCH : {}),
  };
};

const withCommonParts = (document: OpenAPIObject): OpenAPIObject => {
  for (const path of Object.values(document.paths)) {
    if (path.get) complete(path.get, false);
    for (const command of [path.post, path.put, path.patch, path.delete]) if (command) complete(command, true);
  }
  const named = document.components?.schemas ?? {};
  document.components = { ...document.components, schemas: { ...named, ...dtoSchemas(Object.keys(named)), Problem: PROBLEM_SCHEMA } };
  return document;
};

/** `/docs` for people, `/openapi.json` for programs. */
export const mountOpenApi = (app: NestExpressApplication, about: { title: string; description?: string }): void => {
  const config = new DocumentBuilder().setTitle(about.title).setDescription(about.description ?? '').setVersion('1').addBearerAuth().build();
  const document = () => {
    describeQueries();
    return withCommonParts(SwaggerModule.createDocument(app, config));
  };
  SwaggerModule.setup('docs', app, document, { jsonDocumentUrl: '/openapi.json' });
};
