import { randomUUID } from 'node:crypto';
import { START } from '@eventstore/db-client';
import { plusHours, plusMilliseconds } from '#kernel';
import { ProjectionReader } from '#projections';
import { FakeClock, startService, type TestService } from '#testing';
import { childWelfare } from '../service.js';

const caseworker = { role: 'caseworker', county: 'GA county 1' };
const supervisor = { role: 'supervisor' };
const clock = new FakeClock();
const now = clock.now();
const receivedAt = plusHours(now, -2);

let service: TestService;
let youthId: string;
beforeAll(async () => {
  service = await startService(childWelfare, clock);
  const youth = await service.post(caseworker, '/youths', { agency: 'US-GA', state: 'GA', county: 'GA county 1', coverage: 'none' });
  youthId = youth.body.id;
  const placed = { coverage: 'placed', from: plusHours(now, -3) };
  await service.put(caseworker, `/youths/${youthId}/coverage`, placed, { 'if-match': youth.headers.etag! });
});
afterAll(() => service?.stop());

const make = (fields: object = {}) => service.post(caseworker, '/determinations', {
  youthId, outcome: 'identified-victim', trafficking: 'sex', determinedBy: 'agency', receivedAt,
  basis: { codes: ['disclosed-by-the-youth'], text: 'Told her synthetic aunt' }, ...fields,
});
const published = async (id: string) => {
  const found: unknown[] = [];
  for await (const { event } of service.open.client.readStream(`childWelfare.determination-${id}`, { fromRevision: START })) found.push([event?.type, event?.data]);
  return found;
};

it('is published with the place and the coverage of when the information was received', async () => {
  const { status, body, headers } = await make();
  expect(status).toBe(201);
  const events = await published(body.id);
  expect(events[0]).toEqual(['DeterminationMade', {
    determinationId: body.id, youthId, agency: 'US-GA', state: 'GA', county: 'GA county 1', coverage: 'placed', ageBand: 'unknown',
    outcome: 'identified-victim', trafficking: 'sex', determinedBy: 'agency', receivedAt,
  }]);
  expect(JSON.stringify(events)).not.toContain('aunt');
  const read = (as: { role: string }) => service.get(as, `/determinations/${body.id}`, { 'min-position': headers.position! });
  expect((await read(caseworker)).body).toMatchObject({ outcome: 'identified-victim', basisCodes: ['disclosed-by-the-youth'], basisText: 'Told her synthetic aunt', withdrawn: null });
  expect((await read({ role: 'compliance-officer' })).body.basisText).toEqual({ withheld: true });
});

it('counts the coverage before it changed for information received before', async () => {
  const { body } = await make({ receivedAt: plusMilliseconds(plusHours(now, -3), -1) });
  expect(await published(body.id)).toMatchObject([['DeterminationMade', { coverage: 'none' }], ['DeterminationBasisRecorded', {}]]);
});

it('of a youth who comes into care only afterwards stands from then on for what is owed', async () => {
  const outside = await service.post(caseworker, '/youths', { agency: 'US-GA', state: 'GA', county: 'GA county 1', coverage: 'none' });
  const [identified, withdrawn] = [await make({ youthId: outside.body.id }), await make({ youthId: outside.body.id })];
  await service.post(supervisor, `/determinations/${withdrawn.body.id}/withdrawals`, { reason: 'not-supported' });
  const into = { coverage: 'placed', from: plusHours(now, -1) };
  const placed = await service.put(caseworker, `/youths/${outside.body.id}/coverage`, into, { 'if-match': outside.headers.etag! });
  await new ProjectionReader(service.open).caughtUp('restate-determinations', BigInt(placed.headers.position!), 5000);
  expect((await published(identified.body.id)).at(-1)).toMatchObject(['DeterminationCorrected', { receivedAt, coverage: 'placed', coveredFrom: plusHours(now, -1), cause: 'coverage' }]);
  expect((await published(withdrawn.body.id)).at(-1)).toMatchObject(['DeterminationWithdrawn', {}]);
});

