import { randomUUID } from 'node:crypto';
import { instant } from '#kernel';
import { eventually, startService, type TestService } from '#testing';
import { tellingOf } from '../../test/absences.js';
import { attorney, clerk, done, filing, judge, openCase } from '../../test/court.js';
import { enteredOrder } from '../../test/orders.js';
import { juvenileCourt } from '../service.js';

const NOW = instant('2026-03-02T15:00:00Z');
let service: TestService;
beforeAll(async () => {
  process.env.COURT_RULE_EXAMPLES = 'allowed';
  service = await startService(juvenileCourt);
  service.clock.set(NOW);
});
afterAll(async () => {
  delete process.env.COURT_RULE_EXAMPLES;
  await service?.stop();
});

type As = Parameters<TestService['get']>[0];
type Item = { kind: string; subjectId: string; partId: string | null; due: string | null; waitingFor: string; when: string };
const day = async (query = '', as: As = clerk, position = '0') => (await service.get(as, `/clerks-day?limit=200${query}`, { 'min-position': position })).body;
const { missing: told } = tellingOf(() => service);
const missing = (youthId: string) => told({ episodeId: randomUUID(), youthId }, { category: 'abducted' });
const comesTo = (query: string, expected: (found: Awaited<ReturnType<typeof day>>) => void) => eventually(() => day(query), expected);

it('begins empty', async () => expect(await day()).toEqual({
  day: '2026-03-02', items: [], next: null,
  counts: { absentChildren: 0, absentWithoutCase: 0, noticesReady: 0, tasks: 0, byWhen: {}, byKind: {}, waitingFor: {} },
}));

it('tells what is due, what is overdue and whom it waits for, and reads what was just written', async () => {
  const youthId = randomUUID();
  const { caseId, partyId } = await openCase(service, { youthId });
  await missing(youthId);
  await missing(randomUUID());
  const begun = await comesTo('', found => expect(found.counts).toMatchObject({ absentChildren: 2, absentWithoutCase: 1, byKind: { 'set-hearing': 1, 'look-at-absence': 1 } }));
  const task = (begun.items as Item[]).find(({ kind }) => kind === 'set-hearing')!;
  const docketNumber = `26-JU-${caseId.slice(0, 5)}`;
  expect(task).toMatchObject({
    due: '2026-03-06', waitingFor: 'clerk', when: 'later', caseId, docketNumber,
    nextLawful: { earliest: '2026-03-09', latest: '2026-03-16', settableUntil: '2026-03-06' },
  });
  expect(begun.items.find(({ kind }: Item) => kind === 'look-at-absence')).toMatchObject({ caseId: null, docketNumber: null, nextLawful: null });

  const { body: { id: hearingId }, headers } = await done(service, clerk, `/absence-reviews/${task.subjectId}/hearing`, { startsAt: '2026-03-11T09:00:00-05:00' });
  const written = await day('', clerk, headers.position);
  expect(written.counts.byKind).not.toHaveProperty('set-hearing');
  expect(written.items).toEqual(expect.arrayContaining([
    expect.objectContaining({ kind: 'serve-notice', subjectId: hearingId, partId: partyId, due: '2026-03-04', waitingFor: 'clerk', caseId, docketNumber }),
    expect.objectContaining({ kind: 'hold-hearing', subjectId: hearingId, due: '2026-03-11', waitingFor: 'judge' }),
  ]));
  const { body: listed } = await service.get(clerk, `/hearings?caseId=${caseId}`);
  expect(listed.items).toMatchObject([{ hearingId, docketNumber }]);
  await comesTo('', found => expect(found.counts).toMatchObject({ noticesReady: 1, byKind: { 'sign-notice': 1, 'serve-notice': 1, 'hold-hearing': 1, 'look-at-absence': 1 } }));
  expect((await day('&day=2026-03-04&when=due')).items.map(({ kind }: Item) => kind)).toEqual(['serve-notice', 'sign-notice']);
  expect((await day('&day=2026-03-05')).counts.byWhen).toEqual({ later: 1, 'no-day': 1, overdue: 2 });
  const noticed = await done(service, clerk, `/hearings/${hearingId}/notices`, { partyId, servedAt: NOW, method: 'in-court' });
  expect((await day('', clerk, noticed.headers.position)).counts.byKind).not.toHaveProperty('serve-notice');
  await done(service, attorney, '/filings', filing()).then(({ body }) => done(service, attorney, `/filings/${body.id}/submission`, {}));
  const { position } = await enteredOrder(service, { caseId, terms: [{ kind: 'review', agency: 'MO-circuit-5', calendarDays: 30 }] });
  const { items, counts } = await day('', clerk, position);
  expect(counts.waitingFor).toEqual({ agency: 1, clerk: 2, judge: 2 });
  expect((items as Item[]).find(({ kind }) => kind === 'fulfill-term')).toMatchObject({ due: '2026-04-01', waitingFor: 'agency' });
});

it('comes in pages that hold each task once, whatever they are cut into', async () => {
  const whole = (await day()).items as Item[];
  const seen: Item[] = [];
  let cursor = '';
  do {
    const { body } = await service.get(clerk, `/clerks-day?limit=2${cursor}`);
    seen.push(...body.items);
    cursor = body.next && `&cursor=${body.next}`;
  } while (cursor);
  expect(whole.length).toBeGreaterThan(3);
  expect(seen).toEqual(whole);
  const ofTheJudge = (await day('&waitingFor=judge')).items as Item[];
  expect(ofTheJudge).toEqual(whole.filter(({ waitingFor }) => waitingFor === 'judge'));
});

it('is each court\'s own, and shows nothing of another county', async () => {
  for (const as of [{ ...clerk, county: 'MO county 6' }, { ...judge, agency: 'MO-circuit-7' }]) {
    expect(await day('', as)).toMatchObject({ items: [], counts: { absentChildren: 0, tasks: 0 } });
  }
  expect((await day('', judge)).counts.tasks).toBe((await day()).counts.tasks);
  expect((await service.get(attorney, '/clerks-day')).body.code).toBe('role-not-permitted');
  expect((await service.get(clerk, '/clerks-day?cursor=x')).body.code).toBe('malformed-cursor');
});
