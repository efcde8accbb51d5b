import { randomUUID } from 'node:crypto';
import { addresseeOf, type CourtTermOrdered, type HolderOrderIssued, type SafeHarborCheckOpened } from '#contracts';
import { plusHours, plusMilliseconds, type Category, type Event, type Instant } from '#kernel';
import { eventually, FakeClock, startService, type TestService } from '#testing';
import { compliance } from '../service.js';

let service: TestService;
let clock: FakeClock;
beforeAll(async () => {
  clock = new FakeClock();
  service = await startService(compliance, clock);
});
afterAll(() => service?.stop());

const COURT = 'MO-circuit-5';
const clerk = { role: 'clerk', agency: COURT };
const place = { state: 'MO', county: 'MO county 5' } as const;
type Any = Event<string, Record<string, unknown>>;
type Row = { subjectId: string; ruleId: string; status: string; deadline: Instant | null; breachSeenAt: string | null; owedBy: string | null; dutyId: string };

const publish = async (category: string, id: string, type: string, data: object): Promise<void> => {
  const into: Category<number, Any> = { name: category, scope: 'exchange', initial: 0, evolve: count => count + 1 };
  await service.open.store.decide(into, id, () => [{ type, data: data as Record<string, unknown> }], {
    commandId: randomUUID(), fingerprint: 'f', correlationId: randomUUID(), actor: { subject: 's', role: 'system', agency: null, county: null },
  });
};
const duties = async (as: Parameters<TestService['get']>[0], ids: readonly string[]): Promise<Row[]> =>
  ((await service.get(as, '/duties?limit=200')).body.items as Row[]).filter(({ subjectId }) => ids.includes(subjectId));
const dutyEvents = async (dutyId: string) => {
  const events: { type: string; data: Record<string, unknown> }[] = [];
  for await (const { event } of service.open.client.readStream(`compliance.duty-${dutyId}`)) events.push({ type: event!.type, data: event!.data as Record<string, unknown> });
  return events;
};

it('a vacatur naming three holders: two receipts, and a breached duty naming who has not answered', async () => {
  const issuedAt = clock.now();
  const common = { orderId: randomUUID(), caseId: randomUUID(), youthId: randomUUID(), agency: COURT };
  const holders = ['US-MO', 'police:MO0480000', 'MO-highway-patrol'].map(holder => ({ holderOrderId: randomUUID(), holder }));
  const ids = holders.map(({ holderOrderId }) => holderOrderId);
  for (const each of holders) {
    const data: HolderOrderIssued['data'] = { ...common, ...each, ...place, ordered: 'vacate', issuedAt, answerBy: plusHours(issuedAt, 240) };
    await publish('court.holderOrder', each.holderOrderId, 'HolderOrderIssued', data);
  }
  for (const each of holders.slice(0, 2)) {
    await publish('court.holderOrder', each.holderOrderId, 'HolderReceiptGiven', { ...common, ...each, answer: 'done', law: null, answeredAt: issuedAt });
  }
  await eventually(() => duties(clerk, ids), rows => rows.length === 3 && rows.filter(({ status }) => status === 'met').length === 2);
  clock.set(plusHours(issuedAt, 240)); // exactly the moment that the order states
  clock.set(plusMilliseconds(plusHours(issuedAt, 240), 1));
  const rows = await eventually(() => duties(clerk, ids), found => found.some(({ breachSeenAt }) => breachSeenAt !== null));
  expect(rows.filter(({ breachSeenAt }) => breachSeenAt).map(({ owedBy, status, deadline }) => [owedBy, status, deadline]))
    .toEqual([['MO-highway-patrol', 'open', plusHours(issuedAt, 240)]]);

  const silent = rows.find(({ breachSeenAt }) => breachSeenAt)!;
  const events = await dutyEvents(silent.dutyId);
  expect(events.map(({ type }) => type)).toEqual(['DutyOpened', 'DutyBreached']);
  expect(events.at(-1)).toMatchObject({ type: 'DutyBreached', data: { owedBy: 'MO-highway-patrol' } });
  for (const { type, data } of events) expect(addresseeOf(type, data)).toBe(COURT);

  for (const as of [{ role: 'compliance-officer', agency: 'US-MO' }, { role: 'caseworker', agency: 'US-MO' }, { role: 'clerk', agency: 'MO-circuit-7' }]) {
    expect(await duties(as, ids)).toEqual([]);
    expect((await service.get(as, `/duties/${silent.dutyId}`)).status).toBe(403);
  }
  expect((await service.get({ role: 'compliance-officer', agency: 'US-MO' }, '/ledger')).body.report.items).toEqual([]);

  await publish('court.holderOrder', ids[2]!, 'HolderReceiptGiven', { ...common, ...holders[2], answer: 'nothing-held', law: null, answeredAt: clock.now() });
  await eventually(() => duties(clerk, ids), found => found.every(({ status }) => status === 'met'));
});

it('a term of an order is whose it names, by the date that the order states, until an amendment withdraws it', async () => {
  const orderedAt = clock.now();
  const [done, gone] = [randomUUID(), randomUUID()];
  const common = { orderId: randomUUID(), caseId: randomUUID(), youthId: randomUUID(), agency: 'US-MO' };
  for (const termId of [done, gone]) {
    const data: CourtTermOrdered['data'] = { ...common, ...place, termId, court: COURT, kind: 'produce-child', orderedAt, dueAt: plusHours(orderedAt, 48) };
    await publish('court.order', termId, 'CourtTermOrdered', data);
  }
  await publish('court.order', done, 'CourtTermFulfilled', { ...common, termId: done, fulfilledAt: orderedAt });
  await publish('court.order', gone, 'CourtTermWithdrawn', { ...common, termId: gone, withdrawnAt: orderedAt });
  const rows = await eventually(() => duties({ role: 'caseworker', agency: 'US-MO' }, [done, gone]), found => found.length === 2 && found.every(({ status }) => status !== 'open'));
  expect(rows.map(({ subjectId, status, deadline }) => [subjectId === done, status, deadline]).sort()).toEqual([
    [false, 'ended', plusHours(orderedAt, 48)], [true, 'met', plusHours(orderedAt, 48)],
  ]);
});

it('a safe-harbor check is owed until somebody decides it, void when nothing stands behind it, and owed again', async () => {
  const triggeredAt = clock.now();
  const ids = { checkId: randomUUID(), youthId: randomUUID(), agency: 'US-MO' };
  const data: SafeHarborCheckOpened['data'] = { ...ids, ...place, trigger: 'arrest', triggerId: randomUUID(), triggeredAt, standing: 'suspected' };
  const officer = { role: 'compliance-officer', agency: 'US-MO' };
  const standing = (status: string) => eventually(() => duties(officer, [ids.checkId]), found => found[0]?.status === status);
  await publish('court.safeHarborCheck', ids.checkId, 'SafeHarborCheckOpened', data);
  expect(await standing('open')).toMatchObject([{ ruleId: 'COURT-safe-harbor-check', deadline: null }]);
  await publish('court.safeHarborCheck', ids.checkId, 'SafeHarborCheckVoided', { ...ids, voidedAt: triggeredAt, reason: 'determination-withdrawn' });
  await standing('voided');
  await publish('court.safeHarborCheck', ids.checkId, 'SafeHarborCheckOpened', data);
  await standing('open');
  await publish('court.safeHarborCheck', ids.checkId, 'SafeHarborCheckDecided', { ...ids, decidedAt: triggeredAt, decidedBy: 'court', outcomes: ['diverted'] });
  await standing('met');
});