it('is withdrawn once, by those who may', async () => {
  const { body: { id } } = await make();
  const withdraw = (as: { role: string }) => service.post(as, `/determinations/${id}/withdrawals`, { reason: 'not-supported' });
  expect((await withdraw(caseworker)).body.code).toBe('role-not-permitted');
  const done = await withdraw(supervisor);
  expect((await withdraw(supervisor)).body.revision).toBe(done.body.revision);
  expect((await service.get(supervisor, `/determinations/${id}`, { 'min-position': done.headers.position! })).body.withdrawn).toBe('not-supported');
  expect((await service.post(supervisor, `/determinations/${randomUUID()}/withdrawals`, { reason: 'not-supported' })).body.code).toBe('unknown-determination');
});

it('is corrected by those who may, with the coverage of when the information was really received', async () => {
  const { body: { id } } = await make();
  const correct = (as: { role: string }, fields: object) => service.post(as, `/determinations/${id}/corrections`, fields);
  const really = { cause: 'learned-at', receivedAt: plusHours(now, -4) };
  expect((await correct(caseworker, really)).body.code).toBe('role-not-permitted');
  const done = await correct(supervisor, really);
  expect((await correct(supervisor, really)).body.revision).toBe(done.body.revision);
  const { body } = await service.get(supervisor, `/determinations/${id}`, { 'min-position': done.headers.position! });
  expect(body).toMatchObject({ receivedAt: plusHours(now, -4), coverage: 'placed', coveredFrom: plusHours(now, -3) });
  expect((await correct(supervisor, { ...really, cause: 'jurisdiction' })).body.code).toBe('cause-does-not-fit');
  expect((await service.post(supervisor, `/determinations/${randomUUID()}/corrections`, really)).body.code).toBe('unknown-determination');
});

it('of a foreign-national youth is told to HHS, once and not before it was known', async () => {
  const { body: { id } } = await make({ foreignNational: 'yes', trafficking: 'labor' });
  const notify = (notifiedAt: string) => service.post(caseworker, `/determinations/${id}/hhs-notification`, { notifiedAt });
  expect((await notify(plusMilliseconds(receivedAt, -1))).body.code).toBe('notified-before-received');
  expect((await notify(plusMilliseconds(now, 1))).body.code).toBe('notified-in-the-future');
  const done = await notify(now);
  expect((await notify(now)).body.revision).toBe(done.body.revision);
  expect((await notify(receivedAt)).body.code).toBe('already-notified');
  const { body } = await service.get(supervisor, `/determinations/${id}`, { 'min-position': done.headers.position! });
  expect(body).toMatchObject({ foreignNational: 'yes', hhsNotifiedAt: now, ageBand: 'unknown' });
  const withdrawn = (await make({})).body.id as string;
  await service.post(supervisor, `/determinations/${withdrawn}/withdrawals`, { reason: 'not-supported' });
  expect((await service.post(caseworker, `/determinations/${withdrawn}/hhs-notification`, { notifiedAt: now })).body.code).toBe('determination-withdrawn');
});

it.each([
  ['the future', { receivedAt: plusMilliseconds(now, 1) }, 409, 'received-in-the-future'],
  ['a time without an offset', { receivedAt: '2026-03-02T10:00:00' }, 400, 'time-without-offset'],
  ['an unknown youth', { youthId: randomUUID() }, 404, 'unknown-youth'],
  ['no basis', { basis: { codes: [] } }, 400, 'array-not-empty'],
])('refuses %s', async (_what, fields, status, code) => {
  const answer = await make(fields);
  expect([answer.status, answer.body.code]).toEqual([status, code]);
});

it('is not another agency\'s to make', async () => {
  const answer = await service.post({ ...supervisor, agency: 'US-MO' }, '/determinations', {
    youthId, outcome: 'at-risk', trafficking: 'sex', determinedBy: 'agency', receivedAt, basis: { codes: ['other'] },
  });
  expect([answer.status, answer.body.code]).toEqual([403, 'other-agency']);
});
