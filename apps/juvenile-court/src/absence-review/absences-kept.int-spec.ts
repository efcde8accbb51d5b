import { randomUUID } from 'node:crypto';
import { instant, plusHours } from '#kernel';
import { ProjectionReader } from '#projections';
import { eventually, startService, type TestService } from '#testing';
import { LEARNED, tellingOf } from '../../test/absences.js';
import { clerk, COUNTY, COURT, openCase } from '../../test/court.js';
import { enteredOrder } from '../../test/orders.js';
import { publish } from '../../test/published.js';
import { CourtRecords } from '../records/index.js';
import { loadCourtRules, RuleBook, SHIPPED } from '../rules/index.js';
import { juvenileCourt } from '../service.js';
import { AbsenceReviewRow } from './absence-review.rows.js';
import { PlaceReviews } from './place-reviews.js';

/** No child who is missing leaves the court's list but by a return. */
const NOW = instant('2026-03-02T15:00:00Z');

let service: TestService;
beforeAll(async () => {
  process.env.COURT_RULE_EXAMPLES = 'allowed';
  service = await startService(juvenileCourt);
  service.clock.set(NOW);
});
afterAll(async () => {
  delete process.env.COURT_RULE_EXAMPLES;
  await service?.stop();
});

const { tell, missing, returned, corrected } = tellingOf(() => service);
const twoEpisodes = () => {
  const youthId = randomUUID();
  return [{ episodeId: randomUUID(), youthId }, { episodeId: randomUUID(), youthId }] as const;
};
type Item = Record<string, unknown> & { readonly youthId: string; readonly reviewId: string };
const listed = (path: string) => async (youthId: string) =>
  ((await service.get(clerk, `/absence-reviews${path}limit=200`)).body.items as Item[]).filter(each => each.youthId === youthId);
const [reviews, week] = [listed('?'), listed('/week?')];
const absent = (youthId: string, like: object) => eventually(() => reviews(youthId), found => expect(found.filter(({ status }) => status === 'absent')).toMatchObject([like]));

it('stays when two absences that were taken for one are parted, and the one that was led on was none', async () => {
  const [leading, merged] = twoEpisodes();
  await openCase(service, { youthId: leading.youthId });
  await missing(leading);
  await missing(merged, { learnedAt: NOW });
  await tell('EpisodesMerged', { ...leading, mergedEpisodeId: merged.episodeId, sameObligor: true });
  await corrected(merged, { learnedAt: '2026-03-02T03:00:00.000Z' });
  await tell('EpisodesUnmerged', { ...leading, mergedEpisodeId: merged.episodeId, reason: 'duplicate' });
  await tell('EpisodeRecordedInError', { ...leading, reason: 'duplicate' });
  await absent(leading.youthId, { since: '2026-03-02T03:00:00.000Z', proposal: { countedFrom: '2026-03-02T03:00:00.000Z' } });
});

it('leaves when the one that was led on has returned since', async () => {
  const [leading, merged] = twoEpisodes();
  await missing(leading);
  await missing(merged);
  await tell('EpisodesMerged', { ...leading, mergedEpisodeId: merged.episodeId, sameObligor: true });
  await returned(merged);
  await returned(leading);
  await tell('EpisodesUnmerged', { ...leading, mergedEpisodeId: merged.episodeId, reason: 'duplicate' });
  await eventually(() => reviews(leading.youthId), found => expect(found).toMatchObject([{ status: 'over' }]));
  await eventually(() => week(leading.youthId), found => expect(found.map(({ cause }) => cause)).toEqual(['returned', 'returned']));
});

