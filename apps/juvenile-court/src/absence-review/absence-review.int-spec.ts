import { randomUUID } from 'node:crypto';
import { instant, plusHours } from '#kernel';
import { eventually, startService, type TestService } from '#testing';
import { LEARNED, tellingOf } from '../../test/absences.js';
import { asItIs, attorney, caseworker, clerk, done, judge, openCase } from '../../test/court.js';
import { juvenileCourt } from '../service.js';

const NOW = instant('2026-03-02T15:00:00Z'); // Monday, nine in the morning in Missouri
const elsewhere = { ...clerk, agency: 'MO-circuit-7', county: 'MO county 7' };

let service: TestService;
beforeAll(async () => {
  process.env.COURT_RULE_EXAMPLES = 'allowed';
  service = await startService(juvenileCourt);
});
afterAll(async () => {
  delete process.env.COURT_RULE_EXAMPLES;
  await service?.stop();
});
beforeEach(() => service.clock.set(NOW));

type As = Parameters<TestService['get']>[0];
type Review = { reviewId: string; youthId: string; [field: string]: unknown };

const ids = () => ({ episodeId: randomUUID(), youthId: randomUUID() });
const { tell, missing, returned, corrected } = tellingOf(() => service);
const ofYouth = async (youthId: string, as: As = clerk): Promise<Review | undefined> => {
  const { body } = await service.get(as, '/absence-reviews?limit=200');
  const found = (body.items as Review[]).find(each => each.youthId === youthId);
  return found && (await service.get(as, `/absence-reviews/${found.reviewId}`)).body;
};
const until = (youthId: string, like: object, as: As = clerk) =>
  eventually(() => ofYouth(youthId, as), found => expect(found).toMatchObject(like)) as Promise<Review>;
const gone = { reviewId: expect.any(String) };

it('proposes a hearing by the state\'s rule, sets it, makes notices ready to sign, and on return proposes to vacate', async () => {
  const episode = ids();
  const { caseId, partyId } = await openCase(service, { youthId: episode.youthId });
  const { body: { partyId: secret } } = await done(service, clerk, `/cases/${caseId}/parties`, { role: 'respondent', name: 'X Synthetic', addressProtected: true, noticeRequired: true });
  await done(service, judge, `/cases/${caseId}/parties/${secret}/telling-withheld`, { reason: 'suspected-trafficker', authority: 'Order 1' }, await asItIs(service, caseId));
  await missing(episode);
  const proposed = await until(episode.youthId, { ...gone, notices: [{ partyId, role: 'parent', day: '2026-03-09', signedAt: null }] });
  expect(proposed).toMatchObject({
    caseId, status: 'absent', since: LEARNED, why: null, hearingId: null, nextLawful: { earliest: '2026-03-09', latest: '2026-03-16', settableUntil: '2026-03-06' },
    proposal: { kind: 'absence-review', day: '2026-03-09', noticeBy: '2026-03-02', rules: [{ id: 'EX-AB-273-absence-review', example: true }, { id: 'EX-AB-273-hearing' }] },
  });
  expect((await service.post(judge, `/absence-reviews/${proposed.reviewId}/notices/${partyId}/signature`, {}, { 'if-match': '"0"' })).body.code).toBe('stale-revision');
  const outside = await service.post(clerk, `/absence-reviews/${proposed.reviewId}/hearing`, { startsAt: '2026-03-17T09:00:00-05:00' });
  expect(outside.body).toMatchObject({ code: 'hearing-outside-window', details: { latest: '2026-03-16' } });
  const { body: { id: hearingId } } = await done(service, clerk, `/absence-reviews/${proposed.reviewId}/hearing`, { startsAt: '2026-03-11T09:00:00-05:00' });
  const other = await service.post(judge, `/absence-reviews/${proposed.reviewId}/hearing`, { startsAt: '2026-03-13T09:00:00-05:00' });
  expect([other.status, other.body.code]).toEqual([409, 'hearing-already-set']);

  const ready = await until(episode.youthId, { hearingId, hearingDay: '2026-03-11', proposal: null, notices: [{ partyId, day: '2026-03-11', signedAt: null }] });
  const sign = (party: string, revision: unknown, as: As = judge) => service.post(as, `/absence-reviews/${ready.reviewId}/notices/${party}/signature`, {}, { 'if-match': `"${revision}"` });
  expect((await sign(secret, ready.revision)).body.code).toBe('party-may-not-be-told');
  expect((await sign(partyId, ready.revision, caseworker)).body.code).toBe('role-not-permitted');
  expect((await sign(partyId, ready.revision)).status).toBe(200);
  await until(episode.youthId, { notices: [{ partyId, signedAt: NOW }] });

  await returned(episode);
  await eventually(() => service.get(clerk, `/hearings/${hearingId}`), ({ body }) => expect(body).toMatchObject({ status: 'scheduled', vacatingProposed: 'child-returned' }));
  expect(await until(episode.youthId, { status: 'over' })).toMatchObject({ absences: [{ cause: 'returned' }] });

  const again = { ...episode, episodeId: randomUUID() }; // missing again before the court has vacated: the hearing stands
  service.clock.set(plusHours(NOW, 3));
  await missing(again, { learnedAt: service.clock.now() });
  await eventually(() => service.get(clerk, `/hearings/${hearingId}`), ({ body }) => expect(body.vacatingProposed).toBeNull());
  await until(episode.youthId, { status: 'absent', since: service.clock.now(), hearingId, proposal: null });
  const { headers: { etag } } = await service.get(judge, `/hearings/${hearingId}`);
  await done(service, judge, `/hearings/${hearingId}/vacating`, { reason: 'set-in-error' }, { 'if-match': etag! });
  const anew = await until(episode.youthId, { hearingId: null, proposal: { day: '2026-03-09', latest: '2026-03-17' }, notices: [{ partyId, day: '2026-03-09', signedAt: null }] });
  const { body: { id: second } } = await done(service, clerk, `/absence-reviews/${anew.reviewId}/hearing`, { startsAt: '2026-03-17T09:00:00-05:00' });
  expect(second).not.toBe(hearingId);
});

