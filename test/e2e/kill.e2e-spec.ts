import { jest } from '@jest/globals';
import { join } from 'node:path';
import type { Recorded } from '#kernel';
import { LocalStack } from './local-stack.js';
import { counted, settled, twice, wholeLog } from './log.js';

const FIXTURE = join(process.cwd(), 'test', 'fixtures', 'missing-episodes-100.csv');
const IMPORTER = 'apps/importer/src/main.js';
const VICTIMS = [
  'event-store', 'child-welfare', 'law-enforcement', 'compliance', 'child-welfare-worker', 'law-enforcement-worker', 'compliance-worker',
  'event-store', 'postgres',
];

let stack: LocalStack;

jest.setTimeout(300_000);
beforeAll(async () => {
  stack = await LocalStack.start();
});
afterAll(() => stack?.remove());

it('loses nothing and does nothing twice when every process is killed in the middle of an import', async () => {
  let done = false;
  const importing = stack.command(IMPORTER, FIXTURE, '--json').finally(() => (done = true));
  const loaded = async () => (await wholeLog(stack.base + 11).catch(() => [])).length;
  for (const victim of VICTIMS) {
    const before = await loaded();
    await stack.kill(victim);
    await stack.until(async () => done || (await loaded()) > before + 40, 60_000);
  }
  await importing;
  await stack.until(async () => (await stack.state())?.ready === true);

  const resumed = await stack.command(IMPORTER, FIXTURE, '--json');
  expect({ code: resumed.code, verdicts: JSON.parse(resumed.out.trim().split('\n').at(-1)!) }).toEqual({
    code: 0,
    verdicts: {
      episodes: 100,
      ncmec: { onTime: 33, late: 22, never: 45, notDeterminable: 0 },
      police: { onTime: 86, late: 8, never: 6, notDeterminable: 0 },
    },
  });

  await settled(stack, stack.base + 11);
  const streamsOf = (category: string, events: readonly Recorded[]) =>
    new Set(events.filter(({ stream }) => stream.startsWith(`${category}-`)).map(({ stream }) => stream)).size;
  const log = await wholeLog(stack.base + 11);
  expect([streamsOf('court.absenceReview', log), streamsOf('compliance.assessment', log)]).toEqual([100, 88]);
  expect(twice(log)).toEqual([]);
  expect(new Set(log.map(event => event.id)).size).toBe(log.length);
  // one stream each: 100 youths, 100 identifiers, 100 episodes, 149 reports, 28 screenings, what was assessed of 88 located children, 408 duties:
  // C2 and C3 each 100, C4 and C6 for the 94 police reports, and Georgia's five for the four episodes since its first known day
  expect(counted(log)).toMatchObject({
    streams: 973, YouthRegistered: 100, ChildReportedMissing: 100, ReportDrafted: 149, ReportMade: 149, ReportAcknowledged: 149,
    ScreeningCompleted: 28, DutyOpened: 408, DutyMet: 156,
  });
  const verified = await stack.command('apps/compliance/src/verify.js');
  expect({ code: verified.code, told: verified.code === 0 ? '' : verified.out + verified.err }).toEqual({ code: 0, told: '' });
});
