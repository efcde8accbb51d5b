import { randomUUID } from 'node:crypto';
import { instant, plusHours } from '#kernel';
import { startService, type TestService } from '#testing';
import { anybody, asItIs, attorney, caseworker, clerk, done, judge, openCase } from '../../test/court.js';
import { juvenileCourt } from '../service.js';

const NOW = instant('2026-03-02T15:00:00Z'); // nine in the morning in Missouri
const LEARNED = '2026-03-01T17:00:00-06:00';
const at = (day: string) => `${day}T09:30:00${day >= '2026-03-08' ? '-05:00' : '-06:00'}`;

let service: TestService;
let caseId: string;
let partyId: string;
beforeAll(async () => {
  process.env.COURT_RULE_EXAMPLES = 'allowed';
  service = await startService(juvenileCourt);
});
afterAll(async () => {
  delete process.env.COURT_RULE_EXAMPLES;
  await service?.stop();
});
beforeEach(async () => {
  service.clock.set(NOW);
  ({ caseId, partyId } = await openCase(service, {}, 'attorney-1'));
});

type As = Parameters<TestService['get']>[0];
const draft = (over: object = {}) => ({ caseId, kind: 'absence-review', startsAt: at('2026-03-13'), countedFrom: LEARNED, ...over });
const set = (over: object = {}) => done(service, clerk, '/hearings', draft(over));
const read = (id: string, as: As = clerk, position = '0') => service.get(as, `/hearings/${id}`, { 'min-position': position });
const match = (etag: string | undefined) => ({ 'if-match': etag! });

it('is scheduled, noticed, put off, noticed anew and held', async () => {
  const scheduled = await set();
  const { id } = scheduled.body;
  const seen = await read(id, clerk, scheduled.headers.position);
  expect(seen.body).toMatchObject({
    status: 'scheduled', day: '2026-03-13', lawful: { earliest: '2026-03-09', latest: '2026-03-16' }, noticeBy: '2026-03-05', untold: [partyId],
    rule: { id: 'EX-AB-273-hearing', example: true, verifiedOn: null }, unchecked: [], notices: [],
  });
  service.clock.set(instant('2026-03-03T15:00:00Z'));
  const noticed = await done(service, clerk, `/hearings/${id}/notices`, { partyId, servedAt: service.clock.now(), method: 'personal' });
  expect((await read(id, judge, noticed.headers.position)).body).toMatchObject({ untold: [], notices: [{ partyId, day: '2026-03-13', method: 'personal' }] });

  const date = { startsAt: at('2026-03-20'), reason: 'counsel-unavailable' };
  expect((await service.post(clerk, `/hearings/${id}/continuance`, date)).status).toBe(428);
  const stale = await service.post(clerk, `/hearings/${id}/continuance`, date, match(seen.headers.etag));
  expect([stale.status, stale.body]).toMatchObject([412, { code: 'stale-revision', details: { changes: [{ type: 'HearingNoticed', by: 'clerk' }] } }]);
  const continued = await done(service, clerk, `/hearings/${id}/continuance`, date, match(noticed.headers.etag));
  expect((await read(id, clerk, continued.headers.position)).body).toMatchObject({
    day: '2026-03-20', noticeBy: '2026-03-13', untold: [partyId], continuances: [{ from: '2026-03-13', to: '2026-03-20', reason: 'counsel-unavailable' }],
  });
  const { headers: { etag } } = await done(service, clerk, `/hearings/${id}/notices`, { partyId, servedAt: service.clock.now(), method: 'mail' });
  service.clock.set(instant('2026-03-20T18:00:00Z'));
  const held = await done(service, judge, `/hearings/${id}/outcome`, { heldAt: instant('2026-03-20T14:40:00Z'), outcome: 'completed' }, match(etag));
  expect((await read(id, attorney, held.headers.position)).body).toMatchObject({ status: 'held', held: { outcome: 'completed' } });
});

