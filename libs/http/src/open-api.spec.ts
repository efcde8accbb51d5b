import request from 'supertest';
import { startThings } from '../test/things.js';

type Operation = { parameters: { name: string; in: string; required: boolean; schema: object }[]; responses: Record<string, { content: object }> };
type Document = { paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, object> } };

let things: Awaited<ReturnType<typeof startThings>>;
let document: Document;
beforeAll(async () => {
  things = await startThings(request);
  document = (await things.http().get('/openapi.json')).body;
});
afterAll(() => things.stop());

const operation = (method: string, path: string) => document.paths[path]![method]!;
const parameters = (method: string, path: string) => operation(method, path).parameters.map(({ name, required }) => `${name}${required ? ' (required)' : ''}`).sort();

describe('the API document', () => {
  it('describes a body as its validators judge it', () => expect(document.components.schemas.ThingDto).toEqual({
    type: 'object', additionalProperties: false, required: ['youthId', 'learnedAt'],
    properties: {
      youthId: { type: 'string', format: 'uuid' },
      learnedAt: { type: 'string', format: 'date-time', description: expect.any(String), example: expect.any(String) },
      state: { type: 'string', enum: ['MO', 'KY'] },
      people: { type: 'array', items: { $ref: '#/components/schemas/Person' } },
    },
    example: { youthId: expect.any(String), learnedAt: expect.any(String) },
  }));
  it('describes what a body is made of', () =>
    expect(document.components.schemas.Person).toEqual({ type: 'object', additionalProperties: false, required: ['name'], properties: { name: { type: 'string' } } }));
  it('lists the headers that a handler takes', () => {
    expect(parameters('post', '/things')).toEqual(['Claimed-Recorded-At', 'Idempotency-Key', 'If-Match']);
    expect(parameters('patch', '/things/{id}')).toEqual(['Claimed-Recorded-At', 'Idempotency-Key', 'If-Match (required)', 'id (required)']);
    expect(parameters('get', '/things/{id}')).toEqual(['Min-Position', 'Purpose', 'id (required)']);
  });
  it('lists the query as its validators judge it', () => {
    const since = operation('get', '/things').parameters.find(({ name }) => name === 'since');
    expect(since).toMatchObject({ in: 'query', required: false, schema: { type: 'string', format: 'date-time' } });
    expect(parameters('get', '/things')).toEqual(['cursor', 'limit', 'since']);
  });
  it('names the problems', () => {
    expect(Object.keys(operation('patch', '/things/{id}').responses)).toEqual(expect.arrayContaining(['400', '401', '403', '404', '409', '412', '413', '415', '422', '428', '500', '503']));
    expect(Object.keys(operation('get', '/things/open/{name}').responses)).not.toContain('401');
    expect(operation('post', '/things').responses['409']!.content).toHaveProperty('application/problem+json');
  });
});
