import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Actor } from '#kernel';
import { ProjectionReader } from '#projections';
import { startService, type TestService } from '#testing';
import { openCase } from '../../test/court.js';
import { juvenileCourt } from '../service.js';
import { CourtRecords } from './court-records.js';

const SRC = join(import.meta.dirname, '..');

let service: TestService;
let records: CourtRecords;
beforeAll(async () => {
  service = await startService(juvenileCourt);
  const { caseId } = await openCase(service, {}, 'attorney-1');
  records = new CourtRecords(new ProjectionReader(service.open), service.open.client);
  await records.visible({ subject: 's', role: 'clerk', agency: 'MO-circuit-5', county: null }, { noun: 'case', view: 'court_case', id: 'case_id', stream: 'court.case' }, caseId);
});
afterAll(() => service?.stop());

type Count = { count: number };
const casesFor = (actor: Partial<Actor>) =>
  records.read({ subject: 's', role: 'clerk', agency: null, county: null, ...actor }, async tx => (await tx.query<Count[]>('select count(*)::int as count from court_case'))[0]!.count);

it('stands before every table', () => records.readAll(async tx => {
  const tables = await tx.query<{ name: string; kind: string }[]>(
    `select table_name as name, table_type as kind from information_schema.tables where table_schema = current_schema() order by 1`);
  const base = tables.filter(({ kind }) => kind === 'BASE TABLE').map(({ name }) => name);
  const views = new Set(tables.filter(({ kind }) => kind === 'VIEW').map(({ name }) => `${name}_all`));
  expect(base.filter(name => !name.endsWith('_all'))).toEqual([]);
  expect(base.filter(name => !views.has(name)).sort()).toEqual(['admission_all', 'forgotten_all', 'matter_all']); // what only the wall itself reads
}));

it('shows nothing to a reader who was not named', async () => {
  const named = await records.readAll(async tx => (await tx.query<Count[]>('select count(*)::int as count from party'))[0]!.count);
  expect(named).toBe(1);
  await new ProjectionReader(service.open).read('court-records', async tx => {
    const views = await tx.query<{ name: string }[]>('select table_name as name from information_schema.views where table_schema = current_schema()');
    for (const { name } of views) expect([name, await tx.query(`select * from ${name}`)]).toEqual([name, []]);
  });
});

it('forgets the reader with the transaction', async () => {
  await records.readAll(() => Promise.resolve());
  const [row] = await service.open.dataSource.query(`select current_setting('safe_harbor.clearance', true) as clearance`);
  expect(row.clearance ?? '').toBe('');
});

it.each<[string, Partial<Actor>, number]>([
  ['a clerk of the court', { agency: 'MO-circuit-5' }, 1],
  ['a clerk of the county', { agency: 'MO-circuit-5', county: 'MO county 5' }, 1],
  ['a clerk of another county', { agency: 'MO-circuit-5', county: 'MO county 6' }, 0],
  ['a clerk of another court', { agency: 'MO-circuit-6' }, 0],
  ['a clerk of no court', {}, 0],
  ['a judge of the court', { role: 'judge', agency: 'MO-circuit-5' }, 1],
  ['a caseworker of the state', { role: 'caseworker', agency: 'US-MO' }, 1],
  ['a caseworker of the state, from another county', { role: 'caseworker', agency: 'US-MO', county: 'MO county 6' }, 1],
  ['a caseworker of another state', { role: 'caseworker', agency: 'US-KY' }, 0],
  ['a caseworker of no agency', { role: 'caseworker' }, 0],
  ['an agency that bears the court\'s id', { role: 'police-liaison', agency: 'MO-circuit-5' }, 0],
  ['the attorney in the case', { role: 'attorney', subject: 'attorney-1' }, 1],
  ['another attorney', { role: 'attorney', subject: 'attorney-2' }, 0],
  ['anybody', { role: 'public' }, 0],
  ['the attorney\'s subject in another role', { role: 'public', subject: 'attorney-1' }, 0],
  ['a role that is not known here', { role: 'compliance-officer', agency: 'US-MO' }, 0],
])('%s', async (_who, actor, cases) => expect(await casesFor(actor)).toBe(cases));

it('is the only way in: no feature reads a base table, or the projection, or everything for an answer', () => {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(path => path.endsWith('.ts') && !path.endsWith('spec.ts') && !path.startsWith('records/'));
  const matching = (pattern: RegExp) => files.filter(path => pattern.test(readFileSync(join(SRC, path), 'utf8')));
  expect(matching(/ProjectionReader/)).toEqual([]);
  expect(matching(/(from|join) \w+_all\b/).filter(path => !path.endsWith('.records.ts'))).toEqual([]);
  // a holder of records stands outside the case and sees what is addressed to it
  expect(matching(/readAll|_all\b/).filter(path => path.endsWith('.reads.ts'))).toEqual(['holder-order/holder-order.reads.ts']);
});
