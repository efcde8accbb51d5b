import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';

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
const PROBLEM = {
  description: 'Refused or failed: `code` says why',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

const HEADERS_OF: Readonly<Record<string, ReturnType<typeof header>[]>> = {
  get: [header('Min-Position', 'Wait until the read model has seen this Position'), header('Purpose', 'Code of the purpose of reading')],
  post: [header('Idempotency-Key', 'Names this command: sent again it is done once')],
  put: [header('Idempotency-Key', 'Names this command: sent again it is done once')],
  patch: [header('Idempotency-Key', 'Names this command: sent again it is done once')],
};

const withCommonParts = (document: OpenAPIObject): OpenAPIObject => {
  for (const path of Object.values(document.paths)) {
    for (const [method, headers] of Object.entries(HEADERS_OF)) {
      const operation = path[method as 'get'];
      if (!operation) continue;
      const ifMatch = 'x-if-match' in operation ? [header('If-Match', 'The ETag of what was read', true)] : [];
      operation.parameters = [...(operation.parameters ?? []), ...headers, ...ifMatch];
      operation.responses = { ...operation.responses, default: PROBLEM };
    }
  }
  document.components = { ...document.components, schemas: { ...document.components?.schemas, Problem: PROBLEM_SCHEMA } };
  return document;
};

/** `/docs` for people, `/openapi.json` for programs. */
export const mountOpenApi = (app: NestExpressApplication, about: { title: string; description?: string }): void => {
  const config = new DocumentBuilder().setTitle(about.title).setDescription(about.description ?? '').setVersion('1').addBearerAuth().build();
  SwaggerModule.setup('docs', app, () => withCommonParts(SwaggerModule.createDocument(app, config)), { jsonDocumentUrl: '/openapi.json' });
};
