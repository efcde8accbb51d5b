import { randomBytes } from 'node:crypto';
import { DataSource } from 'typeorm';
import { Clock, instant, type Actor } from '#kernel';
import { freshDatabase } from '#testing';
import { AccessTable, AuditLog, AuditLogMigration1767225600000, KeyRing, PersonalDataReader, sameAgency, statedPurpose } from './index.js';

const NOW = instant('2026-03-01T00:00:00.001Z');
class FixedClock extends Clock {
  now() {
    return NOW;
  }
}
const actor: Actor = { subject: 's-1', role: 'worker', agency: 'MO-CD', county: null };
const resource = { agency: 'MO-CD' };
const table = new AccessTable([
  { role: 'worker', action: 'youth:read', when: [sameAgency], scopes: ['agency'] },
  { role: 'worker', action: 'youth:export', when: [statedPurpose('audit')], scopes: ['agency'] },
]);
const request = { actor, action: 'youth:read', resource, resourceType: 'youth', resourceId: 'y-1', purpose: 'case-management', correlationId: 'c-1' };

let dataSource: DataSource;
let keyRing: KeyRing;
let auditLog: AuditLog;
let reader: PersonalDataReader;

beforeAll(async () => {
  dataSource = await new DataSource({ type: 'postgres', url: await freshDatabase(), migrations: [AuditLogMigration1767225600000] }).initialize();
  await dataSource.runMigrations();
  keyRing = await KeyRing.open({ databaseUrl: await freshDatabase(), keyEncryptionKey: randomBytes(32) });
  auditLog = new AuditLog(dataSource);
  reader = new PersonalDataReader(keyRing, auditLog, table, new FixedClock());
});
afterAll(async () => {
  await keyRing.close();
  await dataSource.destroy();
});

const rows = (): Promise<Record<string, unknown>[]> => dataSource.query('select * from audit_log order by id');
const sealed = async (scope: 'agency' | 'court' | 'exchange', value: unknown, youthId = 'y-1') => (await keyRing.seal({ youthId, scope }, [value]))[0]!;

describe('the audit log', () => {
  it('keeps a denial of nobody known', async () => {
    await auditLog.denied({ at: NOW, code: 'token-missing', actor: undefined, action: 'a:b', resourceType: '/x', resourceId: null, correlationId: 'c-0' });
    expect((await rows()).at(-1)).toMatchObject({ at: new Date(NOW), outcome: 'token-missing', subject: null, role: null, action: 'a:b', resource_id: null, purpose: null });
  });
  it.each(["update audit_log set outcome = 'x'", 'delete from audit_log', 'truncate audit_log'])('refuses "%s"', async statement => {
    const before = await rows();
    await expect(dataSource.query(statement)).rejects.toThrow('append-only');
    expect(await rows()).toEqual(before);
  });
  it('is not dropped with its migration', async () => expect(dataSource.undoLastMigration()).rejects.toThrow('stays'));
});

describe('a reader of personal data', () => {
  it('sees what its scopes allow, and is written down', async () => {
    const row = {
      id: 'y-1', since: new Date(0), none: null, count: 2, name: await sealed('agency', 'Jane'),
      aliases: [{ name: await sealed('exchange', 'JJ'), kind: 'street' }], docket: await sealed('court', 'secret'), sealed: 'not a token here', tags: [],
    };
    const before = (await rows()).length;
    expect(await reader.reveal(request, row)).toEqual({
      ...row, name: 'Jane', aliases: [{ name: 'JJ', kind: 'street' }], docket: { withheld: true },
    });
    const written = await rows();
    expect(written).toHaveLength(before + 1);
    expect(written.at(-1)).toMatchObject({
      outcome: 'personal-data-read', subject: 's-1', role: 'worker', agency: 'MO-CD', action: 'youth:read', resource_type: 'youth', resource_id: 'y-1',
      purpose: 'case-management', correlation_id: 'c-1', at: new Date(NOW),
    });
    expect(JSON.stringify(written)).not.toContain('Jane');
  });
  it('sees a page with one row in the log for each that shows something', async () => {
    const page = [{ id: 'y-1', name: await sealed('agency', 'A') }, { id: 'y-2', name: await sealed('court', 'B', 'y-2') }, { id: 'y-3', name: await sealed('agency', 'C', 'y-3') }];
    const before = (await rows()).length;
    expect(await reader.revealAll(request, page, ({ id }) => ({ resource, resourceType: 'youth', resourceId: id })))
      .toEqual([{ id: 'y-1', name: 'A' }, { id: 'y-2', name: { withheld: true } }, { id: 'y-3', name: 'C' }]);
    expect((await rows()).slice(before).map(row => row.resource_id)).toEqual(['y-1', 'y-3']);
  });
  it('is told what was erased; nothing shown is nothing written', async () => {
    const row = { name: await sealed('agency', 'Gone', 'y-9') };
    await keyRing.destroy({ youthId: 'y-9', scope: 'agency' });
    const before = (await rows()).length;
    expect(await reader.reveal(request, row)).toEqual({ name: { erased: true } });
    expect(await reader.reveal(request, { plain: 'x' })).toEqual({ plain: 'x' });
    expect(await rows()).toHaveLength(before);
  });
  it.each([
    ['other-agency', { resource: { agency: 'KY-DCBS' } }], ['role-not-permitted', { action: 'youth:erase' }], ['purpose-required', { action: 'youth:export' }],
  ])('is refused as %s, nothing opened', async (code, change) =>
    // a token that cannot even be opened shows that none was tried
    expect(reader.reveal({ ...request, ...change }, { name: { sealed: 'x' } })).rejects.toThrow(expect.objectContaining({ code, kind: 'forbidden' })));
  it('gets nothing when the log cannot be written', async () => {
    const row = { name: await sealed('agency', 'Jane') };
    await dataSource.query('alter table audit_log rename to audit_log_away');
    await expect(reader.reveal(request, row)).rejects.toThrow('audit_log');
    await dataSource.query('alter table audit_log_away rename to audit_log');
  });
});
