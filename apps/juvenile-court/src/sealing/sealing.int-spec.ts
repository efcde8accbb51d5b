import { randomUUID } from 'node:crypto';
import { startService, type TestService } from '#testing';
import { administrator, anybody, attorney, caseworker, clerk, done, filing, judge, liaison, openCase } from '../../test/court.js';
import { enteredOrder } from '../../test/orders.js';
import { juvenileCourt } from '../service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService(juvenileCourt);
});
afterAll(() => service?.stop());

/** One order of each kind per case serves for all. */
const orderOf = async (caseId: string, kind: 'sealing' | 'unsealing') => ({ orderId: (await enteredOrder(service, { caseId, kind })).orderId });
const sealed = async (caseId: string, kind: string, targetId: string, level: string) => {
  const { body, headers } = await done(service, judge, `/cases/${caseId}/seals`, { kind, targetId, level, ...(await orderOf(caseId, level === 'public' ? 'unsealing' : 'sealing')) });
  await service.get(judge, '/cases', { 'min-position': headers.position! });
  return body.sealId as string;
};
const lifted = async (caseId: string, sealId: string, by: 'sealing' | 'unsealing' = 'unsealing') => {
  const { headers } = await done(service, judge, `/cases/${caseId}/seals/${sealId}/unsealing`, await orderOf(caseId, by));
  await service.get(judge, '/cases', { 'min-position': headers.position! });
};
const readers = { clerk, judge, caseworker, liaison, attorney, anybody };
const whoSees = async (path: string) => {
  const answers = await Promise.all(Object.entries(readers).map(async ([name, as]) => [name, (await service.get(as, path)).status] as const));
  return answers.filter(([, status]) => status === 200).map(([name]) => name);
};

it('shows a case at each level to whom it is for, the highest seal counting', async () => {
  const { caseId } = await openCase(service, {}, 'attorney-1');
  const path = `/cases/${caseId}`;
  const court = ['clerk', 'judge'];
  const agencies = [...court, 'caseworker', 'liaison'];
  const parties = [...agencies, 'attorney'];
  expect(await whoSees(path)).toEqual(parties);
  const open = await sealed(caseId, 'case', caseId, 'public');
  expect(await whoSees(path)).toEqual([...parties, 'anybody']);
  const toParties = await sealed(caseId, 'case', caseId, 'parties');
  expect(await whoSees(path)).toEqual(parties);
  const toAgencies = await sealed(caseId, 'case', caseId, 'agencies');
  expect(await whoSees(path)).toEqual(agencies);
  const toCourt = await sealed(caseId, 'case', caseId, 'court');
  expect(await whoSees(path)).toEqual(court);
  await lifted(caseId, toAgencies);
  expect(await whoSees(path)).toEqual(court);
  await lifted(caseId, toCourt);
  expect(await whoSees(path)).toEqual(parties);
  await lifted(caseId, toParties);
  expect(await whoSees(path)).toEqual([...parties, 'anybody']);
  await lifted(caseId, open, 'sealing');
  expect(await whoSees(path)).toEqual(parties);
});

it('keeps a person or a document from readers of an open case', async () => {
  const { caseId, partyId } = await openCase(service, {}, 'attorney-1');
  await sealed(caseId, 'case', caseId, 'public');
  expect((await service.get(anybody, `/cases/${caseId}`)).body.parties).toHaveLength(1);
  const person = await sealed(caseId, 'person', partyId, 'parties');
  expect((await service.get(anybody, `/cases/${caseId}`)).body).toMatchObject({ parties: [], representations: [] });
  expect((await service.get(attorney, `/cases/${caseId}`)).body.parties).toHaveLength(1);
  await lifted(caseId, person);
  expect((await service.get(anybody, `/cases/${caseId}`)).body.parties).toHaveLength(1);
});

it('keeps the filing that opened a case, which bears the case\'s id, apart from the case', async () => {
  const { caseId } = await openCase(service, {}, 'attorney-1');
  await sealed(caseId, 'document', caseId, 'court');
  expect(await whoSees(`/filings/${caseId}`)).toEqual(['clerk', 'judge']);
  expect(await whoSees(`/cases/${caseId}`)).toEqual(['clerk', 'judge', 'caseworker', 'liaison', 'attorney']);
  expect((await service.post(clerk, '/filings', filing({ caseId, court: undefined, county: undefined, youthId: undefined }))).status).toBe(201);
});

it('is the judge\'s, by order: everybody else is told so, of what they may see', async () => {
  const { caseId, partyId } = await openCase(service, {}, 'attorney-1');
  const order = await orderOf(caseId, 'sealing');
  const seal = (as: Parameters<TestService['post']>[0], body: object = {}) =>
    service.post(as, `/cases/${caseId}/seals`, { kind: 'case', targetId: caseId, level: 'court', ...order, ...body });
  for (const as of [clerk, administrator, caseworker, liaison, attorney]) {
    const answer = await seal(as);
    expect([answer.status, answer.body.code]).toEqual([403, 'seal-not-permitted']);
  }
  expect((await seal(anybody)).body.code).toBe('unknown-case');
  expect((await seal({ ...judge, agency: 'MO-circuit-6' })).body.code).toBe('unknown-case');
  expect((await seal(judge, { orderId: undefined })).body.code).toBe('missing');
  expect((await seal(judge, { kind: 'person', targetId: partyId, level: 'public' })).body.code).toBe('level-not-for-part');
  expect((await seal(judge, { targetId: (await openCase(service)).caseId })).body.code).toBe('unknown-case');
  expect((await seal(judge, { kind: 'document', targetId: randomUUID() })).body.code).toBe('unknown-document');
  const { body: { id: drafted } } = await done(service, clerk, '/orders', { caseId, kind: 'sealing', authority: 'Example statute 1', terms: [] });
  const other = await orderOf((await openCase(service)).caseId, 'sealing');
  const withoutAuthority = [randomUUID(), drafted, other.orderId, (await orderOf(caseId, 'unsealing')).orderId];
  for (const orderId of withoutAuthority) {
    const answer = await seal(judge, { orderId });
    expect([answer.status, answer.body.code]).toEqual([409, 'order-without-authority']);
  }
});

it('takes no filing in a case sealed to the court, neither drafted nor docketed', async () => {
  const { caseId } = await openCase(service);
  const motion = filing({ caseId, filingType: 'vacatur', court: undefined, county: undefined, youthId: undefined });
  const { body: { id } } = await done(service, clerk, '/filings', motion);
  await done(service, clerk, `/filings/${id}/submission`, {});
  await done(service, clerk, `/filings/${id}/review`, {});
  await done(service, clerk, `/filings/${id}/acceptance`, {});
  const sealId = await sealed(caseId, 'case', caseId, 'court');
  const refused = [await service.post(clerk, '/filings', motion), await service.post(clerk, `/filings/${id}/docketing`, {})];
  expect(refused.map(({ status, body }) => [status, body.code])).toEqual([[409, 'case-sealed'], [409, 'case-sealed']]);
  expect((await service.post(caseworker, '/filings', motion)).body.code).toBe('unknown-case');
  await lifted(caseId, sealId);
  await done(service, clerk, `/filings/${id}/docketing`, {});
});
