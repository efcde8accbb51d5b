import { randomUUID } from 'node:crypto';
import { instant, plusHours } from '#kernel';
import { startService, type TestService } from '#testing';
import { childWelfare } from '../service.js';
import { reviewing } from './review-spec-kit.js';

let service: TestService;
let { publish, newEpisode, review } = {} as ReturnType<typeof reviewing>;

beforeAll(async () => {
  service = await startService(childWelfare);
  ({ publish, newEpisode, review } = reviewing(service));
});
afterAll(() => service?.stop());

const policeReport = (episodeId: string, youthId: string, madeAt: string, agency = 'US-GA') => publish('lawEnforcement.report', 'exchange', randomUUID(), {
  type: 'ReportMade', occurredAt: instant(madeAt),
  data: {
    reportId: randomUUID(), youthId, subjectKind: 'missing-episode', subjectId: episodeId, agency, recipient: 'police', madeAt, channel: 'telephone',
    madeBy: 'agency', missingElements: [],
  },
});
const madeTo = async (episodeId: string, as?: Parameters<typeof review>[1]) =>
  ((await review(episodeId, as)).body.policeReports.answer?.reports ?? []).map(({ madeAt }: { madeAt: string }) => madeAt) as string[];

it('counts what was done with a record merged into it, until they come apart', async () => {
  const leading = await newEpisode();
  const { youthId, learnedAt } = leading;
  const [same, others, wrong] = [await newEpisode({ youthId }), await newEpisode({ youthId, agency: 'US-MO' }), await newEpisode({ youthId })];
  const elsewhere = await newEpisode({ youthId, county: 'GA county 2' });
  await policeReport(elsewhere.episodeId, youthId, plusHours(learnedAt, 4));
  const madeAt = plusHours(learnedAt, 1);
  await policeReport(same.episodeId, youthId, madeAt);
  await policeReport(others.episodeId, youthId, plusHours(learnedAt, 2), 'US-MO');
  await policeReport(wrong.episodeId, youthId, plusHours(learnedAt, 3));
  const about = (type: string, mergedEpisodeId: string, more: object) =>
    ({ type, data: { episodeId: leading.episodeId, youthId, mergedEpisodeId, ...more } });
  await publish('childWelfare.missingEpisode', 'agency', leading.episodeId,
    about('EpisodesMerged', same.episodeId, { sameObligor: true }), about('EpisodesMerged', others.episodeId, { sameObligor: false }),
    about('EpisodesMerged', wrong.episodeId, { sameObligor: true }), about('EpisodesMerged', elsewhere.episodeId, { sameObligor: true }));
  await publish('childWelfare.missingEpisode', 'agency', wrong.episodeId,
    { type: 'EpisodeRecordedInError', data: { episodeId: wrong.episodeId, youthId, reason: 'child-was-not-missing' } });
  expect(await madeTo(leading.episodeId)).toEqual([madeAt]);
  expect((await review(leading.episodeId)).body).toMatchObject({ merged: [same.episodeId], mergedInto: null });
  const supervisor = { role: 'supervisor' }; // of all counties
  expect(await madeTo(leading.episodeId, supervisor)).toEqual([plusHours(learnedAt, 4), madeAt]); // as they were recorded
  expect((await review(leading.episodeId, supervisor)).body.merged).toEqual([same.episodeId, elsewhere.episodeId].sort());
  expect(await madeTo(same.episodeId)).toEqual([madeAt]);
  expect((await review(same.episodeId)).body.mergedInto).toBe(leading.episodeId);
  await publish('childWelfare.missingEpisode', 'agency', leading.episodeId, about('EpisodesUnmerged', same.episodeId, { reason: 'child-was-not-missing' }));
  expect((await review(leading.episodeId)).body).toMatchObject({ merged: [], policeReports: { notRecorded: true } });
});

it('keeps what was done for it while another agency answered', async () => {
  const { episodeId, youthId, learnedAt } = await newEpisode();
  const at = plusHours(learnedAt, 1);
  await policeReport(episodeId, youthId, at);
  await publish('lawEnforcement.recovery', 'exchange', randomUUID(), {
    type: 'ChildRecovered', occurredAt: at,
    data: { recoveryId: randomUUID(), episodeId, youthId, agency: 'US-GA', recoveredAt: at, releasedTo: 'agency', arrested: false },
  });
  await publish('childWelfare.youth', 'agency', youthId, {
    type: 'PlacementChanged', data: { youthId, agency: 'US-GA', setting: 'shelter', fosterHomeTypes: [], since: at, county: null },
  });
  await publish('childWelfare.missingEpisode', 'agency', episodeId, {
    type: 'EpisodeCorrected',
    data: {
      episodeId, youthId, agency: 'US-MO', state: 'MO', county: 'MO county 5', coverage: 'placed', ageBand: 'under-18',
      category: 'left-without-permission', learnedAt, cause: 'jurisdiction',
    },
  });
  const now = { role: 'supervisor', agency: 'US-MO' };
  expect(await madeTo(episodeId, now)).toEqual([at]);
  expect((await review(episodeId, now)).body).toMatchObject({
    whatWasDoneToFindTheChild: { answer: { found: [{ event: 'ChildRecovered', recoveredAt: at }] } }, placement: { notRecorded: true },
  });
});

it('shows whom notice was given or withheld, with the body that was to be told', async () => {
  const { episodeId, youthId, learnedAt } = await newEpisode();
  const givenAt = plusHours(learnedAt, 3);
  const told = (to: string, about = 'located') =>
    ({ type: 'NoticeGiven', occurredAt: givenAt, data: { noticeId: randomUUID(), episodeId, youthId, about, to, channel: 'telephone', givenAt } });
  const withheld = { noticeId: randomUUID(), episodeId, youthId, about: 'missing', to: 'parents', withheldAt: givenAt, authority: 'A synthetic order' };
  await publish('childWelfare.missingEpisode', 'agency', episodeId, told('ncmec'), told('police', 'recovery-circumstances'), { type: 'NoticeWithheld', data: withheld });
  expect((await review(episodeId)).body).toMatchObject({
    ncmec: { answer: { notices: [{ event: 'NoticeGiven', about: 'located', to: 'ncmec', givenAt }] } },
    policeReports: { answer: { notices: [{ about: 'recovery-circumstances', to: 'police' }] } },
    whatWasDoneToFindTheChild: { answer: { notices: [{ to: 'ncmec' }, { to: 'police' }, { event: 'NoticeWithheld', to: 'parents', authority: 'A synthetic order' }] } },
  });
});
