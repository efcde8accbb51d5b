import request from 'supertest';
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

describe('validation', () => {
  const errorsOf = async (body: object) => {
    const { body: problem, status, text } = await things.post(body);
    expect(status).toBe(400);
    expect(text).not.toContain(SECRET_NAME);
    return [problem.code, ...problem.errors.map((error: { pointer: string; code: string }) => `${error.pointer} ${error.code}`)];
  };
  it('points at an unknown property', async () => expect(await errorsOf({ ...good, extra: SECRET_NAME })).toEqual(['unknown-property', '/extra unknown-property']));
  it('does not repeat a property that is named like a person', async () =>
    expect(await errorsOf({ ...good, [SECRET_NAME]: 1 })).toEqual(['unknown-property', ' unknown-property']));
  it('points into lists', async () =>
    expect(await errorsOf({ ...good, people: [{ name: 'x' }, { name: 'x', age: SECRET_NAME }] })).toEqual(['unknown-property', '/people/1/age unknown-property']));
  it('does not repeat a rejected value', async () => expect(await errorsOf({ ...good, youthId: SECRET_NAME })).toEqual(['is-uuid', '/youthId is-uuid']));
  it('takes an optional property that is null as left out', async () => expect((await things.post({ ...good, state: null, people: null })).status).toBeLessThan(300));
  it.each([['a NUL character', '\0', 'nul-character'], ['half of a character', '\ud83d', 'unpaired-surrogate']])('refuses %s wherever it stands', async (_, text, code) => {
    expect(await errorsOf({ ...good, state: `a${text}` })).toEqual([code, `/state ${code}`]);
    expect(await errorsOf({ ...good, people: [{ name: 'x' }, { name: text }] })).toEqual([code, `/people/1/name ${code}`]);
    expect(await errorsOf({ ...good, people: [{ name: 'x', [text]: 1 }] })).toEqual([code, `/people/0 ${code}`]);
    expect(await errorsOf({ ...good, [SECRET_NAME]: text })).toEqual([code, ` ${code}`]);
  });
  it('takes whole characters of every kind, and the names of those that it refuses', async () => {
    for (const state of ['\\u0000', '\\ud83d', '\ud83d\ude00']) expect((await things.post({ ...good, state })).body.code).toBe('unknown-state');
  });
  it('refuses a NUL character in an address', async () => {
    const answer = await things.http().get('/things?cursor=%00').set('Authorization', things.worker);
    expect([answer.status, answer.body.code]).toEqual([400, 'nul-character']);
  });
  it('tells a missing field', async () => expect(await errorsOf({ learnedAt: good.learnedAt })).toEqual(['missing', '/youthId missing']));
  it('tells missing fields of no body', async () => expect(await errorsOf({})).toEqual(['missing', '/youthId missing', '/learnedAt missing']));
  it.each([
    ['2026-02-01T10:00:00', 'time-without-offset'], ['soon', 'not-a-time'], ['2026-02-01T10:00:00.0001Z', 'time-too-precise'],
  ])('says why %s is no moment', async (learnedAt, code) => expect(await errorsOf({ ...good, learnedAt })).toEqual([code, `/learnedAt ${code}`]));
  it('gives a rule its own code', async () => expect(await errorsOf({ ...good, state: 'XX' })).toEqual(['unknown-state', '/state unknown-state']));
  it('has a common code for different reasons', async () =>
    expect(await errorsOf({ youthId: 'x', learnedAt: 'x' })).toEqual(['validation-failed', '/youthId is-uuid', '/learnedAt not-a-time']));
  it('refuses what cannot be told apart', async () => expect((await things.post({ ...good, state: 1e300 })).body.code).toBe('number-out-of-range'));
  it('refuses endless nesting', async () => expect((await things.post(`${'['.repeat(9000)}${']'.repeat(9000)}`)).body.code).toBe('nested-too-deeply'));
  it('tells missing fields of an empty body', async () => {
    const response = await things.http().post('/things').set('Authorization', things.worker).set('Content-Length', '0');
    expect([response.status, response.body.code]).toEqual([400, 'missing']);
  });
  it('limits a page', async () => {
    const list = (query: string) => things.http().get(`/things?${query}`).set('Authorization', things.worker);
    expect((await list('limit=200')).body).toEqual({ limit: 200 });
    expect((await list('')).body).toEqual({ limit: 50 });
    expect((await list('limit=201')).body.errors[0].pointer).toBe('/limit');
    expect((await list('limit=x')).status).toBe(400);
  });
  it('takes only UUIDs as ids', async () => expect((await things.http().get('/things/John').set('Authorization', things.worker)).body.code).toBe('not-a-uuid'));
});
