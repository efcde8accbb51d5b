import { jest } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instant, plusHours, plusMilliseconds } from '#kernel';
import { LocalStack } from './local-stack.js';
import { wholeLog } from './log.js';

const FIXTURE = join(process.cwd(), 'test', 'fixtures', 'missing-episodes-100.csv');
const EVENT_STORE_PORT = 11; // after PORT_BASE
const AUDIT = 'apps/audit/src/main.js';
const REPORTS = { C2: 'policeReportedAt', C3: 'ncmecReportedAt' } as const;

type Row = Readonly<Record<'state' | 'county' | 'learnedAt' | 'recordedAt' | 'policeReportedAt' | 'ncmecReportedAt' | 'evidenceRecordedAt', string>>;
type Line = { readonly duties: readonly { readonly ruleId: string; readonly verdict: string }[] };

const rows = (() => {
  const [header, ...lines] = readFileSync(FIXTURE, 'utf8').trim().split('\n').map(line => line.split(','));
  return lines.map(cells => Object.fromEntries(header!.map((name, index) => [name, cells[index]])) as Row);
})();

let stack: LocalStack;
let folder: string;
let episodes: readonly { readonly id: string; readonly row: Row }[];

jest.setTimeout(240_000);
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'safe-harbor-audit-'));
  stack = await LocalStack.start();
  expect((await stack.command('apps/importer/src/main.js', FIXTURE)).code).toBe(0);
  const missing = (await wholeLog(stack.base + EVENT_STORE_PORT)).filter(({ type }) => type === 'ChildReportedMissing')
    .map(({ data }) => data as Readonly<Record<'episodeId' | 'state' | 'county' | 'learnedAt', string>>);
  episodes = rows.map(row => ({
    row, id: missing.find(({ state, county, learnedAt }) => state === row.state && county === row.county && learnedAt === instant(row.learnedAt))!.episodeId,
  }));
});
afterAll(async () => {
  await stack?.remove();
  rmSync(folder, { recursive: true, force: true });
});

it('what was known differs from what had happened exactly where evidence was entered late', async () => {
  const states = [...new Set(rows.map(({ state }) => state))];
  const officers = new Map(await Promise.all(states.map(async state => [state, await stack.token('compliance-officer', `US-${state}`)] as const)));
  const verdict = async ({ id, row }: (typeof episodes)[number], query: string) => {
    const { body } = await stack.call('compliance', 'GET', `/ledger/verdicts?subjects=${id}&${query}`, officers.get(row.state)!);
    const [line] = body.verdicts as readonly Line[];
    return (ruleId: string) => line?.duties.find(duty => duty.ruleId === ruleId)?.verdict ?? 'unknown';
  };
  const [differing, enteredLate]: [string[], string[]] = [[], []];
  for (const episode of episodes) {
    const { id, row } = episode;
    const asOf = plusMilliseconds(plusHours(instant(row.learnedAt), 24), 1);
    const [happened, known] = await Promise.all([verdict(episode, `asOf=${asOf}`), verdict(episode, `asOf=${asOf}&asKnownAt=${asOf}`)]);
    for (const [ruleId, column] of Object.entries(REPORTS)) {
      if (happened(ruleId) !== known(ruleId)) differing.push(`${id} ${ruleId}`);
      const madeByThen = row[column] !== '' && instant(row[column]) <= asOf;
      const evidenceKnown = row.evidenceRecordedAt !== '' && instant(row.evidenceRecordedAt) <= asOf;
      if (instant(row.recordedAt) > asOf || (madeByThen && !evidenceKnown)) enteredLate.push(`${id} ${ruleId}`);
    }
  }
  expect(enteredLate.length).toBeGreaterThan(10);
  expect(differing).toEqual(enteredLate);
});

it('makes a binder of each episode of a sample, names the wrong lines, and gives the same bytes again, also after a full rebuild', async () => {
  const sampled = episodes.slice(0, 5).map(({ id }) => id);
  const file = join(folder, 'sample.csv');
  writeFileSync(file, ['no,episode', ...sampled.map((id, index) => `${index},${id}`), '6,yesterday', '7,00000000-0000-4000-8000-000000000000'].join('\n'));
  const [first, second, rebuilt] = ['first', 'second', 'rebuilt'].map(name => join(folder, name)) as [string, string, string];

  const made = await stack.command(AUDIT, file, '--out', first);
  expect(made.code).toBe(1);
  expect(made.err).toMatch(/line 7, episode: not-a-uuid[^]*line 8, episode: unknown-episode/);
  const again = /--position \d+ --as-of \S+/.exec(made.out)![0].split(' ');
  await stack.command(AUDIT, file, '--out', second, ...again);
  const names = readdirSync(first).sort();
  expect(names).toEqual([...sampled.flatMap(id => [`${id}.html`, `${id}.json`]), 'index.html', 'index.json'].sort());
  const operator = await stack.token('operator', null);
  for (const name of ['ledger-facts', 'duties']) {
    expect((await stack.call('compliance', 'POST', `/operations/projections/${name}/rebuild`, operator, {})).status).toBe(200);
  }
  await stack.command(AUDIT, file, '--out', rebuilt, ...again);
  for (const name of names) for (const later of [second, rebuilt]) expect(readFileSync(join(later, name))).toEqual(readFileSync(join(first, name)));

  const page = readFileSync(join(first, `${sampled[0]}.html`), 'utf8');
  const told = [
    '42 USC 671(a)(35)(B)', 'Verified 2023-04', 'claimed by the source', 'entered after the deadline', 'caseNumber: MOPD-799537', 'Earlier verdict',
  ];
  expect(told.filter(text => !page.includes(text))).toEqual([]);
  expect(page).not.toMatch(/<script|https?:/);
});

it('starts with nothing but a sample', async () => {
  const file = join(folder, 'other.csv');
  writeFileSync(file, 'id\n1\n');
  expect((await stack.command(AUDIT, file)).code).toBe(2);
  expect((await stack.command(AUDIT)).err).toContain('Usage: npm run audit');
});
