import { plusHours } from '#kernel';
import { startService, type TestService } from '#testing';
import { administrator, anybody, attorney, caseworker, clerk, COURT, done, judge, liaison, openCase } from '../../test/court.js';
import { enteredOrder } from '../../test/orders.js';
import { juvenileCourt } from '../service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService(juvenileCourt); // its clock stands at 2026-03-02, 9:00 in Missouri
});
afterAll(() => service?.stop());

type As = Parameters<TestService['get']>[0];
const read = (id: string, as: As = clerk, position = '0') => service.get(as, `/orders/${id}`, { 'min-position': position });
const problem = (answer: { status: number; body: { code: string } }) => [answer.status, answer.body.code];
const review = { kind: 'review', agency: COURT, calendarDays: 30 };
const housing = { kind: 'services', agency: 'US-MO', service: 'housing' };
const draft = (caseId: string, over: object = {}) =>
  ({ caseId, kind: 'disposition', authority: 'Example statute 1', terms: [review, housing], findings: 'Findings on Synthetic Example', ...over });

const publishedTypes = async (orderId: string) => {
  const types: string[] = [];
  for await (const { event } of service.open.client.readStream(`court.order-${orderId}`)) types.push(event!.type);
  return types;
};

it('is drafted by a clerk, signed by a judicial officer, entered, and amended with approval', async () => {
  const { caseId } = await openCase(service, {}, 'attorney-1');
  const drafted = await done(service, clerk, '/orders', draft(caseId));
  const id = drafted.body.id as string;
  const seen = await read(id, clerk, drafted.headers.position);
  expect(seen.body).toMatchObject({ status: 'drafted', findings: 'Findings on Synthetic Example', terms: [{ kind: 'review', dueAt: null }, { kind: 'services' }] });
  expect((await service.put(clerk, `/orders/${id}`, { authority: 'Example statute 2', terms: [] })).status).toBe(428);
  const match = (etag: string) => ({ 'if-match': etag });
  const redrafted = await service.put(clerk, `/orders/${id}`, { ...draft(caseId), caseId: undefined, kind: undefined, authority: 'Example statute 2' }, match(seen.headers.etag!));
  expect(redrafted.status).toBe(200);
  const stale = await service.post(judge, `/orders/${id}/signature`, {}, match(seen.headers.etag!));
  expect(problem(stale)).toEqual([412, 'stale-revision']);

  const signed = await done(service, judge, `/orders/${id}/signature`, {}, match(redrafted.headers.etag!));
  const entered = await done(service, clerk, `/orders/${id}/entry`, {}, match(signed.headers.etag!));
  const shown = await read(id, attorney, entered.headers.position);
  // the thirtieth day after 2 March is 1 April, by when clocks have changed
  expect(shown.body).toMatchObject({ status: 'entered', authority: 'Example statute 2', terms: [{ dueAt: '2026-04-02T04:59:59.999Z', fulfilledAt: null }, { dueAt: null }] });

  const [kept] = shown.body.terms as { termId: string }[];
  const amended = await service.put(clerk, `/orders/${id}/amendment`, {
    reason: 'circumstances-changed', terms: [{ ...review, termId: kept!.termId }, { kind: 'produce-child', agency: 'US-MO', dueAt: plusHours(service.clock.now(), 48) }],
  }, match(entered.headers.etag!));
  expect((await read(id, attorney, amended.headers.position)).body.terms).toHaveLength(2);
  const approved = await done(service, judge, `/orders/${id}/amendment/approval`, {}, match(amended.headers.etag!));
  const after = await read(id, attorney, approved.headers.position);
  expect(after.body.terms).toMatchObject([{ termId: kept!.termId }, { kind: 'produce-child', dueAt: plusHours(service.clock.now(), 48) }]);
  const fulfilled = await done(service, clerk, `/orders/${id}/terms/${kept!.termId}/fulfillment`, { fulfilledAt: service.clock.now() });
  expect((await read(id, clerk, fulfilled.headers.position)).body.terms[0].fulfilledAt).toBe(service.clock.now());
  expect(await publishedTypes(id)).toEqual([
    'OrderDrafted', 'OrderRedrafted', 'OrderSigned', 'OrderEntered', 'CourtTermOrdered', 'AmendmentDrafted', 'AmendmentApproved', 'CourtTermOrdered',
    'CourtTermFulfilled',
  ]);
});

it('is none without the authority of a judicial officer', async () => {
  const { caseId } = await openCase(service, {}, 'attorney-1');
  const { body: { id }, headers: { etag } } = await done(service, clerk, '/orders', draft(caseId));
  const match = { 'if-match': etag! };
  for (const as of [clerk, administrator]) expect(problem(await service.post(as, `/orders/${id}/signature`, {}, match))).toEqual([403, 'order-without-authority']);
  expect(problem(await service.post(clerk, `/orders/${id}/entry`, {}, match))).toEqual([409, 'order-without-authority']);
  const entered = await enteredOrder(service, { caseId });
  expect(problem(await service.post(judge, `/orders/${entered.orderId}/amendment/approval`, {}, { 'if-match': entered.etag }))).toEqual([409, 'order-without-authority']);
  await read(entered.orderId, caseworker, entered.position);
  expect(problem(await service.post(caseworker, `/orders/${entered.orderId}/signature`, {}, { 'if-match': entered.etag }))).toEqual([403, 'order-without-authority']);
});

it('is the court\'s own until it is entered, and of another court never', async () => {
  const { caseId } = await openCase(service, {}, 'attorney-1');
  const { body: { id }, headers } = await done(service, clerk, '/orders', draft(caseId));
  const readers: As[] = [clerk, judge, attorney, caseworker, liaison, anybody, { ...clerk, agency: 'MO-circuit-7' }];
  const statuses = (position: string) => Promise.all(readers.map(async as => (await read(id, as, position)).status));
  expect(await statuses(headers.position!)).toEqual([200, 200, 404, 404, 404, 404, 404]);
  const { orderId, position } = await enteredOrder(service, { caseId });
  expect(await Promise.all(readers.map(async as => (await read(orderId, as, position)).status))).toEqual([200, 200, 200, 200, 200, 404, 404]);
  expect((await service.get(attorney, `/orders?caseId=${caseId}`)).body).toMatchObject({ total: 1, items: [{ orderId }] });
  expect((await service.get(clerk, `/orders?caseId=${caseId}`)).body.total).toBe(2);
  expect(problem(await service.post({ ...judge, agency: 'MO-circuit-7' }, `/orders/${id}/signature`, {}, { 'if-match': headers.etag! }))).toEqual([404, 'unknown-order']);
});

it.each([
  ['a term that is due twice', { terms: [{ ...review, dueAt: '2026-03-09T12:00:00Z' }] }, [400, 'two-dates']],
  ['a review at no time', { terms: [{ kind: 'review', agency: COURT }] }, [400, 'term-without-date']],
  ['holders of a disposition', { holders: [{ holder: 'US-MO', answerWithinDays: 10 }] }, [400, 'holders-not-for-this-order']],
  ['words instead of fields', { terms: ['review in 30 days'] }, [400, 'validation-failed']],
  ['no law it rests on', { authority: undefined }, [400, 'missing']],
])('is refused with %s', async (_, over, expected) => {
  const { caseId } = await openCase(service);
  expect(problem(await service.post(clerk, '/orders', draft(caseId, over)))[0]).toBe(expected[0]);
  const answer = await service.post(clerk, '/orders', draft(caseId, over));
  expect([answer.status, expected[1] === 'validation-failed' ? expected[1] : answer.body.code]).toEqual(expected);
});