it('withdraws a proposal that nobody took up, and follows the parties as they change', async () => {
  const episode = ids();
  const { caseId, partyId } = await openCase(service, { youthId: episode.youthId });
  await missing(episode);
  await until(episode.youthId, { notices: [{ partyId }] });
  const { body: { partyId: guardian } } = await done(service, clerk, `/cases/${caseId}/parties`, { role: 'guardian', name: 'Y Synthetic', addressProtected: false, noticeRequired: true });
  await until(episode.youthId, { notices: [{ partyId: guardian }, { partyId }] });
  await done(service, judge, `/cases/${caseId}/parties/${partyId}/telling-withheld`, { reason: 'suspected-abuser', authority: 'Order 2' }, await asItIs(service, caseId));
  await until(episode.youthId, { notices: [{ partyId: guardian }] });
  await tell('ChildLocated', { ...episode, locatedAt: service.clock.now(), circumstance: 'in-detention' });
  await until(episode.youthId, { status: 'absent', absences: [{ locatedAt: NOW, cause: null }], proposal: { day: '2026-03-09' } }); // located is not returned
  await returned(episode);
  const over = await until(episode.youthId, { status: 'over', proposal: null, notices: [], absences: [{ cause: 'returned' }] });
  expect((await service.post(clerk, `/absence-reviews/${over.reviewId}/hearing`, { startsAt: '2026-03-11T09:00:00-05:00' })).body.code).toBe('no-hearing-proposed');
});

it('counts anew from what proved to be the time it was learned, and drops what was recorded in error', async () => {
  const episode = ids();
  await openCase(service, { youthId: episode.youthId });
  await missing(episode, { category: 'absent-whereabouts-known' });
  await until(episode.youthId, { status: 'absent', proposal: null, why: 'category-not-covered' });
  await tell('WhereaboutsLost', { ...episode, learnedAt: NOW });
  await until(episode.youthId, { proposal: { countedFrom: NOW, latest: '2026-03-17' }, why: null });
  await corrected(episode, { category: 'whereabouts-unknown', learnedAt: '2026-02-20T16:00:00.000Z' });
  await until(episode.youthId, { proposal: { latest: '2026-03-06', late: true, day: '2026-03-09' }, since: '2026-02-20T16:00:00.000Z' });
  await tell('EpisodeRecordedInError', { ...episode, reason: 'wrong-youth' });
  await until(episode.youthId, { status: 'over', absences: [{ cause: 'recorded-in-error' }] });
});