it('comes when its county, which has no court, proves to be one that has', async () => {
  const [episode, other] = twoEpisodes();
  await missing(episode, { county: 'MO county 99' });
  await corrected(episode, { cause: 'jurisdiction' });
  await absent(episode.youthId, { county: COUNTY, since: LEARNED, withoutCase: true });
  expect(await week(episode.youthId)).toMatchObject([{ episodeId: episode.episodeId, overAt: null }]);
  await missing(other, { county: 'MO county 99', learnedAt: NOW }); // hides nothing of the first
  await corrected(other, { learnedAt: '2026-03-02T04:00:00.000Z', county: 'MO county 6', cause: 'jurisdiction' });
  const next = { ...clerk, county: 'MO county 6' };
  await eventually(() => service.get(next, '/absence-reviews/week'), ({ body }) => expect(body.items).toMatchObject([{ episodeId: other.episodeId }]));
  expect(await week(episode.youthId)).toHaveLength(1);
});

it('stays when the case in which it is reviewed is expunged', async () => {
  const [episode] = twoEpisodes();
  const { youthId } = episode;
  const { caseId } = await openCase(service, { youthId });
  service.clock.set(plusHours(NOW, 1));
  const { caseId: other } = await openCase(service, { youthId });
  await missing(episode);
  await absent(youthId, { caseId });
  await enteredOrder(service, { caseId, kind: 'expungement' });
  await absent(youthId, { caseId: other, proposal: { countedFrom: LEARNED } });
  await enteredOrder(service, { caseId: other, kind: 'expungement' });
  await absent(youthId, { caseId: null, withoutCase: true, county: COUNTY });
  expect(await week(youthId)).toMatchObject([{ episodeId: episode.episodeId, overAt: null }]);
});

it('asks the court to vacate a hearing that was set while the child came back', async () => {
  const [episode] = twoEpisodes();
  const { caseId } = await openCase(service, { youthId: episode.youthId });
  await missing(episode);
  const [review] = await absent(episode.youthId, { caseId });
  await returned(episode);
  await eventually(() => reviews(episode.youthId), found => expect(found).toMatchObject([{ status: 'over' }]));
  const hearingId = randomUUID(); // as it is stored when the clerk was first and the log's reader was not there yet
  await publish(service, 'court.hearing', { type: 'HearingScheduled', data: {
    hearingId, caseId, youthId: episode.youthId, court: COURT, county: COUNTY, kind: 'absence-review', startsAt: '2026-03-11T14:00:00.000Z', day: '2026-03-11',
    setAt: NOW, window: null, noticeBy: null, rule: null, unchecked: [], afterWindow: null, docket: null, countedFrom: LEARNED,
    absenceReviewId: review!.reviewId,
  } }, hearingId);
  const hearing = () => service.get(clerk, `/hearings/${hearingId}`);
  await eventually(hearing, ({ body }) => expect(body).toMatchObject({ status: 'scheduled', vacatingProposed: 'child-returned' }));
});

it('stays with the county that had no court until one is named, and is that court\'s to see then', async () => {
  const [episode] = twoEpisodes();
  const there = { ...clerk, agency: 'MO-circuit-9', county: 'MO county 9' };
  await missing(episode, { county: there.county });
  const records = new CourtRecords(new ProjectionReader(service.open), service.open.client);
  const waits = () => records.readAll(tx => tx.getRepository(AbsenceReviewRow).findOneBy({ youthId: episode.youthId }));
  await eventually(waits, row => row !== null);
  const shown = async () => ((await service.get(there, '/absence-reviews')).body.items as Item[]).filter(each => each.youthId === episode.youthId);
  expect(await shown()).toEqual([]);
  const shipped = loadCourtRules([SHIPPED], { examples: false });
  const named = new RuleBook({ ...shipped, courts: [{ court: there.agency, state: 'MO', county: there.county, calendar: null, dockets: [] }] });
  const placing = new PlaceReviews(service.open.store, records, named);
  await placing.place();
  await eventually(shown, found => expect(found).toMatchObject([{ status: 'absent', court: there.agency, withoutCase: true }]));
  const inTheWeek = ((await service.get(there, '/absence-reviews/week')).body.items as Item[]).map(({ youthId }) => youthId);
  expect(inTheWeek).toEqual([episode.youthId]);
  const { revision } = (await waits())!;
  await placing.place();
  expect((await waits())!.revision).toBe(revision);
});
