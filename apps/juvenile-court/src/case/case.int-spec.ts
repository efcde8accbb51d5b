import { randomUUID } from 'node:crypto';
import { plusHours } from '#kernel';
import { startService, type TestService } from '#testing';
import { administrator, anybody, asItIs, attorney, caseworker, clerk, COURT, docketed, done, judge, liaison, openCase, stranger } from '../../test/court.js';
import { juvenileCourt } from '../service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService(juvenileCourt);
});
afterAll(() => service?.stop());

const read = async (caseId: string, as: Parameters<TestService['get']>[0] = clerk, position = '0') =>
  service.get(as, `/cases/${caseId}`, { 'min-position': position });
const edit = (caseId: string, division: string, etag: string, as: Parameters<TestService['put']>[0] = clerk) =>
  service.put(as, `/cases/${caseId}`, { division }, { 'if-match': etag });

it('loses no edit of 50 clerks, and tells each who lost what the other changed', async () => {
  const caseId = await docketed(service);
  const clerks = Array.from({ length: 50 }, (_, index) => ({ ...clerk, subject: `clerk-${index}` }));
  const first = await Promise.all(clerks.map((who, index) => edit(caseId, `Division ${index}`, '"0"', who)));
  expect(first.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 49 }, () => 412)]);
  const winner = clerks[first.findIndex(({ status }) => status === 200)]!.subject;
  for (const { body } of first.filter(({ status }) => status === 412)) {
    expect(body).toMatchObject({
      code: 'stale-revision', details: { current: '1', changes: [{ revision: '1', type: 'CaseAmended', by: 'clerk', who: winner, at: service.clock.now(), fields: ['division'] }] },
    });
    expect(JSON.stringify(body)).not.toContain('Division');
  }

  // the 49 go again at once, and those who lose again one after the other, each by the revision that the last conflict told
  const again = clerks.flatMap((who, index) => (first[index]!.status === 412 ? [{ who, division: `Division ${index}` }] : []));
  const second = await Promise.all(again.map(({ who, division }) => edit(caseId, division, '"1"', who)));
  expect(second.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 48 }, () => 412)]);
  for (const { who, division } of again.filter((_, index) => second[index]!.status === 412)) {
    const lost = await edit(caseId, division, '"1"', who);
    expect([lost.status, lost.body.details.changes.at(-1)]).toMatchObject([412, { revision: lost.body.details.current, type: 'CaseAmended', by: 'clerk' }]);
    expect((await edit(caseId, division, `"${lost.body.details.current}"`, who)).status).toBe(200);
  }
  const written: string[] = [];
  for await (const { event } of service.open.client.readStream(`court.case-${caseId}`)) written.push((event!.data as unknown as { division?: string }).division ?? '');
  expect(new Set(written).size).toBe(51); // the opening, and each clerk's edit once
}, 120_000);

it('takes what 50 clerks add at once', async () => {
  const caseId = await docketed(service);
  const party = (index: number) => ({ role: 'other', name: `Synthetic ${index}`, addressProtected: false, noticeRequired: false });
  const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => service.post(clerk, `/cases/${caseId}/parties`, party(index))));
  expect(answers.every(({ status }) => status === 201)).toBe(true);
  const last = answers.map(({ headers }) => BigInt(headers.position!)).reduce((a, b) => (a > b ? a : b));
  const { body } = await read(caseId, clerk, String(last));
  expect(new Set(body.parties.map(({ name }: { name: string }) => name)).size).toBe(50);
});

it('wants If-Match for an edit, and changes nothing without', async () => {
  const { caseId, partyId } = await openCase(service);
  expect((await service.put(clerk, `/cases/${caseId}`, { division: 'x' })).status).toBe(428);
  expect((await service.put(clerk, `/cases/${caseId}/parties/${partyId}`, { role: 'other' })).status).toBe(428);
  const described = await service.put(clerk, `/cases/${caseId}/parties/${partyId}`, { name: 'Alex Synthetic' }, { 'if-match': '"1"' });
  const { body, headers } = await read(caseId, clerk, described.headers.position);
  expect([headers.etag, body.parties[0].name, body.parties[0].role]).toEqual(['"2"', 'Alex Synthetic', 'parent']);
});

it('shows a protected address to the court\'s own staff alone', async () => {
  const { caseId, partyId } = await openCase(service, {}, 'attorney-1');
  const hidden = await service.put(clerk, `/cases/${caseId}/parties/${partyId}`, { addressProtected: true }, { 'if-match': '"2"' });
  const shown = async (as: typeof judge) => (await read(caseId, as, hidden.headers.position)).body.parties[0].address;
  expect(await Promise.all([clerk, judge, administrator].map(as => shown(as as typeof judge)))).toEqual(Array(3).fill('1 Synthetic Street'));
  expect(await Promise.all([caseworker, liaison, attorney].map(as => shown(as as never)))).toEqual(Array(3).fill({ withheld: true }));
});

