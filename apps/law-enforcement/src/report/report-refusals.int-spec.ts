import { randomUUID } from 'node:crypto';
import { plusMilliseconds } from '#kernel';
import { startService, type TestService } from '#testing';
import { lawEnforcement } from '../service.js';
import { publish } from '../spec-kit.js';
import { drafting, reportsIn, worker, type Reports } from './reports-spec-kit.js';

let service: TestService;
let { now, lastSeenAt, madeAt, missing, call, drafted, made, stored } = {} as Reports; // there once the service is

beforeAll(async () => {
  service = await startService(lawEnforcement);
  ({ now, lastSeenAt, madeAt, missing, call, drafted, made, stored } = reportsIn(service));
});
afterAll(() => service?.stop());

describe('refused, with nothing written', () => {
  const problem = (response: { status: number; body: { code: string } }) => [response.status, response.body.code];

  it.each([
    ['a report from the future', 'made', () => ({ ...call(), madeAt: plusMilliseconds(now, 1) }), 409, 'made-in-the-future'],
    ['a report before the child was last seen', 'made', () => ({ ...call(), madeAt: plusMilliseconds(lastSeenAt, -1) }), 409, 'made-before-last-seen'],
    ['a time without offset', 'made', () => ({ ...call(), madeAt: '2026-03-01T10:00:00' }), 400, 'time-without-offset'],
    ['an unknown channel', 'made', () => ({ ...call(), channel: 'pigeon' }), 400, 'is-in'],
    ['an unknown property', 'made', () => ({ ...call(), note: 'x' }), 400, 'unknown-property'],
    ['a receipt for no report', 'acknowledgements', () => ({ acknowledgedAt: now, caseNumber: '1' }), 409, 'report-not-made'],
  ])('%s', async (_, path, body, status, code) => {
    const { reportId } = await drafted();
    expect(problem(await service.post(worker, `/reports/${reportId}/${path}`, body()))).toEqual([status, code]);
    expect(await stored(reportId)).toHaveLength(1);
  });

  it.each([
    ['before the report', () => plusMilliseconds(madeAt, -1), 'receipt-before-report'],
    ['before the child was last seen', () => plusMilliseconds(lastSeenAt, -1), 'receipt-before-last-seen'],
    ['from the future', () => plusMilliseconds(now, 1), 'receipt-in-the-future'],
  ])('a receipt %s', async (_, acknowledgedAt, code) => {
    const { reportId } = await made();
    expect(problem(await service.post(worker, `/reports/${reportId}/acknowledgements`, { acknowledgedAt: acknowledgedAt(), caseNumber: '1' }))).toEqual([409, code]);
    expect(await stored(reportId)).toHaveLength(2);
  });

  it('a draft about nothing that is known', async () => {
    expect(problem(await service.post(worker, '/reports', drafting(randomUUID())))).toEqual([404, 'unknown-subject']);
  });

  it('a draft about an episode recorded in error', async () => {
    const { id } = await missing();
    const { at } = await publish(service, 'missingEpisode', id, { type: 'EpisodeRecordedInError', data: { episodeId: id, youthId: randomUUID(), reason: 'duplicate' } });
    expect(problem(await service.post(worker, '/reports', drafting(id), at))).toEqual([409, 'subject-withdrawn']);
  });

  it('another agency, another county, another role', async () => {
    const { reportId, subjectId } = await made();
    const elsewhere = { ...worker, agency: 'US-KY' };
    expect(problem(await service.post(elsewhere, '/reports', drafting(subjectId)))).toEqual([403, 'other-agency']);
    expect(problem(await service.post(elsewhere, `/reports/${reportId}/bounces`, { bouncedAt: now }))).toEqual([403, 'other-agency']);
    expect(problem(await service.post({ ...worker, county: 'GA county 9' }, `/reports/${reportId}/bounces`, { bouncedAt: now }))).toEqual([403, 'other-county']);
    expect(problem(await service.post(worker, `/reports/${reportId}/corrections`, { madeAt, reason: 'clerical-error' }))).toEqual([403, 'role-not-permitted']);
    expect(problem(await service.get({ role: 'hotline-worker' }, `/reports/${reportId}`))).toEqual([403, 'role-not-permitted']);
  });

  it('a report that does not exist, a stale edit, a reused key', async () => {
    const { reportId } = await made();
    const supplement = { supplementedAt: now, elements: ['photo'] };
    expect(problem(await service.post(worker, `/reports/${randomUUID()}/made`, call()))).toEqual([404, 'unknown-report']);
    expect(problem(await service.post(worker, `/reports/${reportId}/supplements`, supplement, { 'If-Match': '"0"' }))).toEqual([412, 'stale-revision']);
    const key = { 'Idempotency-Key': randomUUID() };
    await service.post(worker, `/reports/${reportId}/supplements`, supplement, key);
    expect(problem(await service.post(worker, `/reports/${reportId}/supplements`, { ...supplement, supplementedAt: madeAt }, key)))
      .toEqual([422, 'idempotency-key-reused']);
  });
});
