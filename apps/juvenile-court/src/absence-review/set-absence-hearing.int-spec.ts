import { randomUUID } from 'node:crypto';
import { instant } from '#kernel';
import { eventually, startService, type TestService } from '#testing';
import { clerk, COUNTY, done, judge, openCase } from '../../test/court.js';
import { publish } from '../../test/published.js';
import { juvenileCourt } from '../service.js';

let service: TestService;
beforeAll(async () => {
  process.env.COURT_RULE_EXAMPLES = 'allowed';
  service = await startService(juvenileCourt);
  service.clock.set(instant('2026-03-02T15:00:00Z'));
});
afterAll(async () => {
  delete process.env.COURT_RULE_EXAMPLES;
  await service?.stop();
});

type Listed = { youthId: string; reviewId: string; proposal: object | null; hearingId: string | null };
const reviewWith = (youthId: string, field: 'proposal' | 'hearingId') => eventually(async () =>
  ((await service.get(clerk, '/absence-reviews')).body.items as Listed[]).find(each => each.youthId === youthId && each[field]));

it('answers a repeated command as the first time, also once the review knows of the hearing', async () => {
  const youthId = randomUUID();
  await openCase(service, { youthId });
  await publish(service, 'childWelfare.missingEpisode', { type: 'ChildReportedMissing', data: {
    episodeId: randomUUID(), youthId, agency: 'US-MO', state: 'MO', county: COUNTY, coverage: 'placed', category: 'abducted',
    learnedAt: instant('2026-03-01T23:00:00Z'), learnedBy: 'agency', lastSeenAt: null,
  } });
  const { reviewId } = await reviewWith(youthId, 'proposal');
  const key = { 'idempotency-key': randomUUID() };
  const set = (startsAt: string, headers: object = key) => service.post(clerk, `/absence-reviews/${reviewId}/hearing`, { startsAt }, { ...headers });
  const first = await set('2026-03-11T09:00:00-05:00');
  await reviewWith(youthId, 'hearingId');
  const again = await set('2026-03-11T09:00:00-05:00');
  expect([first.status, again.status, again.body, again.headers.etag]).toEqual([201, 201, first.body, first.headers.etag]);
  const other = [await set('2026-03-12T09:00:00-05:00'), await set('2026-03-11T09:00:00-05:00', {})];
  expect(other.map(({ status, body }) => [status, body.code])).toEqual([[422, 'idempotency-key-reused'], [409, 'hearing-already-set']]);

  await done(service, judge, `/hearings/${first.body.id}/vacating`, { reason: 'set-in-error' }, { 'if-match': first.headers.etag! });
  await reviewWith(youthId, 'proposal'); // vacated while the child is away: the rule proposes another
  const late = await set('2026-03-11T09:00:00-05:00');
  expect([late.status, late.body, late.headers.etag]).toEqual([201, first.body, first.headers.etag]);
  expect((await service.get(clerk, '/hearings')).body.total).toBe(1);
});
