import { ProjectionReader } from '#projections';
import { startService, type TestService } from '#testing';
import { lawEnforcement } from '../service.js';
import { place, publish } from '../spec-kit.js';
import { drafting, liaison, reportsIn, supervisor, worker } from './reports-spec-kit.js';

let service: TestService;
beforeAll(async () => {
  service = await startService(lawEnforcement);
});
afterAll(() => service?.stop());

const elsewhere = { agency: 'US-MO', state: 'MO', county: 'MO county 5', coverage: 'placed' } as const;

const corrected = async (id: string, youthId: string, whose: typeof place | typeof elsewhere) => {
  const { now } = reportsIn(service);
  const { at } = await publish(service, 'missingEpisode', id, {
    type: 'EpisodeCorrected',
    data: { episodeId: id, youthId, ...whose, ageBand: 'under-18', category: 'left-without-permission', learnedAt: now, cause: 'jurisdiction' },
  });
  await new ProjectionReader(service.open).caughtUp('report-handovers', BigInt(at['Min-Position']), 20_000);
  return at;
};

it('a report follows its episode to the agency that now owes it, and back', async () => {
  const { made, stored, now } = reportsIn(service);
  const { reportId, subjectId, at: known } = await made();
  const { youthId } = (await service.get(liaison, `/reports/${reportId}`, known)).body as { youthId: string };
  const [former, owing] = [supervisor, { ...liaison, agency: 'US-MO', county: 'MO county 5' }];
  const receipt = (caseNumber: string) => ({ acknowledgedAt: now, caseNumber });
  const acknowledge = (as: typeof former, caseNumber: string) => service.post(as, `/reports/${reportId}/acknowledgements`, receipt(caseNumber));
  expect((await acknowledge(owing, 'MOPD-1')).body.code).toBe('other-agency');

  await corrected(subjectId, youthId, elsewhere);
  const taken = await acknowledge(owing, 'MOPD-1');
  expect(taken.status).toBe(200);
  expect((await acknowledge(former, 'MOPD-1')).body.code).toBe('other-agency');
  const at = { 'Min-Position': taken.headers.position! };
  expect((await service.get(owing, `/reports/${reportId}`, at)).body).toMatchObject({ status: 'acknowledged', agency: 'US-MO', state: 'MO', county: 'MO county 5' });
  const listed = await Promise.all([former, owing].map(async as => (await service.get(as, `/reports?subjectId=${subjectId}`)).body.items.length as number));
  expect(listed).toEqual([0, 1]);
  expect((await stored(reportId)).map(({ type, data }) => [type, (data as { agency: string }).agency])).toEqual([
    ['ReportDrafted', 'US-GA'], ['ReportMade', 'US-GA'], ['ReportHandedOver', 'US-MO'], ['ReportAcknowledged', 'US-MO'],
  ]);

  const back = await corrected(subjectId, youthId, place);
  expect((await acknowledge(former, 'MOPD-2')).status).toBe(200);
  const draft = await service.post(worker, '/reports', drafting(subjectId, 'ncmec'), back);
  expect((await stored(draft.body.id as string)).map(({ type }) => type)).toEqual(['ReportDrafted']);
});
