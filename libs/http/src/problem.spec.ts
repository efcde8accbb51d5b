import request from 'supertest';
import { DomainError } from '#kernel';
import { good, SECRET_NAME, seen, startThings } from '../test/things.js';

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

describe('a problem', () => {
  it('is RFC 9457', async () => {
    const response = await things.failing(new DomainError('already-open', 'It is open', 'refused')).set('X-Correlation-Id', 'abcdefgh-1');
    expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(JSON.parse(response.text)).toEqual({
      type: 'urn:safe-harbor:problem:already-open', code: 'already-open', title: 'Conflict', status: 409, detail: 'It is open',
      instance: 'urn:safe-harbor:correlation:abcdefgh-1',
    });
  });

  it.each([
    ['malformed', 400], ['forbidden', 403], ['unknown', 404], ['refused', 409], ['stale', 412], ['reused', 422],
  ] as const)('of kind %s is %i', async (kind, status) => {
    const response = await things.failing(new DomainError('some-code', 'Why', kind));
    expect([response.status, response.body.code]).toEqual([status, 'some-code']);
  });

  it('names the place where the domain does', async () => {
    const response = await things.failing(new DomainError('receipt-too-early', 'Why', 'refused', { pointer: '/receivedAt' }));
    expect(response.body.errors).toEqual([{ pointer: '/receivedAt', code: 'receipt-too-early', detail: 'Why' }]);
  });

  it('lists all that a refusal lists', async () => {
    const errors = [{ pointer: '/steps/interview', code: 'interview-open', detail: 'Why' }];
    const response = await things.failing(new DomainError('duties-open', 'Why', 'refused', { errors }));
    expect([response.status, response.body.code, response.body.errors]).toEqual([409, 'duties-open', errors]);
  });

  it.each([
    [Object.assign(new Error('x'), { code: '57P01' })],
    [Object.assign(new Error('14 UNAVAILABLE'), { type: 'unavailable' })],
    [new Error('wrapped', { cause: Object.assign(new Error('x'), { code: 'ECONNREFUSED' }) })],
  ])('is 503 while a store is away (%s)', async error => {
    const response = await things.failing(error);
    expect([response.status, response.body.code, response.headers['retry-after']]).toEqual([503, 'store-unavailable', '1']);
  });

  it('tells nothing of an unexpected error, nor does the log', async () => {
    seen.logged.length = 0;
    const response = await things.failing(Object.assign(new TypeError(`no such ${SECRET_NAME}\n    at ${SECRET_NAME}`), { parameters: [SECRET_NAME] }))
      .set('X-Correlation-Id', 'findable-id');
    expect([response.status, response.body.code]).toEqual([500, 'internal-error']);
    expect(response.text).not.toContain('no such');
    expect(seen.logged.join()).toContain('findable-id');
    expect(seen.logged.join()).toContain('TypeError');
    expect(seen.logged.join()).not.toContain(SECRET_NAME);
  });

  it('is the same for something thrown that is no error', async () => expect((await things.failing('text')).body.code).toBe('internal-error'));

  it.each([['/nowhere', 404, 'no-such-route'], ['/things/%FF', 400, 'malformed-request']])('answers %s', async (path, status, code) => {
    const response = await things.http().get(path).set('Authorization', things.worker);
    expect([response.status, response.body.code]).toEqual([status, code]);
    expect(response.body.detail).not.toContain(path);
  });

  it('answers a body that is not JSON without repeating it', async () => {
    const response = await things.post(`{"name": ${SECRET_NAME}`);
    expect([response.status, response.body.code]).toEqual([400, 'not-json']);
    expect(response.text).not.toContain('Wilhelmina');
  });
  it('answers a body that is too large', async () => {
    const response = await things.post({ text: 'x'.repeat(300_000) });
    expect([response.status, response.body.code]).toEqual([413, 'too-large']);
  });
  it.each(['text/plain', 'application/x-www-form-urlencoded'])('answers a body of %s', async type => {
    const response = await things.http().post('/things').set('Authorization', things.worker).set('Content-Type', type).send('a=b');
    expect([response.status, response.body.code]).toEqual([415, 'unsupported-media-type']);
  });
  it('answers a body in another charset', async () => {
    const response = await things.post(JSON.stringify(good), { 'Content-Type': 'application/json; charset=latin1' });
    expect([response.status, response.body.code]).toEqual([415, 'unsupported-media-type']);
  });
});
