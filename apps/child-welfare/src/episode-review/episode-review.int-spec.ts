import { randomUUID } from 'node:crypto';
import { personal, plusHours } from '#kernel';
import { startService, type TestService } from '#testing';
import { childWelfare } from '../service.js';
import { caseworker, here, reviewing } from './review-spec-kit.js';

type Answer = { readonly notRecorded?: true; readonly answer?: unknown; readonly sources?: readonly { readonly event: string; readonly occurredAt: string }[] };

const QUESTIONS = [
  'whatWasDoneToFindTheChild', 'policeReports', 'ncmec', 'placement', 'servicesAndTreatment', 'specialNeeds', 'unaddressedTrauma',
  'familyAndSupportiveAdults', 'signsOfTrafficking', 'servicesOnReturn', 'caregiverWilling',
];

let service: TestService;
let { publish, newEpisode, review, tell } = {} as ReturnType<typeof reviewing>;

const circumstances = (learnedAt: string) => ({
  learnedAt, placement: { kind: 'foster-family', name: 'The Synthetic family' }, services: [{ kind: 'mental-health', provider: 'Synthetic Clinic' }],
  treatment: ['Weekly counselling'], specialNeeds: ['Hearing aid'], screeningsDue: [{ screening: 'dental', dueOn: '2026-04-01' }],
  trauma: { unaddressed: 'yes', description: 'Loss of a synthetic sibling' }, supportiveAdults: [{ relation: 'grandparent', name: 'Synthetic Grandparent' }],
});

beforeAll(async () => {
  service = await startService(childWelfare);
  ({ publish, newEpisode, review, tell } = reviewing(service));
});
afterAll(() => service?.stop());

it('answers all eleven questions by one GET, and none that nobody recorded', async () => {
  const { episodeId } = await newEpisode();
  const { body } = await review(episodeId);
  expect(body).toMatchObject({ episodeId, ...here });
  expect(QUESTIONS.map(question => body[question])).toEqual(QUESTIONS.map(() => ({ notRecorded: true })));
});

