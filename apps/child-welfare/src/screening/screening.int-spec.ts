import { randomUUID } from 'node:crypto';
import { START } from '@eventstore/db-client';
import { instant, plusHours, plusMilliseconds } from '#kernel';
import { ProjectionReader } from '#projections';
import { FakeClock, startService, type TestService } from '#testing';
import { childWelfare } from '../service.js';
import { screeningsProjection } from './screenings.projection.js';

const caseworker = { role: 'caseworker', county: 'GA county 1' };
const clock = new FakeClock();
const now = clock.now();
const tool = { name: 'example-conversation', version: '1' };
const answers = { 'place-to-stay': 'mixed', 'getting-by': 'someone-expects-something-back', people: 'supportive', 'asked-to-do': 'preferred-not-to-say' };

let service: TestService;
let youthId: string;
beforeAll(async () => {
  service = await startService(childWelfare, clock);
  await new ProjectionReader(service.open).caughtUp(screeningsProjection.name, 0n, 30_000); // recording reads the earlier ones
});
afterAll(() => service?.stop());
beforeEach(async () => {
  youthId = (await service.post(caseworker, '/youths', { agency: 'US-GA', state: 'GA', county: 'GA county 1', coverage: 'placed' })).body.id;
});

const record = (fields: object = {}, headers?: Record<string, string>) =>
  service.post(caseworker, '/screenings', { youthId, tool, completedAt: now, answers, ...fields }, headers);
const elsewhere = (fields: object = {}) => record({ tool: null, answers: undefined, result: 'at-risk', ...fields });
const after = (position: string) => ({ 'min-position': position });

it('is recorded with what the tool proposes; its answers are for those who may read them', async () => {
  const { status, body, headers } = await record();
  expect([status, body]).toEqual([201, expect.objectContaining({ result: 'at-risk', proposed: 'at-risk', overridden: null, earlierScreenings: [] })]);
  const read = await service.get(caseworker, `/screenings/${body.id}`, after(headers.position!));
  expect(read.body).toMatchObject({ youthId, tool, result: 'at-risk', proposed: 'at-risk', recordedBy: 'caseworker', answers });
  expect(read.headers.etag).toBe(headers.etag);
  const list = await service.get({ role: 'police-liaison' }, `/youths/${youthId}/screenings`, after(headers.position!));
  expect(list.body).toEqual({ items: [{ screeningId: body.id, completedAt: now, recordedBy: 'caseworker', tool, result: 'at-risk' }], next: null });
  expect((await service.get({ role: 'police-liaison' }, `/screenings/${body.id}`)).body.code).toBe('role-not-permitted');
  expect((await service.get({ role: 'supervisor', agency: 'US-MO' }, `/youths/${youthId}/screenings`)).body.code).toBe('other-agency');
  let events = '';
  for await (const { event } of service.open.client.readAll({ fromPosition: START })) events += JSON.stringify(event?.data);
  expect(events).not.toContain('someone-expects-something-back');
});

it('takes another result by a person, with the reason', async () => {
  const { body } = await record({ override: { result: 'identified', reason: 'clinical-judgement' } });
  expect(body).toMatchObject({ result: 'identified', proposed: 'at-risk', overridden: 'clinical-judgement' });
});

it('warns of screenings shortly before it, and not of earlier ones', async () => {
  const daysAgo = (days: number) => plusHours(now, -24 * days);
  await elsewhere({ completedAt: plusMilliseconds(daysAgo(30), -1) });
  await elsewhere({ completedAt: daysAgo(30) });
  const recent = await elsewhere({ completedAt: plusMilliseconds(daysAgo(30), 1) });
  await service.get(caseworker, `/youths/${youthId}/screenings`, after(recent.headers.position!));
  const headers = { 'idempotency-key': randomUUID() };
  const repeated = await Promise.all(Array.from({ length: 20 }, () => record({}, headers)));
  const earlier = { screeningId: recent.body.id, completedAt: plusMilliseconds(instant(daysAgo(30)), 1), recordedBy: 'caseworker', tool: null, result: 'at-risk' };
  for (const { status, body } of repeated) expect([status, body]).toEqual([201, { ...repeated[0]!.body, earlierScreenings: [earlier] }]);
  const first = await service.get(caseworker, `/youths/${youthId}/screenings?limit=3`, after(repeated[0]!.headers.position!));
  const second = await service.get(caseworker, `/youths/${youthId}/screenings?limit=3&cursor=${first.body.next}`);
  expect([...first.body.items, ...second.body.items]).toHaveLength(4);
});

it.each([
  ['the future', { completedAt: plusMilliseconds(now, 1) }, 409, 'completed-in-the-future'],
  ['a tool that is not configured', { tool: { name: 'example-conversation', version: '2' } }, 409, 'unknown-tool'],
  ['an unanswered question', { answers: { people: 'supportive' } }, 400, 'questions-unanswered'],
  ['an answer that is none', { answers: { ...answers, people: 'x' } }, 400, 'unknown-answer'],
  ['neither answers nor result', { answers: undefined }, 400, 'result-required'],
  ['an override without its reason', { override: { result: 'none' } }, 400, 'missing'],
  ['an unknown youth', { youthId: randomUUID() }, 404, 'unknown-youth'],
])('refuses %s', async (_what, fields, status, code) => {
  const answer = await record(fields);
  expect([answer.status, answer.body.code]).toEqual([status, code]);
});

it('shows the configured tools', async () => {
  const { body } = await service.get(caseworker, '/screening-tools');
  expect(body.items).toEqual([expect.objectContaining({ ...tool, example: true })]);
});
