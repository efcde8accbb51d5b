import { instant, plusHours, plusMilliseconds, type Instant } from '#kernel';
import { compareRebuilt } from '#projections';
import { startService, type TestService } from '#testing';
import { lawEnforcement } from '../service.js';
import { missingSince, publish } from '../spec-kit.js';
import { knownSubjectsProjection } from './known-subjects.projection.js';
import { reportsProjection } from './reports.projection.js';

const worker = { role: 'caseworker' };
const liaison = { role: 'police-liaison' };

let service: TestService;
let now: Instant;
let madeAt: Instant;
let enteredAt: Instant;

beforeAll(async () => {
  service = await startService(lawEnforcement);
  now = service.clock.now();
  madeAt = plusHours(now, -3);
  enteredAt = plusHours(now, -2);
});
afterAll(() => service.stop());

const draft = async (recipient = 'police') => {
  const { id: subjectId, at } = await missingSince(service, plusHours(now, -4));
  const { body } = await service.post(worker, '/reports', { subjectKind: 'missing-episode', subjectId, recipient }, at);
  return { subjectId, path: `/reports/${body.id}` };
};
const made = async (recipient = 'police') => {
  const report = await draft(recipient);
  await service.post(worker, `${report.path}/made`, { madeAt, channel: 'telephone', madeBy: 'agency' });
  return report;
};
const entry = () => ({ enteredAt, category: 'EME', nicNumber: 'M123456789' });
const entered = async () => {
  const report = await made();
  const { headers } = await service.post(liaison, `${report.path}/ncic-entry`, entry());
  return { ...report, position: headers.position };
};
const locate = (episodeId: string, locatedAt: Instant) => publish(service, 'missingEpisode', episodeId, {
  type: 'ChildLocated', data: { episodeId, youthId: '11111111-1111-4111-8111-111111111111', locatedAt, circumstance: 'in-hospital' },
});
const read = (path: string, position: unknown, as = liaison) => service.get(as, path, { 'Min-Position': String(position) });
const stored = async (path: string) => {
  const events = [];
  for await (const { event } of service.open.client.readStream(`lawEnforcement.report-${path.split('/').at(-1)}`)) events.push(event!);
  return events;
};
const problem = (response: { status: number; body: { code: string } }) => [response.status, response.body.code];

describe('what police did with a report', () => {
  it('is entered, verified and cancelled on location', async () => {
    const { path, subjectId } = await made();
    expect((await service.post(liaison, `${path}/ncic-entry`, { category: 'EME' })).status).toBe(200);
    expect((await service.post(liaison, `${path}/ncic-entry`, entry())).status).toBe(200);
    await service.post(liaison, `${path}/ncmec-told-by-police`, { toldAt: enteredAt });
    const verification = { verifiedAt: plusHours(now, -1), photoWithin180Days: true, medicalAndDental: false };
    expect((await service.post(liaison, `${path}/ncic-verification`, verification)).status).toBe(200);
    const { at } = await locate(subjectId, plusHours(now, -1));
    const cancelled = await service.post(liaison, `${path}/ncic-cancellation`, { cancelledAt: now }, at);
    expect(cancelled.status).toBe(200);

    expect((await read(path, cancelled.headers.position)).body).toMatchObject({
      ncmecTold: [enteredAt],
      ncicEntries: [{ enteredAt, category: 'EME', nicNumber: 'M123456789', verifications: [verification], cancelledAt: now, cancellationReason: null }],
    });
  });

  it('is sealed at rest, shown with an audit row, and left out of lists', async () => {
    const { path, subjectId, position } = await entered();
    await service.get(worker, path);
    const { body } = await read(`/reports?subjectId=${subjectId}`, position);
    expect(body.items).toMatchObject([{ inNcic: true }]);
    expect(JSON.stringify([body, (await stored(path)).map(({ data }) => data)])).not.toContain('M123456789');
    expect(JSON.stringify(body)).not.toMatch(/sealed|eyJ/);
    await read(path, position, { role: 'compliance-officer' });
    const entries = await service.open.dataSource.query(
      `select role, action from audit_log where resource_id = $1 and role = 'compliance-officer'`, [path.split('/').at(-1)]);
    expect(entries).toEqual([{ role: 'compliance-officer', action: 'report:read' }]);
  });

  it('may be told twice', async () => {
    const { path } = await entered();
    const again = await service.post(liaison, `${path}/ncic-entry`, entry());
    expect([again.status, (await stored(path)).length]).toEqual([200, 3]);
  });

  it('is entered again after an entry in error', async () => {
    const { path } = await entered();
    await service.post(liaison, `${path}/ncic-cancellation`, { cancelledAt: now, reason: 'entered-in-error' });
    const { headers } = await service.post(liaison, `${path}/ncic-entry`, { ...entry(), category: 'EMJ' });
    expect((await read(path, headers.position)).body.ncicEntries).toMatchObject([
      { category: 'EME', cancelledAt: now, cancellationReason: 'entered-in-error' }, { category: 'EMJ', cancelledAt: null },
    ]);
  });

  it('occurred when police say, or when it was told', async () => {
    const { path } = await made();
    await service.post(liaison, `${path}/ncic-entry`, { category: 'EME' });
    await service.post(liaison, `${path}/ncic-entry`, entry());
    expect((await stored(path)).slice(2).map(({ metadata }) => (metadata as { occurredAt: string }).occurredAt)).toEqual([now, enteredAt]);
  });
});

