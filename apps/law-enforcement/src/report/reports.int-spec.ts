import { randomUUID } from 'node:crypto';
import { instant, plusHours } from '#kernel';
import { compareRebuilt } from '#projections';
import { startService, type TestService } from '#testing';
import { lawEnforcement } from '../service.js';
import { place, publish } from '../spec-kit.js';
import { knownSubjectsProjection } from './known-subjects.projection.js';
import { drafting, liaison, reportsIn, supervisor, worker, type Reports } from './reports-spec-kit.js';
import { reportsProjection } from './reports.projection.js';

let service: TestService;
let { now, lastSeenAt, madeAt, missing, call, drafted, made, stored } = {} as Reports; // there once the service is

beforeAll(async () => {
  service = await startService(lawEnforcement);
  ({ now, lastSeenAt, madeAt, missing, call, drafted, made, stored } = reportsIn(service));
});
afterAll(() => service?.stop());

const read = async (reportId: string, position: unknown, as: { role: string } = liaison) =>
  service.get(as, `/reports/${reportId}`, { 'Min-Position': String(position) });

describe('a report to police', () => {
  it('is drafted, made, acknowledged and supplemented', async () => {
    const { id, at } = await missing();
    const draft = await service.post(worker, '/reports', drafting(id, 'police', { packet: { physicalDescription: true } }), at);
    expect(draft.status).toBe(201);
    expect(draft.headers).toMatchObject({ etag: '"0"', position: expect.stringMatching(/^\d+$/) });
    const path = `/reports/${draft.body.id}`;

    expect(await service.post(worker, `${path}/made`, call())).toMatchObject({ status: 200, headers: { etag: '"1"' } });
    const receipt = { acknowledgedAt: plusHours(madeAt, 1), caseNumber: 'GAPD-104', officer: 'A. Officer', badge: '7', ori: 'GA0010000' };
    expect((await service.post(liaison, `${path}/acknowledgements`, receipt)).status).toBe(200);
    const last = await service.post(worker, `${path}/supplements`, { supplementedAt: now, elements: ['photo'] });

    const shown = await read(draft.body.id as string, last.headers.position);
    expect(shown).toMatchObject({ status: 200, headers: { etag: '"3"' } });
    expect(shown.body).toMatchObject({
      status: 'acknowledged', agency: 'US-GA', county: 'GA county 2', recipient: 'police', subjectId: id, lastSeenAt, madeAt,
      missingElements: ['endangerment-information'], receiptsDiffer: false, severalReceipts: false,
      receipts: [{ acknowledgedAt: plusHours(madeAt, 1), receipt: { caseNumber: 'GAPD-104', officer: 'A. Officer', badge: '7', ori: 'GA0010000' } }],
    });
  });

  it('is kept with its refusals, and made in the end', async () => {
    const { reportId } = await drafted();
    await service.post(worker, `/reports/${reportId}/refusals`, { refusedAt: madeAt, reason: 'told-to-wait' });
    const { headers } = await service.post(worker, `/reports/${reportId}/made`, { ...call(), madeAt: now });
    expect((await read(reportId, headers.position)).body).toMatchObject({
      status: 'made', madeAt: now, refusals: [{ refusedAt: madeAt, reason: 'told-to-wait' }],
    });
  });

  it('is none once it bounced', async () => {
    const { reportId } = await made('ncmec');
    const { headers } = await service.post(worker, `/reports/${reportId}/bounces`, { bouncedAt: now });
    expect((await read(reportId, headers.position)).body).toMatchObject({ status: 'bounced', madeAt: null, bounces: [now] });
  });

  it('is corrected by a fact', async () => {
    const { reportId } = await made();
    const corrected = plusHours(madeAt, -1);
    const { headers } = await service.post(supervisor, `/reports/${reportId}/corrections`, { madeAt: corrected, reason: 'recipient-record' });
    expect((await read(reportId, headers.position)).body).toMatchObject({ madeAt: corrected, attempts: [{ madeAt }], corrections: [{ madeAt: corrected }] });
  });

  it('keeps every receipt, and says when they differ', async () => {
    const { reportId } = await made();
    for (const caseNumber of ['GAPD-1', 'GAPD-2']) {
      await service.post(liaison, `/reports/${reportId}/acknowledgements`, { acknowledgedAt: now, caseNumber });
    }
    const again = await service.post(liaison, `/reports/${reportId}/acknowledgements`, { acknowledgedAt: now, caseNumber: 'GAPD-1' });
    const { body } = await read(reportId, again.headers.position);
    expect(body).toMatchObject({ receiptsDiffer: true, severalReceipts: true });
    expect(body.receipts.map((kept: { receipt: { caseNumber: string } }) => kept.receipt.caseNumber)).toEqual(['GAPD-1', 'GAPD-2']);
  });

  it('tells of an identified victim without a packet', async () => {
    const determinationId = randomUUID();
    const { at } = await publish(service, 'determination', determinationId, {
      type: 'DeterminationMade',
      data: {
        determinationId, youthId: randomUUID(), ...place, outcome: 'identified-victim', trafficking: 'sex', determinedBy: 'agency', receivedAt: madeAt,
      },
    });
    const draft = await service.post(worker, '/reports', { subjectKind: 'determination', subjectId: determinationId, recipient: 'police' }, at);
    expect((await read(draft.body.id as string, draft.headers.position)).body).toMatchObject({ subjectKind: 'determination', missingElements: [], lastSeenAt: null });
  });
});