it.each<[string, object, number, string, object | undefined]>([
  ['before its window', { startsAt: at('2026-03-06') }, 409, 'hearing-outside-window', { earliest: '2026-03-09', latest: '2026-03-16', late: false, rule: { id: 'EX-AB-273-hearing' } }],
  ['after its window', { startsAt: at('2026-03-17') }, 409, 'hearing-outside-window', { earliest: '2026-03-09', latest: '2026-03-16' }],
  ['on a day the county closes its court', { startsAt: at('2026-03-12') }, 409, 'not-a-court-day', { why: 'Courthouse without heating' }],
  ['on a Saturday', { startsAt: at('2026-03-14') }, 409, 'not-a-court-day', { why: 'saturday' }],
  ['in the past', { startsAt: at('2026-02-27') }, 409, 'hearing-in-the-past', undefined],
  ['in another age', { startsAt: '9999-12-31T23:00:00Z' }, 409, 'hearing-too-far-ahead', undefined],
  ['late without need', { afterWindow: 'learned-late' }, 409, 'window-still-open', { latest: '2026-03-16' }],
  ['counted from nothing', { countedFrom: undefined }, 400, 'counted-from-missing', undefined],
  ['counted from what is to come', { countedFrom: at('2026-03-03') }, 409, 'counted-from-in-the-future', undefined],
  ['at a local time', { startsAt: '2026-03-13T09:30:00' }, 400, 'time-without-offset', undefined],
  ['of an unknown kind', { kind: 'party' }, 400, 'unknown-kind', undefined],
  ['in no case', { caseId: randomUUID() }, 404, 'unknown-case', undefined],
  ['on no docket', { docket: { docket: 'drugs', criteria: ['at-risk'] } }, 409, 'unknown-docket', undefined],
  ['on a docket it is not for', { docket: { docket: 'trafficking', criteria: ['at-risk'] } }, 409, 'docket-criteria-not-met', undefined],
  ['on a day without that docket', { docket: { docket: 'trafficking', criteria: ['identified-victim'] } }, 409, 'not-a-docket-day', { next: '2026-03-17' }],
  ['for an unknown criterion', { docket: { docket: 'trafficking', criteria: ['looks'] } }, 400, 'unknown-criterion', undefined],
])('is not set %s', async (_, over, status, code, details) => {
  const answer = await service.post(clerk, '/hearings', draft(over));
  expect([answer.status, answer.body.code]).toEqual([status, code]);
  if (details) expect(answer.body.details).toMatchObject(details);
});

it('comes before a specialised docket by its criteria, on a day it sits', async () => {
  const docket = { docket: 'trafficking', criteria: ['suspected-victim'] };
  const { headers } = await set({ kind: 'review', countedFrom: undefined, startsAt: at('2026-03-17'), docket });
  const listed = await service.get(clerk, '/hearings?docket=trafficking&day=2026-03-17', { 'min-position': headers.position! });
  expect(listed.body.items).toMatchObject([{ caseId, docket: 'trafficking', criteria: ['suspected-victim'], rule: null, unchecked: ['window', 'notice'] }]);
});

it('tells the last day of notice to whoever is too late, and nobody who may not be told', async () => {
  const { body: { id } } = await set();
  service.clock.set(instant('2026-03-09T15:00:00Z'));
  const late = await service.post(clerk, `/hearings/${id}/notices`, { partyId, servedAt: instant('2026-03-06T15:00:00Z'), method: 'personal' });
  expect([late.status, late.body]).toMatchObject([409, { code: 'notice-too-late', details: { latest: '2026-03-05', rule: { id: 'EX-AB-273-hearing' } } }]);
  expect((await service.post(clerk, `/hearings/${id}/notices`, { partyId: randomUUID(), servedAt: service.clock.now(), method: 'mail' })).body.code).toBe('unknown-party');
  const withheld = await done(service, judge, `/cases/${caseId}/parties/${partyId}/telling-withheld`, {
    reason: 'suspected-trafficker', authority: 'Order 1', since: instant('2026-03-03T00:00:00Z'),
  }, await asItIs(service, caseId));
  const refused = await service.post(clerk, `/hearings/${id}/notices`, { partyId, servedAt: instant('2026-03-04T15:00:00Z'), method: 'personal' });
  expect([refused.status, refused.body.code]).toEqual([409, 'party-may-not-be-told']);
  expect((await read(id, clerk, withheld.headers.position)).body.untold).toEqual([]);
});

it('is vacated by the court only, whoever proposes it', async () => {
  const { body: { id }, headers } = await set();
  const reason = { reason: 'matter-resolved' };
  await read(id, attorney, headers.position);
  const proposed = await done(service, attorney, `/hearings/${id}/vacating-proposal`, reason);
  expect((await read(id, clerk, proposed.headers.position)).body).toMatchObject({ status: 'scheduled', vacatingProposed: 'matter-resolved' });
  for (const role of [attorney, caseworker, anybody]) {
    expect((await service.post(role, `/hearings/${id}/vacating`, reason, match(proposed.headers.etag))).body.code).toBe('role-not-permitted');
  }
  const kept = await done(service, judge, `/hearings/${id}/keeping`, {}, match(proposed.headers.etag));
  expect((await read(id, clerk, kept.headers.position)).body.vacatingProposed).toBeNull();
  const vacated = await done(service, judge, `/hearings/${id}/vacating`, reason, match(kept.headers.etag));
  expect((await read(id, clerk, vacated.headers.position)).body).toMatchObject({ status: 'vacated', vacated: { reason: 'matter-resolved' } });
  expect((await service.post(clerk, `/hearings/${id}/continuance`, { startsAt: at('2026-03-16'), reason: 'good-cause' }, match(vacated.headers.etag))).body.code).toBe('hearing-vacated');
});

