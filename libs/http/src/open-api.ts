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
    details: { type: 'object', description: 'What the refusal rests on; after `stale-revision`, `changes`: what others changed since, by whom, with the names of the fields and never a value', additionalProperties: true },
  },
};
const problem = (description: string) =>
  ({ description, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } });

const OF_ALL = {
  400: problem('Malformed'), 404: problem('There is no such thing'), 409: problem('Refused by a rule: `code` says by which'),
  413: problem('The body is too large'), 415: problem('The body is not JSON in UTF-8'),
  500: problem('Something went wrong here'), 503: problem('Not now: a store is away, or what is read has not caught up with `Min-Position`'),
};
const OF_SECURED = { 401: problem('No valid token'), 403: problem('This is not permitted to the actor') };
const OF_COMMANDS = { 412: problem('Changed since it was read'), 422: problem('`Idempotency-Key` was used for another content') };
const OF_EDITS = { 428: problem('`If-Match` is missing') };

const words = (name: string) => name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** `ReportMissingDto` is "Report missing", `OrderController_sign` is "Order: sign". */
const summaryOf = ({ requestBody, operationId = '' }: Operation): string => {
  const dto = /"#\/components\/schemas\/(\w+)Dto"/.exec(JSON.stringify(requestBody ?? {}))?.[1];
  if (dto) return sentence(words(dto));
  const [controller, handler] = operationId.split('_');
  return sentence(handler ? `${words(controller!.replace(/Controller$/, ''))}: ${words(handler)}` : words(operationId));
};

const complete = (operation: Operation, isCommand: boolean): void => {
  const edits = 'x-if-match' in operation;
  const ifMatch = isCommand ? [header('If-Match', 'The ETag of what was read', edits)] : [];
  operation.summary ||= summaryOf(operation);
  operation.parameters = [...(operation.parameters ?? []), ...ifMatch];
  operation.responses = {
    ...operation.responses, ...OF_ALL,
    ...(operation.security ? OF_SECURED : {}), ...(isCommand ? OF_COMMANDS : {}), ...(edits ? OF_EDITS : {}),
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
  const config = new DocumentBuilder().setTitle(about.title).setDescription(about.description ?? '').setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0').addServer('/').addBearerAuth().build();
  const document = () => {
    describeQueries();
    return withCommonParts(SwaggerModule.createDocument(app, config));
  };
  SwaggerModule.setup('docs', app, document, { jsonDocumentUrl: '/openapi.json' });
};
