import { randomUUID } from 'node:crypto';
import { startService, type TestService } from '#testing';
import { asItIs, attorney, clerk, done, judge, openCase } from '../../test/court.js';
import { enteredOrder } from '../../test/orders.js';
import { juvenileCourt } from '../service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService(juvenileCourt);
});
afterAll(() => service?.stop());

type Act = { readonly caseId: string; readonly send: () => ReturnType<TestService['post']> };

const act = (as: typeof clerk | typeof judge, caseId: string, path: string, body: object, match: object = {}): Act => {
  const headers = { 'idempotency-key': randomUUID(), ...match };
  return { caseId, send: () => service.post(as, path, body, headers) };
};

const layActs = async (): Promise<readonly Act[]> => {
  const open = () => openCase(service, {}, 'attorney-1');
  const [sealed, untold, left, expunged] = [await open(), await open(), await open(), await open()];
  const { orderId } = await enteredOrder(service, { caseId: sealed.caseId, kind: 'sealing' });
  const { body: { representations } } = await service.get(clerk, `/cases/${left.caseId}`);
  const drafted = await done(service, clerk, '/orders', { caseId: expunged.caseId, kind: 'expungement', authority: 'Example statute 1', terms: [] });
  const signed = await done(service, judge, `/orders/${drafted.body.id}/signature`, {}, { 'if-match': drafted.headers.etag! });
  await service.get(clerk, '/orders', { 'min-position': signed.headers.position! });
  return [
    act(judge, sealed.caseId, `/cases/${sealed.caseId}/seals`, { kind: 'case', targetId: sealed.caseId, level: 'court', orderId }),
    act(judge, untold.caseId, `/cases/${untold.caseId}/parties/${untold.partyId}/telling-withheld`, { reason: 'suspected-abuser', authority: 'Order 1' }, await asItIs(service, untold.caseId)),
    act(clerk, left.caseId, `/cases/${left.caseId}/representations/${representations[0].representationId}/end`, { endedAt: service.clock.now() }),
    act(clerk, expunged.caseId, `/orders/${drafted.body.id}/entry`, {}, { 'if-match': signed.headers.etag! }),
  ];
};

/** While `work` goes on, the records stand still: nobody but this moves their checkpoint. */
const withRecordsHeld = <T>(work: () => Promise<T>): Promise<T> => service.open.dataSource.transaction(async tx => {
  await tx.query(`select 1 from projection_checkpoint where name = 'court-records' for no key update`);
  return work();
});

it('answers that a record is hidden only once it is: to the attorney who asks without Min-Position it is not there', async () => {
  const acts = await layActs();
  const seen = () => Promise.all(acts.map(async ({ caseId }) => (await service.get(attorney, `/cases/${caseId}`)).status));
  expect(await seen()).toEqual([200, 200, 200, 200]);
  const waiting = await withRecordsHeld(() => Promise.all(acts.map(({ send }) => send())));
  expect(waiting.map(({ status, body }) => [status, body.code])).toEqual(Array.from({ length: 4 }, () => [503, 'not-caught-up']));
  for (const { caseId, send } of acts) {
    const again = await send(); // by the same key, as the answer to 503 says
    expect([again.status < 300, again.body.code]).toEqual([true, undefined]);
    expect((await service.get(attorney, `/cases/${caseId}`)).status).toBe(404);
  }
}, 60_000);

it('answers others the same of a sealed case that something was just done to and of one that never was, also while the records stand still', async () => {
  const { caseId, partyId } = await openCase(service, {}, 'attorney-1');
  const { orderId } = await enteredOrder(service, { caseId, kind: 'sealing' });
  await done(service, judge, `/cases/${caseId}/seals`, { kind: 'case', targetId: caseId, level: 'court', orderId });
  const serve = (id: string) => service.post(attorney, `/cases/${id}/services`, { partyId, documentId: randomUUID(), servedAt: service.clock.now(), method: 'mail' });
  const [sealed, neverWas] = await withRecordsHeld(async () => {
    await service.post(clerk, `/cases/${caseId}/parties`, { role: 'parent', name: 'Pat Synthetic', address: null, addressProtected: false, noticeRequired: true });
    return Promise.all([serve(caseId), serve(randomUUID())]);
  });
  expect([sealed!.status, sealed!.body.code]).toEqual([neverWas!.status, neverWas!.body.code]);
  expect([(await serve(caseId)).body.code, (await serve(randomUUID())).body.code]).toEqual(['unknown-case', 'unknown-case']);
}, 60_000);
