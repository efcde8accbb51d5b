import { randomUUID } from 'node:crypto';
import { START } from '@eventstore/db-client';
import { plusHours } from '#kernel';
import { ProjectionReader } from '#projections';
import { FakeClock, startService, type TestService } from '#testing';
import { childWelfare } from '../service.js';
import { unlinkIdentifier } from './domain/decisions.js';
import { claimIdentifier, youthIdentifiers } from './domain/identifier.js';
import { youths } from './domain/youth.js';

const caseworker = { role: 'caseworker', county: 'GA county 1' };
const supervisor = { role: 'supervisor' };
const NAME = 'Zyndra Examplesdóttir';
const BORN = '2010-04-30';
const ID = 'ZQ-778812-SYNTH';

const clock = new FakeClock();
const learnedAt = plusHours(clock.now(), -3);

let service: TestService;
beforeAll(async () => {
  service = await startService(childWelfare, clock);
});
afterAll(() => service?.stop());

const claim = (kind: string, value: unknown) => ({ kind, value, source: 'agency-record', learnedAt });
const youth = (fields: object = {}) => ({ agency: 'US-GA', state: 'GA', county: 'GA county 1', coverage: 'placed', ...fields });
const identifier = (id: string = randomUUID()) => ({ id, source: 'agency-record', confidence: 'confirmed' });
const register = (fields: object = {}, headers?: Record<string, string>) => service.post(caseworker, '/youths', youth(fields), headers);
const read = (id: string, position: string, as: { role: string } = caseworker) => service.get(as, `/youths/${id}`, { 'min-position': position });
const same = (answers: readonly { status: number; body: object; headers: object }[]) =>
  new Set(answers.map(({ status, body, headers }) => JSON.stringify([status, body, (headers as { etag: string }).etag]))).size;

const streams = async (prefix: string) => {
  const names = new Set<string>();
  for await (const { event } of service.open.client.readAll({ fromPosition: START })) if (event?.streamId.startsWith(prefix)) names.add(event.streamId);
  return names;
};

it('keeps a youth and gives it back to those who may read it', async () => {
  const claims = [
    claim('name', NAME), claim('birth-date', BORN), claim('sex', 'female'), claim('race', ['white', 'asian']), claim('ethnicity', 'no'),
    claim('tribal-membership', { membership: 'yes', tribes: ['101'] }),
  ];
  const { status, body, headers } = await register({ identifier: identifier(ID), claims });
  expect(status).toBe(201);
  const answer = await read(body.id, headers.position!);
  expect(answer.headers.etag).toBe(headers.etag);
  expect(answer.body).toMatchObject({ youthId: body.id, agency: 'US-GA', coverage: [{ coverage: 'placed', from: null }], erased: false });
  expect(answer.body.identifiers).toEqual([{ identifier: ID, source: 'agency-record', confidence: 'confirmed' }]);
  expect(answer.body.claims.map((each: { value: unknown }) => each.value)).toEqual([NAME, BORN, 'female', ['asian', 'white'], 'no', { membership: 'yes', tribes: ['101'] }]);
  expect(answer.text).not.toContain('searchIndex');
  const [audited] = await service.open.dataSource.query(`select count(*)::int as n from audit_log where resource_id = $1 and outcome = 'personal-data-read'`, [body.id]);
  expect(audited.n).toBe(1);
  expect((await read(body.id, headers.position!, { role: 'police-liaison' })).body.code).toBe('role-not-permitted');
  const migration = await read(body.id, headers.position!, { role: 'migration' });
  expect(migration.body.claims[0].value).toEqual({ withheld: true });
});

it('makes one youth of 20 who register one identifier at once, and answers all alike', async () => {
  const before = (await streams('childWelfare.youth-')).size;
  const shared = identifier();
  const answers = await Promise.all(Array.from({ length: 20 }, () => register({ identifier: shared, claims: [claim('name', 'Shared Example')] })));
  expect(answers[0]!.status).toBe(201);
  expect(same(answers)).toBe(1);
  expect((await streams('childWelfare.youth-')).size).toBe(before + 1);
  const later = await register({ identifier: shared, county: 'GA county 1', coverage: 'none' });
  expect(later.body.id).toBe(answers[0]!.body.id);
  expect((await read(later.body.id, later.headers.position!)).body).toMatchObject({ coverage: [{ coverage: 'placed', from: null }], identifiers: [{ identifier: shared.id }] });
});

