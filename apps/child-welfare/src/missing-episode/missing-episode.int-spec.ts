import { randomUUID } from 'node:crypto';
import { PAGE_POLICY } from '#html';
import { plusHours, plusMilliseconds } from '#kernel';
import { startService, type TestService } from '#testing';
import { childWelfare } from '../service.js';
import { youths } from '../youth/domain/youth.js';

const caseworker = { role: 'caseworker', county: 'GA county 1' };
const supervisor = { role: 'supervisor' };

let service: TestService;
let youthId: string;
let learnedAt: string;

beforeAll(async () => {
  service = await startService(childWelfare);
  learnedAt = plusHours(service.clock.now(), -3);
});
afterAll(() => service?.stop());

beforeEach(async () => {
  youthId = randomUUID();
  await service.open.store.decide(youths, youthId,
    () => [{ type: 'YouthRegistered' as const, data: { youthId, agency: 'US-GA', state: 'GA' as const, county: 'GA county 1', coverage: 'placed' as const } }],
    { commandId: randomUUID(), fingerprint: '', correlationId: 'test-set-up', actor: { subject: 's', role: 'caseworker', agency: 'US-GA', county: null } });
});

const report = (fields: object = {}) => ({
  youthId, category: 'left-without-permission', learnedAt, learnedBy: 'hotline', lastSeenPlace: 'Corner of Synthetic Street', ...fields,
});
const reported = async () => (await service.post(caseworker, '/missing-episodes', report())).body.id as string;

it('keeps a first report and gives it back to those who may read it', async () => {
  const answer = await service.post(caseworker, '/missing-episodes', report());
  expect(answer.status).toBe(201);
  expect(answer.headers).toMatchObject({ etag: '"1"', position: expect.stringMatching(/^\d+$/) });
  const after = { 'min-position': answer.headers.position! };
  const read = await service.get(caseworker, `/missing-episodes/${answer.body.id}`, after);
  expect(read.body).toMatchObject({ youthId, status: 'missing', coverage: 'placed', learnedAt, lastSeenPlace: 'Corner of Synthetic Street' });
  const withheld = await service.get({ role: 'compliance-officer' }, `/missing-episodes/${answer.body.id}`, after);
  expect(withheld.body).toMatchObject({ status: 'missing', lastSeenPlace: { withheld: true } });
  const audit = await service.open.dataSource.query(`select subject from audit_log where resource_id = $1 and outcome = 'personal-data-read'`, [answer.body.id]);
  expect(audit).toEqual([{ subject: 'caseworker-1' }]);
});

it.each([
  ['a time without an offset', { learnedAt: '2026-03-02T10:00:00' }, 400, 'time-without-offset'],
  ['a time that does not exist', { learnedAt: '2026-02-30T10:00:00Z' }, 400, 'not-a-time'],
  ['the future', { learnedAt: '2999-01-01T00:00:00Z' }, 409, 'learned-in-the-future'],
  ['a child seen after the agency learned', { lastSeenAt: '2026-03-02T14:59:00Z' }, 409, 'last-seen-after-learned'],
  ['an unknown youth', { youthId: randomUUID() }, 404, 'unknown-youth'],
  ['an unknown property', { nickname: 'x' }, 400, 'unknown-property'],
  ['an unknown category', { category: 'runaway' }, 400, 'unknown-category'],
])('refuses %s, and writes nothing', async (_what, fields, status, code) => {
  const key = randomUUID();
  const answer = await service.post(caseworker, '/missing-episodes', report(fields), { 'idempotency-key': key });
  expect([answer.status, answer.body.code, answer.headers['content-type']]).toEqual([status, code, expect.stringContaining('application/problem+json')]);
  const corrected = await service.post(caseworker, '/missing-episodes', report(), { 'idempotency-key': key });
  expect(corrected.body.revision).toBe('1'); // the stream of that key was still empty
});

it('denies another agency and another county, and keeps the denial', async () => {
  const id = await reported();
  const located = { locatedAt: service.clock.now(), circumstance: 'with-family' };
  const strangers = [[{ ...caseworker, agency: 'US-MO' }, 'other-agency'], [{ role: 'caseworker', county: 'GA county 2' }, 'other-county']] as const;
  for (const [who, code] of strangers) {
    const answer = await service.post(who, `/missing-episodes/${id}/located`, located);
    expect([answer.status, answer.body.code]).toEqual([403, code]);
    expect((await service.post(who, '/missing-episodes', report())).body.code).toBe(code);
  }
  expect((await service.post({ role: 'police-liaison' }, '/missing-episodes', report())).body.code).toBe('role-not-permitted');
  const denials = await service.open.dataSource.query(`select outcome from audit_log where outcome <> 'personal-data-read'`);
  expect(denials.map((row: { outcome: string }) => row.outcome).sort()).toEqual(['other-agency', 'other-agency', 'other-county', 'other-county', 'role-not-permitted']);
});

