import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instant, plusHours, type Instant } from '#kernel';
import { eventually } from '#testing';
import { childWelfare } from '../../apps/child-welfare/src/service.js';
import { packOf } from '../../apps/compliance/src/rules/rules-spec-kit.js';
import { compliance } from '../../apps/compliance/src/service.js';
import { freshDatabases, startShared, type Databases, type Running } from './shared-stores.js';

const rule = (from: string, to: string | null, hours: number) => packOf({ state: 'GA', id: 'GA-own-police', from, to, limit: `{ elapsedHours: ${hours} }` });

const caseworker = { role: 'caseworker', agency: 'US-GA', county: 'GA county 1' };
const officer = { role: 'compliance-officer', agency: 'US-GA' };

let folder: string;
let shared: Awaited<ReturnType<typeof startShared>>;
let welfare: Running;
let law: Running;
let own: Databases;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'own-rules-'));
  process.env.COMPLIANCE_RULES = folder;
  shared = await startShared();
  own = await freshDatabases();
  welfare = await shared.start(childWelfare, await freshDatabases());
  law = await shared.start(compliance, own);
});
afterAll(async () => {
  delete process.env.COMPLIANCE_RULES;
  await law?.stop();
  await welfare?.stop();
  await shared?.stop();
  rmSync(folder, { recursive: true });
});

const add = async (name: string, text: string) => {
  await law.stop();
  writeFileSync(join(folder, name), text);
  law = await shared.start(compliance, own);
};
const reportMissing = async (learnedAt: Instant): Promise<string> => {
  const { body: { id: youthId } } = await welfare.post(caseworker, '/youths', { agency: 'US-GA', state: 'GA', county: 'GA county 1', coverage: 'placed' });
  return (await welfare.post(caseworker, '/missing-episodes', { youthId, category: 'abducted', learnedAt, learnedBy: 'agency' })).body.id as string;
};
type Duty = Readonly<Record<'ruleId' | 'subjectId' | 'deadline', string>>;
const deadlines = async (episodeId: string, ruleId = 'GA-own-police') =>
  ((await law.get(officer, '/duties?limit=200')).body.items as Duty[]).filter(each => each.subjectId === episodeId && each.ruleId === ruleId).map(each => each.deadline);
const ledgerDeadline = async (episodeId: string) =>
  ((await law.get(officer, `/ledger/episodes/${episodeId}`)).body.report.duties as Duty[]).find(({ ruleId }) => ruleId === 'GA-own-police')?.deadline;

it('two rules added to a running system, one superseding the other by date: each case keeps the deadline of its day', async () => {
  await add('us-ga-own.yaml', rule('2026-01-01', '2026-03-04', 48));
  const before = instant('2026-03-02T09:00:00-05:00');
  const old = await reportMissing(before);
  await eventually(() => deadlines(old), found => expect(found).toEqual([plusHours(before, 48)]));

  await add('us-ga-own-shorter.yaml', rule('2026-03-05', null, 6));
  const after = instant('2026-03-05T08:00:00-05:00');
  shared.clock.set(plusHours(after, 1));
  const recent = await reportMissing(after);
  await eventually(() => deadlines(recent), found => expect(found).toEqual([plusHours(after, 6)]));
  expect(await deadlines(old)).toEqual([plusHours(before, 48)]);
  expect([await ledgerDeadline(old), await ledgerDeadline(recent)]).toEqual([plusHours(before, 48), plusHours(after, 6)]);
  expect(await deadlines(recent, 'C2')).toEqual([plusHours(after, 24)]); // the shipped rules run beside them
});
