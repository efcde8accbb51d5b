import { randomUUID } from 'node:crypto';
import { compareRebuilt } from '#projections';
import { startService, type TestService } from '#testing';
import { anybody, attorney, caseworker, clerk, COURT, done, judge, liaison, openCase } from '../../test/court.js';
import { juvenileCourt } from '../service.js';

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