it('takes notice given in open court before the clerk has entered the hearing', async () => {
  const { caseId: heard, partyId: present } = await openCase(service);
  const setAt = plusHours(service.clock.now(), -1);
  const { body: { id } } = await done(service, clerk, '/hearings', { caseId: heard, kind: 'review', startsAt: at('2026-03-17'), setAt });
  const told = await done(service, clerk, `/hearings/${id}/notices`, { partyId: present, servedAt: setAt, method: 'in-court' });
  expect((await read(id, clerk, told.headers.position)).body).toMatchObject({ setAt, untold: [], notices: [{ servedAt: setAt, method: 'in-court' }] });
});

it('tells the window before a date is chosen, and what a state lacks', async () => {
  const query = `/hearings/window?caseId=${caseId}&kind=absence-review&countedFrom=${encodeURIComponent(LEARNED)}`;
  expect((await service.get(clerk, query)).body).toMatchObject({ window: { earliest: '2026-03-09', latest: '2026-03-16', late: false }, settableUntil: '2026-03-06', missing: [] });
  const askedFrom = async (ahead: string) => (await service.get(clerk, query.replace(encodeURIComponent(LEARNED), encodeURIComponent(ahead)))).body.code;
  expect(await askedFrom(plusHours(service.clock.now(), 1))).toBe('counted-from-in-the-future');
  expect(await askedFrom('9999-12-31T00:00:00Z')).toBe('counted-from-in-the-future');
  expect(await askedFrom('9999-12-31T23:59:59-10:00')).toBe('not-a-time');
  const other = { role: 'clerk', agency: 'KY-circuit-1', county: 'KY county 1' };
  const elsewhere = (await openCaseOf(other)).caseId;
  const answer = await service.get(other, `/hearings/window?caseId=${elsewhere}&kind=absence-review&countedFrom=${encodeURIComponent(LEARNED)}`);
  expect(answer.body).toMatchObject({ window: null, rule: null, missing: expect.arrayContaining([expect.stringContaining('KY: no rule for when a hearing is held or noticed')]) });
  const unbound = await done(service, other, '/hearings', { caseId: elsewhere, kind: 'absence-review', startsAt: '2026-03-14T09:30:00-05:00' });
  expect((await read(unbound.body.id, other, unbound.headers.position)).body).toMatchObject({ rule: null, unchecked: ['court-days', 'window', 'notice'] });
});

const openCaseOf = async (by: As & { agency: string; county: string }) => {
  const { body: { id } } = await done(service, by, '/filings', {
    filingType: 'dependency', urgent: false, court: by.agency, county: by.county, youthId: randomUUID(), title: 'Synthetic', documents: ['x/1'],
  });
  for (const step of ['submission', 'review', 'acceptance']) await done(service, by, `/filings/${id}/${step}`, {});
  await done(service, by, `/filings/${id}/docketing`, { docketNumber: '26-JU-9' });
  return { caseId: id as string };
};

it('is listed by the day for the court, in pages, and to nobody else', async () => {
  const days = ['2026-04-06', '2026-04-06', '2026-04-06', '2026-04-07'];
  let position = '0';
  for (const [index, day] of days.entries()) {
    const { headers } = await set({ kind: 'motion', countedFrom: undefined, startsAt: `${day}T${String(9 + index).padStart(2, '0')}:00:00-05:00` });
    position = headers.position!;
  }
  const seen: string[] = [];
  let cursor = '';
  do {
    const { body } = await service.get(clerk, `/hearings?day=2026-04-06&limit=2${cursor}`, { 'min-position': position });
    expect(body.total).toBe(3);
    seen.push(...body.items.map(({ startsAt }: { startsAt: string }) => startsAt));
    cursor = body.next && `&cursor=${body.next}`;
  } while (cursor);
  expect(seen).toEqual(['2026-04-06T14:00:00.000Z', '2026-04-06T15:00:00.000Z', '2026-04-06T16:00:00.000Z']);
  const others: As[] = [{ ...clerk, agency: 'MO-circuit-7', county: 'MO county 7' }, { ...clerk, county: 'MO county 6' }, anybody, { ...attorney, subject: 'nobody-of-it' }];
  for (const as of others) expect((await service.get(as, '/hearings?day=2026-04-06')).body).toEqual({ items: [], next: null, total: 0 });
  expect((await service.get(clerk, '/hearings?day=2026-02-30')).body.code).toBe('not-a-day');
  expect((await service.post({ ...clerk, county: 'MO county 6' }, '/hearings', draft())).body.code).toBe('unknown-case');
  expect((await service.post(caseworker, '/hearings', draft())).body.code).toBe('role-not-permitted');
});
