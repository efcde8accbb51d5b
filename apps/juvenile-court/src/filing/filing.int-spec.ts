import { randomUUID } from 'node:crypto';
import { plusHours } from '#kernel';
import { startService, type TestService } from '#testing';
import { anybody, attorney, caseworker, clerk, docketed, done, filing, judge, liaison, openCase, stranger } from '../../test/court.js';
import { juvenileCourt } from '../service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService(juvenileCourt);
});
afterAll(() => service?.stop());

type As = Parameters<TestService['get']>[0];
const read = (id: string, as: As = clerk, position = '0') => service.get(as, `/filings/${id}`, { 'min-position': position });
const statuses = async (id: string, readers: readonly As[]) => Promise.all(readers.map(async as => (await read(id, as)).status));

it('goes from an attorney\'s draft by way of a correction to the docket', async () => {
  const { body: { id }, headers } = await done(service, attorney, '/filings', filing());
  expect((await read(id, attorney, headers.position)).body).toMatchObject({ status: 'draft', title: 'Petition of Synthetic Example', receivedAt: null });
  await done(service, attorney, `/filings/${id}/submission`, {});
  await done(service, clerk, `/filings/${id}/review`, {});
  const returned = await done(service, clerk, `/filings/${id}/return`, { reason: 'signature-missing', note: 'Page 2 of Synthetic Example' });
  const seen = await read(id, attorney, returned.headers.position);
  expect(seen.body).toMatchObject({ status: 'returned', reason: 'signature-missing', note: 'Page 2 of Synthetic Example' });
  const revision = { urgent: true, documents: ['document-store/synthetic/2'] };
  expect((await service.put(attorney, `/filings/${id}`, revision)).status).toBe(428);
  expect((await service.put(attorney, `/filings/${id}`, revision, { 'if-match': seen.headers.etag! })).status).toBe(200);
  const stale = await service.put(attorney, `/filings/${id}`, revision, { 'if-match': seen.headers.etag! });
  expect([stale.body.code, stale.body.details]).toEqual(['stale-revision', { current: '4' }]);

  await done(service, attorney, `/filings/${id}/submission`, {});
  await done(service, clerk, `/filings/${id}/review`, {});
  await done(service, clerk, `/filings/${id}/acceptance`, {});
  expect((await service.post(clerk, `/filings/${id}/docketing`, {})).body.code).toBe('docket-number-required');
  const docketing = await done(service, clerk, `/filings/${id}/docketing`, { docketNumber: '26-JU-1' });
  expect((await read(id, clerk, docketing.headers.position)).body).toMatchObject({ status: 'docketed', urgent: true, reason: null, note: null });
  expect((await service.get(clerk, `/cases/${id}`)).body).toMatchObject({ caseId: id, caseType: 'dependency', docketNumber: '26-JU-1' });
  const again = await done(service, clerk, `/filings/${id}/docketing`, { docketNumber: '26-JU-1' });
  expect(again.body.revision).toBe(docketing.body.revision);
});

it('is its filer\'s alone as a draft, and between its filer and the court until docketed', async () => {
  const everybody = [attorney, clerk, judge, stranger, caseworker, liaison, anybody];
  const { body: { id }, headers } = await done(service, attorney, '/filings', filing());
  await read(id, attorney, headers.position);
  expect(await statuses(id, everybody)).toEqual([200, 404, 404, 404, 404, 404, 404]);
  expect((await service.post(stranger, `/filings/${id}/submission`, {})).body.code).toBe('unknown-filing');
  const submitted = await done(service, attorney, `/filings/${id}/submission`, {});
  await read(id, clerk, submitted.headers.position);
  expect(await statuses(id, everybody)).toEqual([200, 200, 200, 404, 404, 404, 404]);
  await done(service, clerk, `/filings/${id}/review`, {});
  await done(service, clerk, `/filings/${id}/acceptance`, {});
  const last = await done(service, clerk, `/filings/${id}/docketing`, { docketNumber: '26-JU-2' });
  await read(id, clerk, last.headers.position);
  expect(await statuses(id, everybody)).toEqual([200, 200, 200, 404, 200, 200, 404]);
});