it('answers 20 equal posts with one key equally, and refuses the key for another content without claiming anything', async () => {
  const headers = { 'idempotency-key': randomUUID() };
  const shared = identifier();
  const answers = await Promise.all(Array.from({ length: 20 }, () => register({ identifier: shared }, headers)));
  expect(same(answers)).toBe(1);
  const before = (await streams('childWelfare.youthIdentifier-')).size;
  const reused = await register({ identifier: identifier() }, headers);
  expect([reused.status, reused.body.code]).toEqual([422, 'idempotency-key-reused']);
  expect((await streams('childWelfare.youthIdentifier-')).size).toBe(before);
});

it('completes a registration that stopped after its claim', async () => {
  const { store, pseudonyms } = service.open;
  const orphan = identifier();
  const youthId = randomUUID();
  const actor = { subject: 's', role: 'caseworker', agency: 'US-GA', county: null };
  await store.decide(youthIdentifiers, pseudonyms.uuid('youth-identifier', 'US-GA', orphan.id), claimIdentifier({ youthId }),
    { commandId: randomUUID(), fingerprint: '', correlationId: 'test-set-up', actor });
  const answer = await register({ identifier: orphan });
  expect(answer.body.id).toBe(youthId);
  expect((await read(youthId, answer.headers.position!)).body.identifiers).toHaveLength(1);
});

it.each([
  ['an unknown state', { state: 'XX' }, 400, 'unknown-state'],
  ['a claim learned in the future', { claims: [{ ...claim('name', 'A'), learnedAt: '2999-01-01T00:00:00Z' }] }, 409, 'learned-in-the-future'],
  ['a time without an offset', { claims: [{ ...claim('name', 'A'), learnedAt: '2026-01-01T00:00:00' }] }, 400, 'time-without-offset'],
  ['a birth date that does not exist', { claims: [claim('birth-date', '2010-02-30')] }, 400, 'not-a-date'],
  ['another agency', { agency: 'US-MO' }, 403, 'other-agency'],
  ['another county', { county: 'GA county 2' }, 403, 'other-county'],
])('refuses %s, and claims nothing', async (_what, fields, status, code) => {
  const before = (await streams('childWelfare.youth')).size;
  const answer = await register({ identifier: identifier(), ...fields });
  expect([answer.status, answer.body.code]).toEqual([status, code]);
  expect((await streams('childWelfare.youth')).size).toBe(before);
});

it('edits only what the sender has seen', async () => {
  const { body: { id }, headers } = await register();
  const put = (path: string, body: object, etag?: string) => service.put(caseworker, `/youths/${id}/${path}`, body, etag ? { 'if-match': etag } : {});
  const name = { value: 'Ada Example', source: 'youth', learnedAt };
  expect((await put('claims/name', name)).status).toBe(428);
  const made = await put('claims/name', name, headers.etag);
  expect(made.status).toBe(200);
  const stale = await put('claims/name', { ...name, value: 'Eve Example' }, headers.etag);
  expect([stale.status, stale.body.code]).toEqual([412, 'stale-revision']);
  expect((await put('claims/nickname', name, made.headers.etag)).body.code).toBe('unknown-claim-kind');
  expect((await put('claims/name', { source: 'youth', learnedAt }, made.headers.etag)).body.code).toBe('missing');
  const changed = await put('coverage', { coverage: 'none', from: learnedAt }, made.headers.etag);
  expect((await read(id, changed.headers.position!)).body).toMatchObject({ claims: [{ value: 'Ada Example' }], coverage: [{}, { coverage: 'none', from: learnedAt }] });
});

it('links, unlinks and links again, and never to two', async () => {
  const [one, two] = [(await register()).body.id, (await register()).body.id];
  const it = identifier();
  const link = (id: string) => service.post(caseworker, `/youths/${id}/identifiers`, it);
  const unlink = (id: string) => service.post(caseworker, `/youths/${id}/identifiers/unlink`, { id: it.id, reason: 'wrong-youth' });
  expect((await link(one)).status).toBe(200);
  const refused = await link(two);
  expect([refused.status, refused.body.code]).toEqual([409, 'identifier-held-by-another-youth']);
  expect((await unlink(two)).body.code).toBe('identifier-not-linked');
  expect((await unlink(one)).status).toBe(200);
  expect((await link(two)).status).toBe(200);
  expect((await unlink(two)).status).toBe(200);
  const again = await link(one);
  expect((await read(one, again.headers.position!)).body.identifiers).toEqual([{ identifier: it.id, source: 'agency-record', confidence: 'confirmed' }]);
  expect((await read(two, again.headers.position!)).body.identifiers).toEqual([]);
  expect((await link(randomUUID())).body.code).toBe('unknown-youth');
});

