import request from 'supertest';
import { ID, seen, startThings } from '../test/things.js';

let things: Awaited<ReturnType<typeof startThings>>;
beforeAll(async () => {
  things = await startThings(request);
});
afterAll(() => things.stop());
beforeEach(() => {
  seen.denials = [];
  seen.metas = [];
  seen.auditFails = undefined;
});

describe('the operator', () => {
  it('sees that it lives', async () => expect((await things.http().get('/health/live')).body).toEqual({ status: 'live' }));
  it('sees what is not ready, not why', async () => {
    const response = await things.http().get('/health/ready');
    expect([response.status, response.body]).toEqual([503, { status: 'not-ready', checks: { database: 'ok', broken: 'failed' } }]);
  });
  it('sees durations by route template', async () => {
    await things.http().get(`/things/${ID}`);
    const { text } = await things.http().get('/metrics');
    expect(text).toContain('http_request_duration_seconds_count{method="GET",route="/things/:id",status="401"}');
    expect(text).not.toContain(ID);
  });
  it('reads the API', async () => {
    const { body } = await things.http().get('/openapi.json');
    expect(body.components.schemas).toHaveProperty('Problem');
    expect((await things.http().get('/docs')).text).toContain('swagger-ui');
  });
});