describe('a refusal by police', () => {
  const refuse = (path: string) => service.post(worker, `${path}/refusals`, { refusedAt: madeAt, reason: 'told-to-wait' });

  it('shows the next step, one after the other, until the report is taken', async () => {
    const { path } = await draft();
    const refused = await refuse(path);
    expect((await read(path, refused.headers.position)).body.nextEscalation).toBe('police-supervisor');
    const escalated = await service.post({ role: 'hotline-worker' }, `${path}/escalations`, { escalatedAt: enteredAt, to: 'police-supervisor' });
    expect((await read(path, escalated.headers.position)).body).toMatchObject({
      status: 'refused', nextEscalation: 'state-clearinghouse', escalations: [{ escalatedAt: enteredAt, to: 'police-supervisor' }],
    });
    const taken = await service.post(worker, `${path}/made`, { madeAt: now, channel: 'in-person', madeBy: 'agency' });
    expect((await read(path, taken.headers.position)).body).toMatchObject({ status: 'made', nextEscalation: null });
  });

  it('must have happened', async () => {
    const { path } = await draft();
    expect(problem(await service.post(worker, `${path}/escalations`, { escalatedAt: now, to: 'court' }))).toEqual([409, 'not-refused']);
    expect(problem(await service.post(worker, `${path}/escalations`, { escalatedAt: now, to: 'nobody' }))).toEqual([400, 'is-in']);
  });
});

describe('refused, with nothing written', () => {
  const verification = () => ({ verifiedAt: now, photoWithin180Days: true, medicalAndDental: true });

  it.each([
    ['an entry before the report', 'ncic-entry', () => ({ ...entry(), enteredAt: plusMilliseconds(madeAt, -1) }), 409, 'entered-before-report'],
    ['an entry in the future', 'ncic-entry', () => ({ ...entry(), enteredAt: plusMilliseconds(now, 1) }), 409, 'entry-in-the-future'],
    ['an entry at a local time', 'ncic-entry', () => ({ ...entry(), enteredAt: '2026-03-02T10:00:00' }), 400, 'time-without-offset'],
    ['an unknown category', 'ncic-entry', () => ({ ...entry(), category: 'EMX' }), 400, 'is-in'],
    ['a record in place of a number', 'ncic-entry', () => ({ ...entry(), nicNumber: 'NAM/DOE, JANE' }), 400, 'malformed-nic-number'],
    ['a verification of nothing', 'ncic-verification', verification, 409, 'verified-before-entry'],
    ['a verification that does not say of what', 'ncic-verification', () => ({ verifiedAt: now, photoWithin180Days: true }), 400, 'missing'],
    ['a cancellation of nothing', 'ncic-cancellation', () => ({ cancelledAt: now, reason: 'other' }), 409, 'cancelled-before-entry'],
    ['a call to NCMEC before the report', 'ncmec-told-by-police', () => ({ toldAt: plusMilliseconds(madeAt, -1) }), 409, 'told-before-report'],
  ])('%s', async (_, path, body, status, code) => {
    const report = await made();
    expect(problem(await service.post(liaison, `${report.path}/${path}`, body()))).toEqual([status, code]);
    expect(await stored(report.path)).toHaveLength(2);
  });

  it('a cancellation while the child is missing, or before it was located', async () => {
    const { path, subjectId } = await entered();
    expect(problem(await service.post(liaison, `${path}/ncic-cancellation`, { cancelledAt: now }))).toEqual([409, 'child-not-located']);
    const { at } = await locate(subjectId, now);
    const early = { cancelledAt: plusMilliseconds(now, -1) };
    expect(problem(await service.post(liaison, `${path}/ncic-cancellation`, early, at))).toEqual([409, 'cancelled-before-location']);
    expect(await stored(path)).toHaveLength(3);
  });

  it('another entry over the one that stands, another agency, another county, another role', async () => {
    const { path } = await entered();
    expect(problem(await service.post(liaison, `${path}/ncic-entry`, { ...entry(), category: 'EMI' }))).toEqual([409, 'already-entered']);
    expect(problem(await service.post({ ...liaison, agency: 'US-KY' }, `${path}/ncic-entry`, entry()))).toEqual([403, 'other-agency']);
    expect(problem(await service.post({ ...liaison, county: 'GA county 9' }, `${path}/ncic-cancellation`, { cancelledAt: now }))).toEqual([403, 'other-county']);
    expect(problem(await service.post({ role: 'hotline-worker' }, `${path}/ncic-entry`, entry()))).toEqual([403, 'role-not-permitted']);
  });

  it('an entry for a report to NCMEC, or for none', async () => {
    const { path } = await made('ncmec');
    expect(problem(await service.post(liaison, `${path}/ncic-entry`, entry()))).toEqual([409, 'not-a-police-report']);
    const nowhere = '/reports/99999999-9999-4999-8999-999999999999';
    expect(problem(await service.post(liaison, `${nowhere}/ncic-cancellation`, { cancelledAt: now }))).toEqual([404, 'unknown-report']);
  });
});

it('keeps the claim of an import', async () => {
  const { path } = await made();
  const claim = { 'Claimed-Recorded-At': '2020-01-01T00:00:00Z' };
  expect((await service.post({ role: 'migration' }, `${path}/ncic-entry`, { category: 'EME' }, claim)).status).toBe(200);
  expect((await stored(path)).at(-1)?.metadata).toMatchObject({ claimedRecordedAt: instant('2020-01-01T00:00:00Z') });
});

it.each([knownSubjectsProjection, reportsProjection])('rebuilds $name to equal rows', async projection => {
  const { client, dataSource } = service.open;
  expect(await compareRebuilt({ client, dataSource, projection })).toMatchObject({ equal: true });
});
