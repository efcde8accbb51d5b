import { randomUUID } from 'node:crypto';
import { plusHours, plusMilliseconds, type Instant } from '#kernel';
import { compareRebuilt } from '#projections';
import { startService, type TestService } from '#testing';
import { lawEnforcement } from '../service.js';
import { missingSince } from '../spec-kit.js';
import { recoveriesProjection } from './recoveries.projection.js';

const liaison = { role: 'police-liaison' };

let service: TestService;
let now: Instant;
let episodeId: string;
let at: { 'Min-Position': string };

beforeAll(async () => {
  service = await startService(lawEnforcement);
  now = service.clock.now();
  ({ id: episodeId, at } = await missingSince(service, plusHours(now, -30)));
});
afterAll(() => service.stop());

const recovery = (over: object = {}) => ({
  episodeId, recoveredAt: now, releasedTo: 'hospital', arrested: true, condition: 'A condition', immediateNeeds: 'Some needs', ...over,
});
const record = (over: object = {}, as: { role: string; agency?: string } = liaison, headers: object = {}) =>
  service.post(as, '/recoveries', recovery(over), { ...at, ...headers });
const problem = (response: { status: number; body: { code: string } }) => [response.status, response.body.code];

describe('a recovery', () => {
  it('is recorded, read with an audit row, and sealed at rest', async () => {
    const recorded = await record();
    expect(recorded.status).toBe(201);
    const path = `/recoveries/${recorded.body.id}`;
    const shown = await service.get(liaison, path, { 'Min-Position': recorded.headers.position! });
    expect(shown).toMatchObject({ status: 200, headers: { etag: '"1"' } });
    expect(shown.body).toMatchObject({ ...recovery(), agency: 'US-GA', county: 'GA county 2' });

    const entries = await service.open.dataSource.query('select action, outcome from audit_log where resource_id = $1', [recorded.body.id]);
    expect(entries).toEqual([{ action: 'recovery:read', outcome: 'personal-data-read' }]);
    const stored = [];
    for await (const { event } of service.open.client.readStream(`lawEnforcement.recovery-${recorded.body.id}`)) stored.push(event!.data);
    expect(stored).toHaveLength(2);
    expect(JSON.stringify(stored)).not.toMatch(/A condition|Some needs/);
  });

  it('needs no description', async () => {
    const { body, headers } = await record({ condition: undefined, immediateNeeds: undefined });
    const shown = await service.get(liaison, `/recoveries/${body.id}`, { 'Min-Position': headers.position! });
    expect(shown.body).toMatchObject({ condition: null, immediateNeeds: null });
  });

  it('is one, sent twice under one key', async () => {
    const key = { 'Idempotency-Key': randomUUID() };
    const [first, second] = [await record({}, liaison, key), await record({}, liaison, key)];
    expect(second.body).toEqual(first.body);
    expect(problem(await record({ arrested: false }, liaison, key))).toEqual([422, 'idempotency-key-reused']);
  });

  it.each([
    ['from the future', () => ({ recoveredAt: plusMilliseconds(now, 1) }), 409, 'recovered-in-the-future'],
    ['before the child was last seen', () => ({ recoveredAt: plusMilliseconds(plusHours(now, -31), -1) }), 409, 'recovered-before-last-seen'],
    ['of an unknown episode', () => ({ episodeId: randomUUID() }), 404, 'unknown-subject'],
    ['to nobody known', () => ({ releasedTo: 'stranger' }), 400, 'is-in'],
    ['that does not say whether the child was arrested', () => ({ arrested: undefined }), 400, 'missing'],
  ])('is refused %s', async (_, over, status, code) => expect(problem(await record(over()))).toEqual([status, code]));

  it('is another agency\'s to nobody', async () => {
    expect(problem(await record({}, { ...liaison, agency: 'US-KY' }))).toEqual([403, 'other-agency']);
    const { body, headers } = await record();
    const from = { 'Min-Position': headers.position! };
    expect(problem(await service.get({ ...liaison, agency: 'US-KY' }, `/recoveries/${body.id}`, from))).toEqual([403, 'other-agency']);
    expect(problem(await service.get({ role: 'hotline-worker' }, `/recoveries/${body.id}`))).toEqual([403, 'role-not-permitted']);
    expect(problem(await service.get(liaison, `/recoveries/${randomUUID()}`))).toEqual([404, 'unknown-recovery']);
  });

  it('is rebuilt to equal rows', async () => {
    const { client, dataSource } = service.open;
    expect(await compareRebuilt({ client, dataSource, projection: recoveriesProjection })).toMatchObject({ equal: true });
  });
});