it('shows a child without a case, and proposes as soon as one is opened', async () => {
  const episode = ids();
  await missing(episode);
  expect(await until(episode.youthId, gone)).toMatchObject({ withoutCase: true, caseId: null, why: 'no-open-case', status: 'absent', notices: [] });
  expect(await ofYouth(episode.youthId, elsewhere)).toBeUndefined();
  const [moved, next] = [ids(), { ...clerk, county: 'MO county 6' }]; // the county was wrong
  await missing(moved);
  await until(moved.youthId, gone);
  await corrected(moved, { county: next.county, category: 'abducted', cause: 'jurisdiction' });
  await until(moved.youthId, { ...gone, county: next.county, absences: [{ category: 'abducted' }] }, next);
  expect(await ofYouth(moved.youthId)).toBeUndefined();
  await returned(moved);
  await until(moved.youthId, { status: 'over' }, next);

  const { caseId } = await openCase(service, { youthId: episode.youthId });
  const both = async () => ((await service.get(clerk, '/absence-reviews?limit=200')).body.items as Review[]).filter(({ youthId }) => youthId === episode.youthId);
  const found = await eventually(both, rows => expect(rows.map(({ status, caseId: of }) => [status, of]).sort()).toEqual([['absent', caseId], ['over', null]]));
  expect(found.find(({ status }) => status === 'absent')).toMatchObject({ proposal: { latest: '2026-03-16' } });
  await returned(episode);
  await eventually(both, rows => expect(rows.map(({ status }) => status)).toEqual(['over', 'over']));
});

it('proposes nothing where no rule says so, or the case is of a kind it does not cover', async () => {
  const [episode, kentuckian] = [ids(), ids()];
  await openCase(service, { youthId: episode.youthId, filingType: 'delinquency' });
  await missing(episode);
  await until(episode.youthId, { why: 'case-type-not-covered', proposal: null });
  const other = { role: 'clerk', agency: 'KY-circuit-1', county: 'KY county 1' };
  const { body: { id } } = await done(service, other, '/filings', {
    filingType: 'dependency', urgent: false, court: other.agency, county: other.county, youthId: kentuckian.youthId, title: 'Synthetic', documents: ['x/1'],
  });
  for (const step of ['submission', 'review', 'acceptance']) await done(service, other, `/filings/${id}/${step}`, {});
  await done(service, other, `/filings/${id}/docketing`, { docketNumber: '26-JU-9' });
  await missing(kentuckian, { state: 'KY', county: other.county });
  await until(kentuckian.youthId, { why: 'state-not-configured', proposal: null }, other);
});

it('lists each week\'s absent children to the court of the county, and to no other', async () => {
  const [gone7, back7, here] = [ids(), ids(), ids()];
  await missing(gone7, { county: 'MO county 7', learnedAt: '2026-02-27T12:00:00.000Z' });
  await missing(back7, { county: 'MO county 7', learnedAt: '2026-02-20T12:00:00.000Z' });
  await returned(back7, instant('2026-02-24T12:00:00Z'));
  await missing(here);
  await until(back7.youthId, { status: 'over' }, elsewhere);
  await until(gone7.youthId, gone, elsewhere);
  await until(here.youthId, gone);
  const week = async (day: string, as: As = elsewhere) => (await service.get(as, `/absence-reviews/week?day=${day}`)).body;
  expect(await week('2026-02-25')).toMatchObject({ // Monday to Sunday
    week: { first: '2026-02-23', last: '2026-03-01' }, total: 2,
    items: [{ ...back7, isNew: false, overAt: '2026-02-24T12:00:00.000Z', cause: 'returned', caseId: null }, { ...gone7, isNew: true, overAt: null }],
  });
  expect((await week('2026-02-22')).items).toMatchObject([{ ...back7, isNew: true, overAt: null, cause: null }]); // as it was by then
  expect((await week('2026-03-02')).items).toMatchObject([{ ...gone7, isNew: false }]);
  const { body: first } = await service.get(elsewhere, '/absence-reviews/week?day=2026-02-25&limit=1');
  expect((await service.get(elsewhere, `/absence-reviews/week?day=2026-02-25&limit=1&cursor=${first.next}`)).body.items).toMatchObject([gone7]);
  const ours = ((await week('2026-03-02', clerk)).items as { youthId: string }[]).map(({ youthId }) => youthId);
  expect(ours).toContain(here.youthId);
  expect(ours).not.toContain(gone7.youthId);
  expect((await service.get(caseworker, '/absence-reviews/week')).body.code).toBe('role-not-permitted');
  expect((await service.get(attorney, '/absence-reviews')).body.code).toBe('role-not-permitted');
  expect((await service.get(elsewhere, '/absence-reviews/week?day=2026-02-30')).body.code).toBe('not-a-day');
});
