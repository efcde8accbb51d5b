import { START } from '@eventstore/db-client';
import { plusHours, plusMilliseconds } from '#kernel';
import { FakeClock, startService, type TestService } from '#testing';
import { childWelfare } from '../service.js';

const caseworker = { role: 'caseworker', county: 'GA county 1' };
const hotline = { role: 'hotline-worker' };
const clock = new FakeClock();
const receivedAt = plusHours(clock.now(), -1);

let service: TestService;
let youthId: string;
beforeAll(async () => {
  service = await startService(childWelfare, clock);
  youthId = (await service.post(hotline, '/youths', { agency: 'US-GA', state: 'GA', county: 'GA county 1', coverage: 'none' })).body.id;
});
afterAll(() => service?.stop());

const receive = (fields: object = {}) => service.post(hotline, '/concerns', {
  youthId, receivedAt, receivedBy: 'hotline-worker', channel: 'telephone', trafficking: 'labor',
  indicators: [{ group: 'individual', code: 'works-long-hours-or-in-debt' }, { group: 'community', code: 'social-isolation' }],
  reporter: { name: 'Reporter Synthetic', contact: '555-0100' }, ...fields,
});

it('is received and read, and never tells who reported', async () => {
  const { status, body, headers } = await receive();
  expect(status).toBe(201);
  for (const as of [caseworker, { role: 'supervisor' }]) {
    const read = await service.get(as, `/concerns/${body.id}`, { 'min-position': headers.position! });
    expect(read.body).toMatchObject({ concernId: body.id, youthId, receivedAt, channel: 'telephone', trafficking: 'labor' });
    expect(read.text).not.toMatch(/reporter|Synthetic|sealed/i);
  }
  let events = '';
  for await (const { event } of service.open.client.readStream(`childWelfare.concern-${body.id}`, { fromRevision: START })) events += JSON.stringify(event?.data);
  expect(events).toContain('sealed');
  expect(events).not.toContain('Synthetic');
});

it.each([
  ['the future', { receivedAt: plusMilliseconds(clock.now(), 1) }, 409, 'received-in-the-future'],
  ['an indicator of another group', { indicators: [{ group: 'societal', code: 'social-isolation' }] }, 400, 'unknown-indicator'],
  ['an unknown youth', { youthId: '7c8f0f3e-6a8e-4b5e-9d7b-0a4b1c2d3e4f' }, 404, 'unknown-youth'],
])('refuses %s', async (_what, fields, status, code) => {
  const answer = await receive(fields);
  expect([answer.status, answer.body.code]).toEqual([status, code]);
});

it('is read within its agency and county only', async () => {
  const { body: { id }, headers } = await receive();
  const read = async (as: { role: string; agency?: string; county?: string }) => (await service.get(as, `/concerns/${id}`, { 'min-position': headers.position! })).body.code;
  expect(await read({ role: 'supervisor', agency: 'US-MO' })).toBe('other-agency');
  expect(await read({ role: 'caseworker', county: 'GA county 2' })).toBe('other-county');
  expect(await read(hotline)).toBe('role-not-permitted');
});