describe('a docket number', () => {
  const search = async (docketNumber: string, as: Parameters<TestService['get']>[0], position: string, court = COURT) =>
    (await service.post(as, '/cases/search', { court, docketNumber }, { 'min-position': position })).body;
  const ids = (body: { items: { caseId: string }[] }) => body.items.map(({ caseId }) => caseId);

  it('finds its case however it is written, for whoever may see the case', async () => {
    const { caseId, partyId } = await openCase(service);
    const begun = await done(service, clerk, `/cases/${caseId}/representations`, { partyId, attorney: 'attorney-1', begunAt: service.clock.now() });
    const { position } = begun.headers as { position: string };
    const found = await search(`26 ju ${caseId.slice(0, 5)}`, clerk, position);
    expect(found.items).toMatchObject([{ caseId, docketNumber: `26-JU-${caseId.slice(0, 5)}` }]);
    expect(found.items[0]).not.toHaveProperty('docketIndex');
    expect(ids(await search(`26-JU-${caseId.slice(0, 5)}`, attorney, position))).toEqual([caseId]);
    expect(ids(await search(`26-JU-${caseId.slice(0, 5)}`, stranger, position))).toEqual([]);
    expect(ids(await search(`26-JU-${caseId.slice(0, 5)}`, clerk, position, 'MO-circuit-6'))).toEqual([]);
    expect(ids(await search('26-JU-0000', clerk, position))).toEqual([]);
    expect(await search('x'.repeat(61), clerk, position)).toMatchObject({ code: 'max-length' });
  });

  it('that was wrong finds nothing once it is put right', async () => {
    const caseId = await docketed(service);
    const { headers } = await service.put(clerk, `/cases/${caseId}`, { docketNumber: `JU-${caseId}` }, { 'if-match': '"0"' });
    expect(ids(await search(`JU-${caseId}`, clerk, headers.position!))).toEqual([caseId]);
    expect(ids(await search(`26-JU-${caseId.slice(0, 5)}`, clerk, headers.position!))).toEqual([]);
  });
});

describe('a party who may not be told', () => {
  const withheld = { reason: 'suspected-trafficker', authority: 'Order of protection 7' };

  it('is served nothing, and represented by nobody who sees the case', async () => {
    const { caseId, partyId } = await openCase(service, {}, 'attorney-1');
    const { headers } = await done(service, clerk, `/cases/${caseId}/parties/${partyId}/telling-withheld`, withheld, { 'if-match': '"2"' });
    expect((await read(caseId, attorney, headers.position)).body.code).toBe('unknown-case');
    const serve = await service.post(clerk, `/cases/${caseId}/services`, { partyId, documentId: caseId, method: 'mail', servedAt: service.clock.now() });
    expect([serve.status, serve.body.code, serve.body.details]).toEqual([409, 'party-may-not-be-told', { partyId }]);
    expect((await read(caseId, caseworker)).body.parties[0]).toMatchObject({ mayBeTold: false, withheld });
    await done(service, judge, `/cases/${caseId}/parties/${partyId}/telling-permitted`, { authority: 'Order 8' }, await asItIs(service, caseId));
    const again = await done(service, clerk, `/cases/${caseId}/services`, { partyId, documentId: caseId, method: 'mail', servedAt: service.clock.now() });
    expect((await read(caseId, attorney, again.headers.position)).body.parties[0]).toMatchObject({ mayBeTold: true, withheld: null });
  });

  it('is not told by a clerk whose page is older than what another withheld since', async () => {
    const { caseId, partyId } = await openCase(service);
    const path = `/cases/${caseId}/parties/${partyId}`;
    for (const act of ['telling-withheld', 'telling-permitted']) expect((await service.post(clerk, `${path}/${act}`, { ...withheld })).status).toBe(428);
    const page = await asItIs(service, caseId);
    await done(service, judge, `${path}/telling-withheld`, withheld, page);
    const stale = await service.post(clerk, `${path}/telling-permitted`, { authority: 'Order 8' }, page);
    expect([stale.status, stale.body.details.changes]).toMatchObject([412, [{ type: 'TellingWithheld', who: 'judge-1', fields: ['reason', 'authority', 'since'] }]]);
    expect(JSON.stringify(stale.body)).not.toMatch(/trafficker|protection/);
    expect((await service.post(clerk, `${path}/telling-withheld`, { ...withheld, authority: 'Order 9' }, page)).status).toBe(412);
    expect((await read(caseId)).body.parties[0]).toMatchObject({ mayBeTold: false, withheld });
  });

  it('is not explained to the others\' attorneys', async () => {
    const { caseId } = await openCase(service, {}, 'attorney-1');
    const { body } = await done(service, clerk, `/cases/${caseId}/parties`, { role: 'other', name: 'Sam Synthetic', addressProtected: false, noticeRequired: true });
    const { headers } = await done(service, clerk, `/cases/${caseId}/parties/${body.partyId}/telling-withheld`, withheld, await asItIs(service, caseId));
    expect((await read(caseId, attorney, headers.position)).body.parties[1]).toMatchObject({ mayBeTold: false, withheld: null });
    const proof = { partyId: body.partyId, documentId: caseId, method: 'mail', servedAt: service.clock.now() };
    const serve = (match: object) => service.post(attorney, `/cases/${caseId}/services`, proof, { ...match });
    expect(JSON.stringify((await serve({})).body)).not.toMatch(/trafficker|protection/);
    expect((await serve({ 'if-match': '"1"' })).body).toMatchObject({ code: 'stale-revision', details: { current: '4' } });
    expect((await serve({ 'if-match': '"1"' })).body.details).not.toHaveProperty('changes');
    const asClerk = await service.post(clerk, `/cases/${caseId}/services`, proof, { 'if-match': '"1"' });
    expect(asClerk.body.details.changes.map(({ type }: { type: string }) => type)).toEqual(['RepresentationBegun', 'PartyAdded', 'TellingWithheld']);
  });
});