it('answers each from what was recorded here and by police liaisons, with its instants', async () => {
  const { learnedAt, ...ids } = await newEpisode();
  const at = plusHours(learnedAt, 2);
  const reportOf = (recipient: string) => ({ reportId: randomUUID(), youthId: ids.youthId, subjectKind: 'missing-episode', subjectId: ids.episodeId, agency: 'US-GA', recipient });
  const made = { madeAt: at, channel: 'telephone', madeBy: 'agency', missingElements: [] };
  await publish('lawEnforcement.report', 'exchange', randomUUID(),
    { type: 'ReportMade', occurredAt: at, data: { ...reportOf('police'), ...made } },
    { type: 'ReportAcknowledged', occurredAt: at, data: { ...reportOf('police'), acknowledgedAt: at, receipt: personal({ caseNumber: 'GAPD-1' }) } });
  await publish('lawEnforcement.report', 'exchange', randomUUID(), { type: 'ReportMade', occurredAt: at, data: { ...reportOf('ncmec'), ...made } });
  await publish('childWelfare.screening', 'agency', randomUUID(), {
    type: 'ScreeningCompleted', occurredAt: at,
    data: { screeningId: randomUUID(), youthId: ids.youthId, ...here, completedAt: at, tool: null, result: 'at-risk', overridden: null },
  });
  await publish('childWelfare.concern', 'agency', randomUUID(), {
    type: 'ConcernReceived', occurredAt: at,
    data: {
      concernId: randomUUID(), youthId: ids.youthId, ...here, receivedAt: at, receivedBy: 'hotline-worker', channel: 'telephone', trafficking: 'sex',
      indicators: [], reporter: personal({ name: 'Synthetic Reporter' }),
    },
  });
  await publish('childWelfare.missingEpisode', 'agency', ids.episodeId,
    { type: 'LocateAttemptMade', occurredAt: at, data: { ...ids, attemptId: randomUUID(), madeAt: at, contacted: 'friend', result: 'seen', note: personal('At the synthetic mall') } },
    { type: 'ServicesArranged', occurredAt: at, data: { ...ids, arrangedAt: at, services: ['advocate'] } },
    { type: 'ChildReturned', occurredAt: at, data: { ...ids, returnedAt: at, to: 'former-caregiver', caregiverWilling: 'yes' } });
  expect((await tell(ids.episodeId, circumstances(learnedAt))).status).toBe(200);

  const { body } = await review(ids.episodeId);
  expect(body).toMatchObject({
    whatWasDoneToFindTheChild: { answer: { locateAttempts: [{ event: 'LocateAttemptMade', madeAt: at, note: 'At the synthetic mall' }] } },
    policeReports: { answer: { reports: [{ event: 'ReportMade', madeAt: at }, { event: 'ReportAcknowledged', receipt: { caseNumber: 'GAPD-1' } }] } },
    ncmec: { answer: { reports: [{ event: 'ReportMade' }] } },
    placement: { answer: { placement: { kind: 'foster-family', name: 'The Synthetic family' } }, sources: [{ event: 'EpisodeCircumstancesDescribed', occurredAt: learnedAt }] },
    servicesAndTreatment: { answer: { services: [{ kind: 'mental-health', provider: 'Synthetic Clinic' }], treatment: ['Weekly counselling'] } },
    specialNeeds: { answer: { specialNeeds: ['Hearing aid'], screeningsDue: [{ screening: 'dental', dueOn: '2026-04-01' }] } },
    unaddressedTrauma: { answer: { trauma: { unaddressed: 'yes' } } },
    familyAndSupportiveAdults: { answer: { supportiveAdults: [{ relation: 'grandparent', person: { name: 'Synthetic Grandparent' } }] } },
    signsOfTrafficking: { answer: { screenings: [{ result: 'at-risk' }], concerns: [{ receivedBy: 'hotline-worker' }] } },
    servicesOnReturn: { answer: { services: [{ services: ['advocate'], arrangedAt: at }] } },
    caregiverWilling: { answer: { caregiverWilling: 'yes' } },
  });
  expect(QUESTIONS.every(question => ((body[question] as Answer).sources ?? []).length > 0)).toBe(true);
  expect(JSON.stringify(body)).not.toContain('Reporter');

  const officer = (await review(ids.episodeId, { role: 'compliance-officer' })).body;
  expect(officer).toMatchObject({ placement: { answer: { placement: { kind: 'foster-family', name: { withheld: true } } } } });
  const audit = await service.open.dataSource.query(`select action from audit_log where resource_id = $1 and outcome = 'personal-data-read'`, [ids.episodeId]);
  expect(audit).toContainEqual({ action: 'episode-review:read' });
  await service.open.keyRing.destroy({ youthId: ids.youthId, scope: 'agency' });
  expect((await review(ids.episodeId)).body.placement.answer.placement.name).toEqual({ erased: true });
});

it('takes the description of one topic without forgetting the others, once', async () => {
  const { episodeId, learnedAt } = await newEpisode();
  await tell(episodeId, circumstances(learnedAt));
  const headers = { 'idempotency-key': randomUUID() };
  const again = () => tell(episodeId, { learnedAt, services: [] }, caseworker, headers);
  const [first, second] = [await again(), await again()];
  expect(second.body).toEqual(first.body);
  const { body } = await review(episodeId);
  expect(body.servicesAndTreatment.answer).toMatchObject({ services: [], treatment: ['Weekly counselling'] });
  expect(body.servicesAndTreatment.sources).toHaveLength(2);
});

it('refuses what it should', async () => {
  const { episodeId, learnedAt } = await newEpisode();
  const code = async (...call: Parameters<typeof tell>) => (await tell(...call)).body.code as string;
  expect(await code(episodeId, { learnedAt })).toBe('nothing-described');
  expect(await code(episodeId, { learnedAt: plusHours(service.clock.now(), 1), services: [] })).toBe('learned-in-the-future');
  expect(await code(episodeId, { learnedAt, placement: { kind: 'castle' } })).toBe('unknown-placement');
  expect(await code(episodeId, { learnedAt, screeningsDue: [{ screening: 'dental', dueOn: '2026-02-30' }] })).toBe('not-a-time');
  expect(await code(randomUUID(), circumstances(learnedAt))).toBe('unknown-episode');
  expect(await code(episodeId, circumstances(learnedAt), { role: 'caseworker', county: 'GA county 2' })).toBe('other-county');
  expect((await review(episodeId, { ...caseworker, agency: 'US-MO' })).body.code).toBe('other-agency');
  expect((await review(episodeId, { role: 'police-liaison' })).body.code).toBe('role-not-permitted');
  expect((await review(randomUUID())).body.code).toBe('unknown-episode');
});