it('goes into a case that is there, whose place it takes over', async () => {
  const { caseId } = await openCase(service, {}, 'attorney-1');
  const place = { caseId, court: undefined, county: undefined, youthId: undefined };
  const id = await docketed(service, { ...place, filingType: 'pick-up-order-motion', urgent: true }, attorney);
  const { body } = await service.get(clerk, `/filings?caseId=${caseId}&urgent=true`);
  expect(body).toMatchObject({ total: 1, items: [{ filingId: id, caseId, inCase: true }] });
  expect((await service.post(stranger, '/filings', filing(place))).body.code).toBe('unknown-case');
  expect((await service.post(clerk, '/filings', filing({ caseId }))).body.code).toBe('place-named-twice');
});

it.each([
  ['an unknown court', { court: 'XX-circuit-1' }, 400, 'not-a-court'],
  ['no place', { court: undefined }, 400, 'place-incomplete'],
  ['a type that is none', { filingType: 'charge' }, 400, 'unknown-type'],
  ['another court\'s clerk', { court: 'KY-circuit-5' }, 403, 'other-agency'],
  ['another county\'s clerk', { county: 'MO county 6' }, 403, 'other-county'],
  ['a case that is none', { caseId: randomUUID(), court: undefined, county: undefined, youthId: undefined }, 404, 'unknown-case'],
])('is refused: %s', async (_what, fields, status, code) => {
  const answer = await service.post(clerk, '/filings', filing(fields));
  expect([answer.status, answer.body.code]).toEqual([status, code]);
});

it('is docketed under one number, though two clerks docket it at once', async () => {
  const { body: { id } } = await done(service, attorney, '/filings', filing());
  await done(service, attorney, `/filings/${id}/submission`, {});
  for (const step of ['review', 'acceptance']) await done(service, clerk, `/filings/${id}/${step}`, {});
  const answers = await Promise.all(['26-JU-71', '26-JU-72'].map((docketNumber, n) =>
    service.post({ ...clerk, subject: `clerk-${n}` }, `/filings/${id}/docketing`, { docketNumber })));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(answers.find(({ status }) => status === 409)!.body).toMatchObject({ code: 'docket-number-differs', details: { caseId: id } });
});

it('keeps when the court received paper that is entered later, and lists the queue by pages', async () => {
  const receivedAt = plusHours(service.clock.now(), -5);
  for (const urgent of [true, false, true]) {
    const { body: { id } } = await done(service, clerk, '/filings', filing({ filingType: 'status-offense', urgent }));
    await done(service, clerk, `/filings/${id}/submission`, { receivedAt });
  }
  const last = await done(service, clerk, '/filings', filing({ filingType: 'status-offense' }));
  await read(last.body.id, clerk, last.headers.position);
  const queue = '/filings?status=submitted&filingType=status-offense&limit=2';
  const page = await service.get(judge, queue);
  expect(page.body).toMatchObject({ total: 3, items: [{ receivedAt }, { receivedAt }] });
  const rest = await service.get(judge, `${queue}&cursor=${page.body.next}`);
  expect([rest.body.total, rest.body.items.length, rest.body.next]).toEqual([3, 1, null]);
});

it.each([attorney, caseworker])('is received when it is submitted, and no filer outside the court says otherwise: $role', async as => {
  const { body: { id } } = await done(service, as, '/filings', filing());
  const early = await service.post(as, `/filings/${id}/submission`, { receivedAt: plusHours(service.clock.now(), -5) });
  expect([early.status, early.body.code]).toEqual([403, 'role-not-permitted']);
  const { headers } = await done(service, as, `/filings/${id}/submission`, {});
  expect((await read(id, as, headers.position)).body.receivedAt).toBe(service.clock.now());
});

it('is withdrawn by its filer only', async () => {
  const { body: { id } } = await done(service, attorney, '/filings', filing());
  await done(service, attorney, `/filings/${id}/submission`, {});
  expect((await service.post(clerk, `/filings/${id}/cancellation`, {})).body.code).toBe('not-the-filer');
  await done(service, attorney, `/filings/${id}/cancellation`, {});
  expect((await service.post(clerk, `/filings/${id}/review`, {})).body.code).toBe('filing-cancelled');
});

it('is rejected for a coded reason', async () => {
  const { body: { id } } = await done(service, caseworker, '/filings', filing());
  await done(service, caseworker, `/filings/${id}/submission`, {});
  await done(service, clerk, `/filings/${id}/review`, {});
  expect((await service.post(clerk, `/filings/${id}/rejection`, { reason: 'dislike' })).body.code).toBe('unknown-reason');
  const { headers } = await done(service, clerk, `/filings/${id}/rejection`, { reason: 'duplicate' });
  expect((await read(id, caseworker, headers.position)).body).toMatchObject({ status: 'rejected', reason: 'duplicate' });
});
