import request from 'supertest';
import type { Meta } from '#event-store';
import { good, ID, NOW, SECRET_NAME, seen, startThings } from '../test/things.js';

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

describe('headers', () => {
  it('carry revision and position out', async () => {
    const response = await things.post(good);
    expect(response.status).toBe(201);
    expect(response.headers).toMatchObject({ etag: '"4"', position: '1024', 'cache-control': 'no-store' });
    expect(response.body).toEqual({ id: ID, revision: '4', position: '1024' });
  });
  it('carry the version of what is read', async () => {
    const response = await things.http().get(`/things/${ID}`).set('Authorization', things.worker).set('Purpose', 'case-management');
    expect(response.headers.etag).toBe('"7"');
    expect(response.body.reading).toMatchObject({ action: 'thing:read', purpose: 'case-management', actor: { agency: 'MO-CD', county: null } });
  });
  it('name a command', async () => {
    await things.post(good, { 'Idempotency-Key': 'k1' });
    await things.post({ learnedAt: good.learnedAt, youthId: good.youthId }, { 'Idempotency-Key': 'k1' });
    await things.post({ ...good, state: 'MO' }, { 'Idempotency-Key': 'k1' });
    await things.post(good, { 'Idempotency-Key': 'k2' });
    await things.post(good);
    const [first, again, other, second, unnamed] = seen.metas as [Meta, Meta, Meta, Meta, Meta];
    expect(again).toMatchObject({ commandId: first.commandId, fingerprint: first.fingerprint });
    expect(other.commandId).toBe(first.commandId);
    expect(other.fingerprint).not.toBe(first.fingerprint);
    expect(second).toMatchObject({ fingerprint: first.fingerprint });
    expect(new Set([first, second, unnamed].map(meta => meta.commandId)).size).toBe(3);
  });
  it.each(['with space', 'x'.repeat(129), ''])('refuse the key "%s"', async key =>
    expect((await things.post(good, { 'Idempotency-Key': key })).body.code).toBe('malformed-idempotency-key'));

  const patch = (headers: Record<string, string>) => things.http().patch(`/things/${ID}`).set('Authorization', things.worker).set(headers).send(good);
  it.each(['"5"', 'W/"5"'])('carry If-Match %s', async match => {
    expect((await patch({ 'If-Match': match })).status).toBe(200);
    expect(seen.metas[0]!.expectedRevision).toBe(5n);
  });
  it.each(['5', '*', '"5", "6"', '"-1"', '"05"', 'w/"5"', ''])('refuse If-Match %s', async match =>
    expect((await patch({ 'If-Match': match })).body).toMatchObject({ status: 400, code: 'malformed-if-match' }));
  it('must have If-Match on edits', async () => expect((await patch({})).body).toMatchObject({ status: 428, code: 'if-match-required' }));

  it('may claim an earlier record, by who may', async () => {
    const importer = { Authorization: await things.bearer('importer') };
    const claim = { 'Claimed-Recorded-At': '2020-01-01T00:00:00-05:00' };
    expect((await things.post(good, { ...claim, ...importer })).status).toBe(201);
    expect(seen.metas[0]!.claimedRecordedAt).toBe('2020-01-01T05:00:00.000Z');
    expect((await things.post(good, claim)).body).toMatchObject({ status: 403, code: 'role-not-permitted' });
    expect((await things.post(good, { ...importer, 'Claimed-Recorded-At': '2020-01-01' })).body.code).toBe('time-without-offset');
    expect((await things.post(good, { ...importer, 'Claimed-Recorded-At': '2026-03-01T00:00:00.001Z' })).body.code).toBe('claimed-in-the-future');
    expect((await things.post(good, { ...importer, 'Claimed-Recorded-At': NOW })).status).toBe(201);
  });
  it.each([['Min-Position', '-1', 'malformed-min-position'], ['Purpose', SECRET_NAME, 'malformed-purpose']])('refuse %s: %s', async (name, value, code) => {
    const response = await things.http().get(`/things/${ID}`).set('Authorization', things.worker).set(name, value);
    expect(response.body).toMatchObject({ status: 400, code });
  });
  it('may ask for more than is there yet', async () => {
    const response = await things.http().get(`/things/${ID}`).set('Authorization', things.worker).set('Min-Position', '99');
    expect([response.status, response.body.code, response.headers['retry-after']]).toEqual([503, 'not-caught-up', '1']);
  });
  it.each([['abcd-efgh', true], ['short', false], ['with space and more', false], ['x'.repeat(65), false]])('correlate by %s: %s', async (id, kept) => {
    const response = await things.http().get('/nowhere').set('X-Correlation-Id', id);
    expect(response.headers['x-correlation-id'] === id).toBe(kept);
    expect(response.body.instance).toBe(`urn:safe-harbor:correlation:${response.headers['x-correlation-id']}`);
  });
  it('tell nothing of what answers', async () => expect((await things.http().get('/health/live')).headers).not.toHaveProperty('x-powered-by'));
});
