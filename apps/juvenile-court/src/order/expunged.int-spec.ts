import { randomUUID } from 'node:crypto';
import { plusHours } from '#kernel';
import { compareRebuilt, rebuild } from '#projections';
import { eventually, startService, type TestService } from '#testing';
import { anybody, attorney, caseworker, clerk, COUNTY, COURT, done, judge, liaison, openCase } from '../../test/court.js';
import { enteredOrder } from '../../test/orders.js';
import { publish } from '../../test/published.js';
import { juvenileCourt } from '../service.js';
import { orders, type Order } from './domain/order.js';

let service: TestService;
beforeAll(async () => {
  service = await startService(juvenileCourt);
});
afterAll(() => service?.stop());

it('leaves the court its order, which tells of neither case nor child, and answers the clerk who asks again as the first time', async () => {
  const youthId = randomUUID();
  const { caseId } = await openCase(service, { youthId }, 'attorney-1');
  const drafted = await done(service, clerk, '/orders', {
    caseId, kind: 'expungement', authority: 'Example statute 1', terms: [{ kind: 'review', agency: COURT, calendarDays: 30 }], findings: 'Findings on Synthetic Example',
  });
  const path = `/orders/${drafted.body.id}`;
  const signed = await done(service, judge, `${path}/signature`, {}, { 'if-match': drafted.headers.etag! });
  const entry = { 'if-match': signed.headers.etag!, 'idempotency-key': randomUUID() };
  const first = await done(service, clerk, `${path}/entry`, {}, entry);
  const at = { 'min-position': first.headers.position! };
  expect((await service.get(clerk, `/cases/${caseId}`, at)).status).toBe(404);
  const again = await service.post(clerk, `${path}/entry`, {}, entry);
  expect([again.status, again.body, again.headers.etag]).toEqual([200, first.body, first.headers.etag]);

  const { body, headers, text } = await service.get(judge, path);
  expect([body, headers.etag]).toMatchObject([
    { kind: 'expungement', status: 'entered', authority: 'Example statute 1', caseId: null, youthId: null, findings: null, enteredAt: service.clock.now() }, first.headers.etag,
  ]);
  for (const named of [caseId, youthId]) expect(text).not.toContain(named);
  const { body: { total } } = await service.get(clerk, '/orders?kind=expungement');
  expect(total).toBe(1);
  for (const as of [attorney, caseworker, liaison, anybody, { ...judge, agency: 'MO-circuit-7' }]) expect((await service.get(as, path)).body.code).toBe('unknown-order');

  const { termId } = body.terms[0] as { termId: string };
  const fulfilled = await done(service, clerk, `${path}/terms/${termId}/fulfillment`, { fulfilledAt: service.clock.now() });
  expect((await service.get(clerk, path, { 'min-position': fulfilled.headers.position! })).body.terms).toMatchObject([{ termId, fulfilledAt: service.clock.now() }]);
  const { client, dataSource } = service.open;
  expect(await compareRebuilt({ client, dataSource, projection: juvenileCourt.projections[0]! })).toMatchObject({ equal: true });
});

const runningIn = (order: Order) => (order.status === 'none' ? [] : Object.keys(order.running));

/** As a process appends it that had begun before the case was expunged. */
const comesLate = async (caseId: string, youthId: string) => {
  const place = { court: COURT, state: 'MO', county: COUNTY };
  const [checkId, reviewId, filingId, at] = [randomUUID(), randomUUID(), randomUUID(), service.clock.now()];
  await publish(service, 'court.safeHarborCheck', { type: 'SafeHarborCheckPlaced', data: {
    checkId, youthId, caseId, agency: 'US-MO', ...place, trigger: 'charge', triggerId: caseId, triggeredAt: at, standing: 'suspected', ageBand: 'unknown', allegation: 'not-recorded',
  } }, checkId);
  await publish(service, 'court.filing', { type: 'FilingDrafted', data: {
    filingId, caseId, youthId, court: COURT, county: COUNTY, filingType: 'vacatur', urgent: false, title: { erased: true }, documents: { erased: true }, inCase: true, filedBy: 'clerk-1',
  } }, filingId);
  const position = await publish(service, 'court.absenceReview', { type: 'AbsenceNoted', data: {
    reviewId, youthId, caseId, ...place, episodeId: randomUUID(), category: 'abducted', learnedAt: at,
  } }, reviewId);
  return { position, paths: [`/safe-harbor-checks/${checkId}`, `/filings/${filingId}`, `/absence-reviews/${reviewId}`] };
};

it('does not come back by what comes late, nor by a rebuild; and what its other orders asked for is nobody\'s to do', async () => {
  const youthId = randomUUID();
  const { caseId } = await openCase(service, { youthId }, 'attorney-1');
  const terms = [{ kind: 'review', agency: COURT, calendarDays: 30 }, { kind: 'produce-child', agency: 'US-MO', calendarDays: 10 }];
  const { orderId: other } = await enteredOrder(service, { caseId, terms });
  const { body: { terms: [fulfilled] } } = await service.get(clerk, `/orders/${other}`);
  await done(service, clerk, `/orders/${other}/terms/${fulfilled.termId}/fulfillment`, { fulfilledAt: service.clock.now() });
  service.clock.set(plusHours(service.clock.now(), 1));
  const { orderId } = await enteredOrder(service, { caseId, kind: 'expungement', terms: [terms[0]] });
  const { state } = (await service.open.store.load(orders, orderId))!;
  const left = async () => runningIn((await service.open.store.load(orders, other))!.state);
  await eventually(left, running => expect(running).toEqual([fulfilled.termId]));
  expect(runningIn(state)).toHaveLength(1); // its own term is still to be done

  const { position, paths } = await comesLate(caseId, youthId);
  const nothing = async () => {
    for (const path of paths) for (const as of [clerk, judge, caseworker, attorney]) expect([403, 404]).toContain((await service.get(as, path, { 'min-position': position })).status);
    expect((await service.get(clerk, `/filings?caseId=${caseId}`)).body.total).toBe(0);
  };
  await nothing();
  const { client, dataSource } = service.open;
  await rebuild({ client, dataSource, projection: juvenileCourt.projections[0]! });
  await nothing();
});
