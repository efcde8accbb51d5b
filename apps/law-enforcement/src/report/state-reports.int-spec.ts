import { randomUUID } from 'node:crypto';
import type { StateReportReceived } from '#contracts';
import { personal, plusHours, type Category } from '#kernel';
import { ProjectionReader } from '#projections';
import { startService, type TestService } from '#testing';
import { lawEnforcement } from '../service.js';
import { missingSince } from '../spec-kit.js';

/** As child welfare keeps it: receipts under the key of what agencies share. */
const episodes: Category<null, StateReportReceived> = { name: 'childWelfare.missingEpisode', scope: 'exchange', initial: null, evolve: () => null };
const liaison = { role: 'police-liaison' };
const NUMBER = 'ZQ-STATE-7781';

let service: TestService;
beforeAll(async () => {
  service = await startService(lawEnforcement);
});
afterAll(() => service?.stop());

const received = async (youthId: string, episodeId: string, report: Pick<StateReportReceived['data'], 'reportId' | 'acknowledgedAt' | 'receipt'>, claimed?: boolean) => {
  const madeAt = plusHours(service.clock.now(), -3);
  const event: StateReportReceived =
    { type: 'StateReportReceived', occurredAt: madeAt, data: { episodeId, youthId, agency: 'US-GA', recipient: 'police', madeAt, channel: 'web-form', ...report } };
  const { position } = await service.open.store.decide(episodes, episodeId, () => [event], {
    commandId: randomUUID(), fingerprint: 'f', correlationId: 'test-correlation', actor: { subject: 's', role: 'partner-system', agency: 'US-GA', county: null },
    ...(claimed ? { claimedRecordedAt: plusHours(madeAt, 1) } : {}),
  });
  await new ProjectionReader(service.open).caughtUp('state-reports', position, 20_000);
  return { madeAt };
};

const stored = async (reportId: string) => {
  const events = [];
  for await (const { event } of service.open.client.readStream(`lawEnforcement.report-${reportId}`)) events.push(event!);
  return events;
};

it('becomes a report of law-enforcement, with every receipt, and no receipt in clear at rest', async () => {
  const [youthId, reportId] = [randomUUID(), randomUUID()];
  const { id } = await missingSince(service, plusHours(service.clock.now(), -8), { youthId });
  const { madeAt } = await received(youthId, id, { reportId, acknowledgedAt: null });
  await received(youthId, id, { reportId, acknowledgedAt: madeAt, receipt: personal({ caseNumber: NUMBER }) });
  await received(youthId, id, { reportId, acknowledgedAt: plusHours(madeAt, 1), receipt: personal({ caseNumber: 'ANOTHER' }) });

  const events = await stored(reportId);
  expect(events.map(({ type }) => type)).toEqual(['ReportDrafted', 'ReportMade', 'ReportAcknowledged', 'ReportAcknowledged', 'ReceiptsFoundToDiffer']);
  const shown = await service.get(liaison, `/reports/${reportId}`, { 'Min-Position': String(events.at(-1)!.position!.commit) });
  expect(shown.body).toMatchObject({
    status: 'acknowledged', subjectId: id, agency: 'US-GA', recipient: 'police', madeAt, attempts: [{ madeAt, channel: 'web-form', madeBy: 'state-system' }],
    receipts: [{ acknowledgedAt: madeAt, receipt: { caseNumber: NUMBER } }, { receipt: { caseNumber: 'ANOTHER' } }], receiptsDiffer: true,
  });
  const rows: unknown = await new ProjectionReader(service.open).read('reports', tx => tx.query('select * from report'));
  const log = [];
  for await (const { event } of service.open.client.readAll()) log.push(event?.data);
  expect(JSON.stringify([rows, log])).not.toContain(NUMBER);
});

it('keeps its receipt where it was recorded here as refused since, and goes on with the child\'s later ones', async () => {
  const [youthId, reportId, later] = [randomUUID(), randomUUID(), randomUUID()];
  const { id } = await missingSince(service, plusHours(service.clock.now(), -8), { youthId });
  const { madeAt } = await received(youthId, id, { reportId, acknowledgedAt: null });
  expect((await service.post(liaison, `/reports/${reportId}/refusals`, { refusedAt: plusHours(madeAt, 1), reason: 'told-to-wait' })).status).toBe(200);
  await received(youthId, id, { reportId, acknowledgedAt: madeAt, receipt: personal({ caseNumber: NUMBER }) });
  await received(youthId, id, { reportId: later, acknowledgedAt: null });

  const [refused, next] = await Promise.all([reportId, later].map(stored));
  expect(refused!.map(({ type }) => type)).toEqual(['ReportDrafted', 'ReportMade', 'ReportRefused', 'ReportAcknowledged']);
  expect(next!.map(({ type }) => type)).toEqual(['ReportDrafted', 'ReportMade']);
  const shown = await service.get(liaison, `/reports/${reportId}`, { 'Min-Position': String(refused!.at(-1)!.position!.commit) });
  expect(shown.body).toMatchObject({ status: 'refused', receipts: [{ acknowledgedAt: madeAt, receipt: { caseNumber: NUMBER } }] });
});

it('is known when the state\'s system claims to have recorded it', async () => {
  const [youthId, reportId] = [randomUUID(), randomUUID()];
  const { id } = await missingSince(service, plusHours(service.clock.now(), -8), { youthId });
  const { madeAt } = await received(youthId, id, { reportId, acknowledgedAt: null }, true);
  expect((await stored(reportId))[1]).toMatchObject({ type: 'ReportMade', metadata: { claimedRecordedAt: plusHours(madeAt, 1), actor: { role: 'system' } } });
});