it('proves service per party, of a document of the case to a party of the case', async () => {
  const { caseId, partyId } = await openCase(service);
  const other = await openCase(service);
  const proof = { partyId, documentId: caseId, method: 'personal', servedAt: plusHours(service.clock.now(), -1), servedBy: 'Server Synthetic' };
  const { body, headers } = await done(service, clerk, `/cases/${caseId}/services`, proof);
  const list = await service.get(caseworker, `/cases/${caseId}/services`, { 'min-position': headers.position! });
  expect(list.body).toEqual({ items: [{ serviceId: body.serviceId, caseId, ...proof }], next: null, total: 1 });
  const refused = async (fields: object) => (await service.post(clerk, `/cases/${caseId}/services`, { ...proof, ...fields })).body.code;
  expect(await refused({ partyId: other.partyId })).toBe('unknown-party');
  expect(await refused({ documentId: other.caseId })).toBe('unknown-document');
  expect(await refused({ servedAt: plusHours(service.clock.now(), 1) })).toBe('served-in-the-future');
});

it('lets an attorney see a case while the representation is in force', async () => {
  const { caseId, partyId } = await openCase(service);
  const begun = await done(service, clerk, `/cases/${caseId}/representations`, { partyId, attorney: 'attorney-1', begunAt: service.clock.now() });
  expect((await read(caseId, attorney, begun.headers.position)).status).toBe(200);
  const ended = await done(service, clerk, `/cases/${caseId}/representations/${begun.body.representationId}/end`, { endedAt: service.clock.now() });
  expect((await read(caseId, attorney, ended.headers.position)).status).toBe(404);
  expect((await read(caseId, clerk)).body.representations).toMatchObject([{ attorney: 'attorney-1', endedAt: service.clock.now() }]);
});

it('is represented once by one attorney: who records it again is told which it is', async () => {
  const { caseId, partyId } = await openCase(service);
  const record = () => done(service, clerk, `/cases/${caseId}/representations`, { partyId, attorney: 'attorney-1', begunAt: service.clock.now() });
  const [first, again] = [await record(), await record()];
  expect(again.body.representationId).toBe(first.body.representationId);
  await done(service, clerk, `/cases/${caseId}/representations/${again.body.representationId}/end`, { endedAt: service.clock.now() });
});

it('does the same once, and twice for two cases', async () => {
  const [one, two] = [await docketed(service), await docketed(service)];
  const party = { role: 'parent', name: 'Pat Synthetic', addressProtected: false, noticeRequired: true };
  const headers = { 'idempotency-key': randomUUID() };
  const add = (caseId: string) => service.post(clerk, `/cases/${caseId}/parties`, party, headers);
  const [first, again] = [await add(one), await add(one)];
  expect([again.status, again.body]).toEqual([first.status, first.body]);
  const other = await add(two);
  expect([other.status, other.body.partyId === first.body.partyId]).toEqual([201, false]);
  expect((await read(two, clerk, other.headers.position)).body.parties).toHaveLength(1);
});

it('keeps no personal data in clear in its tables, and each read of it in the audit log', async () => {
  const { caseId } = await openCase(service);
  expect((await read(caseId, anybody)).body.code).toBe('unknown-case');
  await read(caseId, judge);
  const tables: { name: string }[] = await service.open.dataSource.query(
    `select table_schema || '.' || table_name as name from information_schema.tables where table_name like '%\\_all' and table_type = 'BASE TABLE'`);
  const rows = await Promise.all(tables.map(({ name }) => service.open.dataSource.query(`select * from ${name}`)));
  expect(JSON.stringify(rows)).not.toMatch(/Synthetic|26-JU/);
  const audit: { role: string }[] = await service.open.dataSource.query(
    `select distinct role from audit_log where resource_id = $1 and outcome = 'personal-data-read' order by role`, [caseId]);
  expect(audit.map(({ role }) => role)).toEqual(['clerk', 'judge']); // the clerk listed cases while it was laid out
});
