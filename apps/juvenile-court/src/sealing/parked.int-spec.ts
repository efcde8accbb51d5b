import { randomUUID } from 'node:crypto';
import { startService, type TestService } from '#testing';
import { attorney, caseworker, clerk, done, judge, liaison, openCase } from '../../test/court.js';
import { enteredOrder } from '../../test/orders.js';
import { courtCases, type CaseEvent } from '../case/domain/court-case.js';
import { juvenileCourt } from '../service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService(juvenileCourt);
});
afterAll(() => service?.stop());

const OUTSIDE = [caseworker, liaison, attorney];
const statuses = (path: string, position: string) =>
  Promise.all([clerk, judge, ...OUTSIDE].map(async as => (await service.get(as, path, { 'min-position': position })).status));

/** Says nothing of the party to the read models: PostgreSQL keeps no half of a character. */
const parkEventOf = async (caseId: string, youthId: string, partyId: string): Promise<string> => {
  const parked: CaseEvent = {
    type: 'TellingWithheld', data: { caseId, youthId, partyId, reason: 'suspected-trafficker', authority: 'Order \ud83d', since: service.clock.now() },
  };
  const { position } = await service.open.store.decide(courtCases, caseId, () => [parked], {
    commandId: randomUUID(), fingerprint: 'f', correlationId: randomUUID(), actor: { subject: 'someone', role: 'system', agency: null, county: null },
  });
  return String(position);
};
const release = () => service.open.dataSource.query('delete from projection_parked');

it('keeps every case of a child to the court while one of the child\'s events is parked, and no other child\'s', async () => {
  const youthId = randomUUID();
  const { caseId, partyId } = await openCase(service, { youthId }, 'attorney-1');
  const second = await openCase(service, { youthId }, 'attorney-1');
  const other = await openCase(service, {}, 'attorney-1');
  const { orderId } = await enteredOrder(service, { caseId, kind: 'sealing' });
  const position = await parkEventOf(caseId, youthId, partyId);
  const cases = [caseId, second.caseId, other.caseId].map(id => `/cases/${id}`);
  const all = () => Promise.all(cases.map(path => statuses(path, position)));
  expect(await all()).toEqual([[200, 200, 404, 404, 404], [200, 200, 404, 404, 404], [200, 200, 200, 200, 200]]);

  const seal = { kind: 'case', targetId: caseId, level: 'court', orderId };
  const sealed = await done(service, judge, `/cases/${caseId}/seals`, seal); // stands in the log; here it waits behind what is parked
  expect(await statuses(cases[0]!, sealed.headers.position!)).toEqual([200, 200, 404, 404, 404]);
  for (const as of OUTSIDE) {
    const listed = (await service.get(as, `/cases?youthId=${youthId}`)).body;
    expect([listed.total, listed.items]).toEqual([0, []]);
    expect((await service.get(as, `/orders/${orderId}`)).body.code).toBe('unknown-order');
  }
  expect((await service.post(attorney, `/cases/${caseId}/services`, { partyId, documentId: caseId, method: 'mail', servedAt: service.clock.now() })).body.code)
    .toBe('unknown-case');
  await release();
  expect((await all())[1]).toEqual([200, 200, 200, 200, 200]);
});

it('keeps a filing from its filer too while it may be sealed', async () => {
  const youthId = randomUUID();
  const { caseId, partyId } = await openCase(service, { youthId }, 'attorney-1');
  const draft = await done(service, attorney, '/filings', { caseId, filingType: 'vacatur', urgent: false, title: 'Motion', documents: [] });
  const seen = async (position: string) => (await service.get(attorney, `/filings/${draft.body.id}`, { 'min-position': position })).status;
  expect(await seen(draft.headers.position!)).toBe(200);
  expect(await seen(await parkEventOf(caseId, youthId, partyId))).toBe(404);
  await release();
});

it.each(['court.case', 'court.seals'])('keeps a case to the court while an event of its %s that nobody can read is parked', async category => {
  const { caseId } = await openCase(service, {}, 'attorney-1');
  await service.open.dataSource.query(
    `insert into projection_parked (copy, position, parking_key, stream, revision, event_id, event_type, error_name, error_code, attempts)
     select copy, 1, $1, $1, 1, $2, 'RecordSealed', 'UnreadableEvent', null, 1 from projection_pointer where name = 'court-records'`,
    [`${category}-${caseId}`, randomUUID()]);
  expect(await statuses(`/cases/${caseId}`, '0')).toEqual([200, 200, 404, 404, 404]);
  await release();
  expect(await statuses(`/cases/${caseId}`, '0')).toEqual([200, 200, 200, 200, 200]);
});