describe('the reports of one episode', () => {
  it('are all kept and listed in pages, without their receipts', async () => {
    const { id, at } = await missing();
    let position = '';
    for (const recipient of ['police', 'police', 'ncmec']) {
      const { body } = await service.post(worker, '/reports', drafting(id, recipient), at);
      await service.post(worker, `/reports/${body.id}/made`, { ...call(), madeBy: 'provider' });
      const receipt = { acknowledgedAt: now, caseNumber: `secret-${body.id}` };
      position = (await service.post(worker, `/reports/${body.id}/acknowledgements`, receipt)).headers.position!;
    }
    const first = await service.get({ role: 'hotline-worker' }, `/reports?subjectId=${id}&limit=2`, { 'Min-Position': position });
    const second = await service.get({ role: 'hotline-worker' }, `/reports?subjectId=${id}&limit=2&cursor=${first.body.next}`);
    const items = [...first.body.items, ...second.body.items] as { recipient: string; severalReceipts: boolean; receiptCount: number }[];
    expect(second.body.next).toBeNull();
    expect(items.map(({ recipient, severalReceipts }) => [recipient, severalReceipts]).sort())
      .toEqual([['ncmec', false], ['police', true], ['police', true]]);
    expect(items.every(({ receiptCount }) => receiptCount === 1)).toBe(true);
    expect(JSON.stringify(items)).not.toMatch(/secret|sealed|eyJ/);
  });

  it('are another agency\'s to nobody', async () => {
    const { subjectId } = await made();
    const { body } = await service.get({ ...supervisor, agency: 'US-KY' }, `/reports?subjectId=${subjectId}`);
    expect(body.items).toEqual([]);
  });
});

describe('as a whole', () => {
  it('drafts one report of 20 equal requests at once', async () => {
    const { id, at } = await missing();
    const key = { 'Idempotency-Key': randomUUID(), ...at };
    const answers = await Promise.all(Array.from({ length: 20 }, () => service.post(worker, '/reports', drafting(id), key)));
    expect(new Set(answers.map(({ status, body, headers }) => JSON.stringify([status, body, headers.etag, headers.position]))).size).toBe(1);
    const { body } = await service.get(worker, `/reports?subjectId=${id}`, { 'Min-Position': answers[0]!.headers.position! });
    expect(body.items).toHaveLength(1);
  });

  it('claims a recorded time for an import only', async () => {
    const { reportId } = await drafted();
    const claim = { 'Claimed-Recorded-At': '2020-01-01T00:00:00Z' };
    expect((await service.post(worker, `/reports/${reportId}/made`, call(), claim)).body.code).toBe('role-not-permitted');
    expect((await service.post({ role: 'migration' }, `/reports/${reportId}/made`, call(), claim)).status).toBe(200);
    const [, event] = await stored(reportId);
    expect(event?.metadata).toMatchObject({ claimedRecordedAt: instant('2020-01-01T00:00:00Z'), recordedAt: now });
  });

  it('writes down who read a receipt, and keeps it sealed everywhere', async () => {
    const { reportId } = await made();
    const { headers } = await service.post(liaison, `/reports/${reportId}/acknowledgements`, { acknowledgedAt: now, caseNumber: 'GAPD-sealed' });
    await read(reportId, headers.position, { role: 'compliance-officer' });
    const entries = await service.open.dataSource.query('select role, action, outcome from audit_log where resource_id = $1', [reportId]);
    expect(entries).toEqual([{ role: 'compliance-officer', action: 'report:read', outcome: 'personal-data-read' }]);
    expect(JSON.stringify((await stored(reportId)).map(({ data }) => data))).not.toContain('GAPD-sealed');
  });

  it.each([knownSubjectsProjection, reportsProjection])('rebuilds $name to equal rows', async projection => {
    const { client, dataSource } = service.open;
    expect(await compareRebuilt({ client, dataSource, projection })).toMatchObject({ equal: true });
  });
});
