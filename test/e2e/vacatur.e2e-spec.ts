import { plusHours } from '#kernel';
import { eventually } from '#testing';
import { compliance } from '../../apps/compliance/src/service.js';
import { juvenileCourt } from '../../apps/juvenile-court/src/service.js';
import { clerk, COUNTY, docketed } from '../../apps/juvenile-court/test/court.js';
import { enteredOrder } from '../../apps/juvenile-court/test/orders.js';
import { freshDatabases, startShared, type Running } from './shared-stores.js';

const HOLDERS = ['US-MO', 'police:MO0480000', 'MO-highway-patrol'];
const OUTSIDE = [
  { role: 'caseworker', agency: 'US-MO', county: COUNTY }, { role: 'compliance-officer', agency: 'US-MO' }, { role: 'police-liaison', agency: 'US-MO' },
  { role: 'clerk', agency: 'MO-circuit-7' },
];

let shared: Awaited<ReturnType<typeof startShared>>;
let court: Running;
let law: Running;
beforeAll(async () => {
  shared = await startShared();
  [court, law] = [await shared.start(juvenileCourt, await freshDatabases()), await shared.start(compliance, await freshDatabases())];
});
afterAll(async () => {
  await law?.stop();
  await court?.stop();
  await shared?.stop();
});

type Duty = Readonly<Record<'dutyId' | 'subjectId' | 'owedBy' | 'status' | 'deadline', string>> & { readonly breachSeenAt: string | null };
type Issued = Readonly<Record<'holderOrderId' | 'holder' | 'answerBy', string>>;

it('an order of vacatur that names three holders: two receipts, and a breached duty naming who has not answered', async () => {
  const caseId = await docketed(court, { filingType: 'delinquency' });
  const { orderId } = await enteredOrder(court, { caseId, kind: 'vacatur', holders: HOLDERS.map(holder => ({ holder, answerWithinDays: 10 })) });

  const issued = async () => (await court.get(clerk, `/holder-orders?orderId=${orderId}`)).body.items as Issued[];
  const three = await eventually(issued, found => found.length === 3);
  const duties = async (as: object = clerk) => ((await law.get(as as typeof clerk, '/duties?limit=200')).body.items ?? []) as Duty[];
  await eventually(duties, found => expect(found.map(({ owedBy, status }) => [owedBy, status]).sort()).toEqual(HOLDERS.map(holder => [holder, 'open']).sort()));
  for (const { holderOrderId, holder } of three.filter(each => each.holder !== 'MO-highway-patrol')) {
    const custodian = { role: 'records-custodian', agency: holder };
    const { status } = await court.post(custodian, `/holder-orders/${holderOrderId}/receipt`, { answer: 'done', answeredAt: shared.clock.now() });
    expect(status).toBe(200);
  }
  await eventually(duties, found => found.filter(({ status }) => status === 'met').length === 2);

  shared.clock.set(plusHours(shared.clock.now(), 11 * 24));
  const found = await eventually(duties, rows => rows.some(({ breachSeenAt }) => breachSeenAt !== null));
  const silent = three.find(({ holder }) => holder === 'MO-highway-patrol')!;
  expect(found.filter(({ breachSeenAt }) => breachSeenAt !== null).map(({ subjectId, owedBy, status, deadline }) => [subjectId, owedBy, status, deadline]))
    .toEqual([[silent.holderOrderId, 'MO-highway-patrol', 'open', silent.answerBy]]);
  for (const as of OUTSIDE) {
    expect(await duties(as)).toEqual([]);
    for (const path of [`/orders/${orderId}`, `/holder-orders/${silent.holderOrderId}`]) expect([403, 404]).toContain((await court.get(as, path)).status);
    expect(((await court.get(as, '/orders?kind=vacatur')).body.items ?? []) as object[]).toEqual([]);
  }
});
