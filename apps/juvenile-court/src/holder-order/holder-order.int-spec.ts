import { randomUUID } from 'node:crypto';
import { START } from '@eventstore/db-client';
import { addresseeOf } from '#contracts';
import { plusHours } from '#kernel';
import { compareRebuilt, ProjectionReader } from '#projections';
import { startService, type TestService } from '#testing';
import { anybody, attorney, caseworker, clerk, judge, liaison, openCase } from '../../test/court.js';
import { enteredOrder } from '../../test/orders.js';
import { juvenileCourt } from '../service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService(juvenileCourt);
});
afterAll(() => service?.stop());

const HOLDERS = ['US-MO', 'police:MO0480000', 'MO-highway-patrol'];
const custodian = (agency: string) => ({ role: 'records-custodian', agency, county: null });
const caughtUp = (position: string) => new ProjectionReader(service.open).caughtUp('holder-orders', BigInt(position), 20_000);
type Listed = { holderOrderId: string; holder: string; answer: string | null; about: object | null };

/** The last position of the log: by then everything that follows from an order is in the records. */
const end = async () => {
  let last = 0n;
  for await (const { event } of service.open.client.readAll({ fromPosition: START })) last = event!.position!.commit;
  return String(last);
};
const entered = async (kind: string) => {
  const { caseId } = await openCase(service, { filingType: 'delinquency' }, 'attorney-1');
  const { orderId, position } = await enteredOrder(service, {
    caseId, kind, holders: HOLDERS.map((holder, index) => ({ holder, answerWithinDays: 10 * (index + 1) })),
  });
  await caughtUp(position);
  return { caseId, orderId, at: { 'min-position': await end() } };
};
const vacated = () => entered('vacatur');
const listed = async (as: Parameters<TestService['get']>[0], orderId: string, at: Record<string, string>) =>
  (await service.get(as, `/holder-orders?orderId=${orderId}`, at)).body as { items: Listed[]; total: number };

it('tells each holder of its own part, and nobody of another\'s', async () => {
  const { caseId, orderId, at } = await vacated();
  expect((await listed(clerk, orderId, at)).items.map(({ holder, about }) => [holder, about])).toEqual(HOLDERS.map(holder => [holder, null]));
  for (const holder of HOLDERS) {
    const { items, total } = await listed(custodian(holder), orderId, at);
    expect([total, items.map(each => each.holder)]).toEqual([1, [holder]]);
    expect(items[0]).toMatchObject({ orderId, ordered: 'vacate', about: { caseId }, answer: null });
  }
  const [first] = (await listed(clerk, orderId, at)).items;
  const path = `/holder-orders/${first!.holderOrderId}`;
  const stranger = await service.get(custodian('MO-nobody'), path, at);
  const neverWas = await service.get(custodian('MO-nobody'), `/holder-orders/${randomUUID()}`, at);
  expect([stranger.status, stranger.body.code, stranger.body.detail]).toEqual([404, neverWas.body.code, neverWas.body.detail]);
  expect((await service.get(custodian('police:MO0480000'), path, at)).status).toBe(404);
  for (const as of [attorney, caseworker, liaison, anybody]) expect((await service.get(as, path, at)).status).toBe(403);
  expect((await service.get({ ...clerk, agency: 'MO-circuit-7' }, path, at)).status).toBe(404);
  expect((await service.get(attorney, `/orders/${orderId}`, at)).body.code).toBe('unknown-order');
});

it.each([['sealing', 'seal'], ['unsealing', 'unseal']])('an order of %s reaches every holder that it names, and each answers for itself', async (kind, ordered) => {
  const { caseId, orderId, at } = await entered(kind);
  for (const holder of HOLDERS) {
    const { items, total } = await listed(custodian(holder), orderId, at);
    expect([total, items]).toEqual([1, [expect.objectContaining({ holder, ordered, about: { youthId: expect.any(String), caseId }, answer: null })]]);
    const path = `/holder-orders/${items[0]!.holderOrderId}/receipt`;
    expect((await service.post(custodian(holder), path, { answer: 'done', answeredAt: service.clock.now() })).status).toBe(200);
  }
  const now = { 'min-position': await end() };
  expect((await listed(clerk, orderId, now)).items.map(({ holder, answer }) => [holder, answer])).toEqual(HOLDERS.map(holder => [holder, 'done']));
  for (const as of [attorney, caseworker, liaison]) expect((await service.get(as, `/orders/${orderId}`, now)).body.code).toBe('unknown-order');
});

it('names no two holders in anything that is published, and says to whom alone it may go', async () => {
  const { orderId } = await vacated();
  const published: { type: string; data: Record<string, unknown> }[] = [];
  for await (const { event } of service.open.client.readAll({ fromPosition: START })) {
    const data = event!.data as Record<string, unknown>;
    if (event!.type === 'HolderOrderIssued' && data.orderId === orderId) published.push({ type: event!.type, data });
  }
  expect(published.map(({ type, data }) => addresseeOf(type, data))).toEqual(HOLDERS);
  for (const { data } of published) expect(HOLDERS.filter(holder => JSON.stringify(data).includes(`"${holder}"`))).toEqual([data.holder]);
});

it('is answered by the holder itself, or by the clerk from its letter, once', async () => {
  const { orderId, at } = await vacated();
  const { items: [county, police, patrol] } = await listed(clerk, orderId, at);
  const answeredAt = service.clock.now();
  const answer = (as: Parameters<TestService['post']>[0], { holderOrderId }: Listed, body: object) =>
    service.post(as, `/holder-orders/${holderOrderId}/receipt`, { answeredAt, ...body });
  expect((await answer(custodian('US-MO'), county!, { answer: 'done' })).status).toBe(200);
  expect((await answer(custodian('US-MO'), county!, { answer: 'done' })).status).toBe(200);
  expect((await answer(custodian('US-MO'), county!, { answer: 'nothing-held' })).body.code).toBe('already-answered');
  expect((await answer(custodian('US-MO'), police!, { answer: 'done' })).body.code).toBe('unknown-holder-order');
  expect((await answer(clerk, police!, { answer: 'retained-by-law' })).body.code).toBe('law-not-named');
  expect((await answer(clerk, police!, { answer: 'retained-by-law', law: 'Example statute 9' })).status).toBe(200);
  expect((await answer(judge, patrol!, { answer: 'done' })).status).toBe(403);
  expect((await answer(custodian('MO-highway-patrol'), patrol!, { answer: 'done', answeredAt: plusHours(answeredAt, 1) })).body.code).toBe('answered-in-the-future');
  const now = { 'min-position': await end() };
  expect((await listed(clerk, orderId, now)).items.map(each => each.answer)).toEqual(['done', 'retained-by-law', null]);
  expect((await service.get(clerk, `/holder-orders?orderId=${orderId}&standing=waiting`, now)).body).toMatchObject({ total: 1, items: [{ holder: 'MO-highway-patrol' }] });
});

it('is rebuilt to equal rows', async () => {
  const { client, dataSource } = service.open;
  expect(await compareRebuilt({ client, dataSource, projection: juvenileCourt.projections[0]! })).toMatchObject({ equal: true });
});