it('completes an unlinking that stopped before the release', async () => {
  const its = identifier();
  const { body: { id } } = await register({ identifier: its });
  const key = service.open.pseudonyms.uuid('youth-identifier', 'US-GA', its.id);
  const actor = { subject: 's', role: 'caseworker', agency: 'US-GA', county: null };
  await service.open.store.decide(youths, id, unlinkIdentifier({ key, reason: 'duplicate' }), { commandId: randomUUID(), fingerprint: '', correlationId: 'test-set-up', actor });
  expect((await register({ identifier: its })).body.code).toBe('identifier-being-released');
  expect((await service.post(caseworker, `/youths/${id}/identifiers/unlink`, { id: its.id, reason: 'duplicate' })).status).toBe(200);
  const other = await register({ identifier: { ...its, id: ` ${its.id} ` } });
  expect([other.status, other.body.id === id]).toEqual([201, false]);
});

it('finds a youth by exact name and birth date within the agency, until erased', async () => {
  const registered = await register({ claims: [claim('name', 'María Sought-Example'), claim('birth-date', BORN)] });
  const id = registered.body.id as string;
  const search = (fields: object = {}, as: { role: string; agency?: string } = caseworker, position = registered.headers.position!) =>
    service.post(as, '/youths/search', { name: 'MARIA SOUGHT EXAMPLE', birthDate: BORN, ...fields }, { 'min-position': position });
  const found = async (...args: Parameters<typeof search>) => (await search(...args)).body.items.map((item: { youthId: string }) => item.youthId);
  expect(await found()).toEqual([id]);
  expect((await search({}, { role: 'hotline-worker' })).body.items).toEqual([{
    youthId: id, agency: 'US-GA', county: 'GA county 1', claims: [expect.objectContaining({ value: 'María Sought-Example' }), expect.objectContaining({ value: BORN })],
  }]);
  expect(await found({ birthDate: '2010-05-01' })).toEqual([]);
  expect(await found({}, { ...supervisor, agency: 'US-MO' })).toEqual([]);
  expect((await search({ birthDate: 'tomorrow' })).body.code).toBe('not-a-date');
  const corrected = await service.put(caseworker, `/youths/${id}/claims/birth-date`, { value: '2011-04-30', source: 'birth-certificate', learnedAt }, { 'if-match': registered.headers.etag! });
  expect(await found({}, caseworker, corrected.headers.position)).toEqual([]);
  expect(await found({ birthDate: '2011-04-30' }, caseworker, corrected.headers.position)).toEqual([id]);

  const erased = await service.post({ role: 'compliance-officer' }, `/youths/${id}/erasure`, { authority: 'court-order' });
  expect(await found({ birthDate: '2011-04-30' }, caseworker, erased.headers.position)).toEqual([]);
  expect((await read(id, erased.headers.position!)).body.erased).toBe(true);
  expect((await service.post(caseworker, `/youths/${id}/identifiers`, identifier())).body.code).toBe('personal-data-erased');
});

it('destroys the keys of an erased youth', async () => {
  const { body: { id }, headers } = await register({ claims: [claim('name', 'Erased Example')] });
  expect((await read(id, headers.position!)).body.claims[0].value).toBe('Erased Example');
  const erased = await service.post({ role: 'compliance-officer' }, `/youths/${id}/erasure`, { authority: 'retention-ended' });
  await new ProjectionReader(service.open).caughtUp('key-destruction', BigInt(erased.headers.position!), 20_000);
  await expect(service.open.keyRing.seal({ youthId: id, scope: 'agency' }, ['x'])).rejects.toMatchObject({ code: 'personal-data-erased' });
});

it('keeps no personal data in clear, neither in its tables nor in the log', async () => {
  const [{ schema }] = await service.open.dataSource.query(`select table_schema as schema from information_schema.tables where table_name = 'youth'`);
  const rows = JSON.stringify(await service.open.dataSource.query(`select * from ${schema}.youth`));
  expect(rows).toContain('sealed');
  let events = '';
  for await (const { event } of service.open.client.readAll({ fromPosition: START })) events += JSON.stringify([event?.streamId, event?.data, event?.metadata]);
  for (const secret of [NAME, BORN, ID, 'Shared Example', 'Sought']) {
    expect(rows).not.toContain(secret);
    expect(events).not.toContain(secret);
  }
});