it('answers 20 equal posts with one key equally, with one effect', async () => {
  const headers = { 'idempotency-key': randomUUID() };
  const answers = await Promise.all(Array.from({ length: 20 }, () => service.post(caseworker, '/missing-episodes', report(), headers)));
  expect(new Set(answers.map(({ status, body, headers: { etag, position } }) => JSON.stringify([status, body, etag, position]))).size).toBe(1);
  expect(answers[0]!.status).toBe(201);
  const reused = await service.post(caseworker, '/missing-episodes', report({ category: 'abducted' }), headers);
  expect([reused.status, reused.body.code]).toEqual([422, 'idempotency-key-reused']);
});

it('stores each of 50 concurrent edits once or refuses it', async () => {
  const id = await reported();
  const answers = await Promise.all(Array.from({ length: 50 }, (_, index) =>
    service.post(caseworker, `/missing-episodes/${id}/locate-attempts`, { madeAt: learnedAt, contacted: 'friend', result: 'no-contact', note: `call ${index}` })));
  const accepted = answers.filter(answer => answer.status === 200);
  expect(answers.every(({ status }) => [200, 409, 412].includes(status))).toBe(true);
  const position = String(accepted.map(answer => BigInt(answer.headers.position!)).reduce((a, b) => (a > b ? a : b)));
  const { body } = await service.get(supervisor, `/missing-episodes/${id}`, { 'min-position': position });
  expect(new Set(body.attempts.map((attempt: { note: string }) => attempt.note)).size).toBe(accepted.length);
  const stale = await service.post(caseworker, `/missing-episodes/${id}/located`, { locatedAt: service.clock.now(), circumstance: 'other' }, { 'if-match': '"0"' });
  expect([stale.status, stale.body.code]).toEqual([412, 'stale-revision']);
});

it('lists an agency\'s episodes by pages', async () => {
  const other = { role: 'supervisor', agency: 'US-KY' };
  expect((await service.get(other, '/missing-episodes')).body).toEqual({ items: [], next: null });
  const last = await service.post(caseworker, '/missing-episodes', report());
  const seen: string[] = [];
  let cursor = '';
  do {
    const page = await service.get(supervisor, `/missing-episodes?limit=3${cursor}`, { 'min-position': last.headers.position! });
    seen.push(...page.body.items.map((item: { episodeId: string }) => item.episodeId));
    expect(JSON.stringify(page.body)).not.toContain('sealed');
    cursor = page.body.next && `&cursor=${page.body.next}`;
  } while (cursor);
  expect(seen).toContain(last.body.id);
  expect(new Set(seen).size).toBe(seen.length);
});

it('shows a child who was located, and an episode recorded in error', async () => {
  const id = await reported();
  const located = plusMilliseconds(service.clock.now(), -1);
  await service.post(caseworker, `/missing-episodes/${id}/located`, { locatedAt: located, circumstance: 'in-hospital' });
  expect((await service.post(caseworker, `/missing-episodes/${id}/recorded-in-error`, { reason: 'duplicate' })).body.code).toBe('role-not-permitted');
  const done = await service.post(supervisor, `/missing-episodes/${id}/recorded-in-error`, { reason: 'duplicate' });
  const { body, headers } = await service.get(supervisor, `/missing-episodes/${id}`, { 'min-position': done.headers.position! });
  expect(body).toMatchObject({ status: 'in-error', locatedAt: located, circumstance: 'in-hospital' });
  expect(headers.etag).toBe('"3"');
});

it('keeps no personal data in its tables', async () => {
  await reported();
  const rows = await service.open.dataSource.query(`select last_seen_place from ${await schemaOf()}.missing_episode where last_seen_place is not null`);
  expect(rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(rows)).not.toContain('Synthetic');
});

const schemaOf = async () =>
  (await service.open.dataSource.query(`select table_schema from information_schema.tables where table_name = 'missing_episode'`))[0].table_schema as string;

it('prints the packet for those who may read it, and says to others what they may not see', async () => {
  const id = await reported();
  const described = await service.post(caseworker, `/missing-episodes/${id}/packet`, { height: '165 cm <b>', photo: 'records/photos/example-1' });
  const print = (as: { role: string; agency?: string; county?: string }) =>
    service.get(as, `/missing-episodes/${id}/packet`, { 'min-position': described.headers.position!, 'accept': 'text/html' });
  const page = await print(caseworker);
  expect(page).toMatchObject({ status: 200, type: 'text/html', headers: { 'content-security-policy': PAGE_POLICY, 'cache-control': 'no-store' } });
  for (const shown of ['165 cm &lt;b&gt;', 'records/photos/example-1', 'Corner of Synthetic Street', 'Weight, Sex,']) expect(page.text).toContain(shown);
  expect((await print({ role: 'compliance-officer' })).text).not.toMatch(/165 cm|example-1|Synthetic Street|sealed/);
  expect((await print({ role: 'police-liaison' })).text).toContain('not shown to this role');
  expect((await print({ ...caseworker, county: 'GA county 2' })).body.code).toBe('other-county');
  expect((await print({ ...supervisor, agency: 'US-MO' })).body.code).toBe('other-agency');
  const audit = await service.open.dataSource.query(`select subject, action from audit_log where resource_id = $1 and outcome = 'personal-data-read'`, [id]);
  expect(audit).toEqual([{ subject: 'caseworker-1', action: 'missing-episode:read' }]);
});
