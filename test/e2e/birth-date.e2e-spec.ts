import { plusHours, plusMilliseconds, type Instant } from '#kernel';
import { eventually } from '#testing';
import { childWelfare } from '../../apps/child-welfare/src/service.js';
import { compliance } from '../../apps/compliance/src/service.js';
import { freshDatabases, startShared, type Running } from './shared-stores.js';

const [MINOR, ADULT] = ['2009-05-01', '2007-05-01'];
const caseworker = { role: 'caseworker', agency: 'US-GA', county: 'GA county 1' };
const officer = { role: 'compliance-officer', agency: 'US-GA' };

let shared: Awaited<ReturnType<typeof startShared>>;
let welfare: Running;
let law: Running;
let now: Instant;
beforeAll(async () => {
  shared = await startShared();
  now = shared.clock.now();
  [welfare, law] = [await shared.start(childWelfare, await freshDatabases()), await shared.start(compliance, await freshDatabases())];
});
afterAll(async () => {
  await law?.stop();
  await welfare?.stop();
  await shared?.stop();
});

type Duty = Readonly<Record<'dutyId' | 'ruleId' | 'subjectId' | 'status' | 'clockStart' | 'deadline', string>> & { readonly breachSeenAt: string | null };
const born = (value: string, learnedAt: Instant) => ({ value, source: 'birth-certificate', learnedAt });

/** A child of that birth date, and the two federal duties of an absence of the child. */
const missing = async (birthDate: string, learnedAt: Instant) => {
  const youth = await welfare.post(caseworker, '/youths', {
    agency: 'US-GA', state: 'GA', county: 'GA county 1', coverage: 'placed', claims: [{ kind: 'birth-date', ...born(birthDate, now) }],
  });
  const { id: youthId } = youth.body as { id: string };
  let etag = youth.headers.etag!;
  const episode = await welfare.post(caseworker, '/missing-episodes', { youthId, category: 'left-without-permission', learnedAt, learnedBy: 'hotline' });
  const episodeId = episode.body.id as string;
  const duties = async () => {
    const { items } = (await law.get(officer, '/duties?limit=200')).body as { items: Duty[] };
    return items.filter(({ subjectId, ruleId }) => subjectId === episodeId && ['C2', 'C3'].includes(ruleId)).sort((a, b) => (a.ruleId < b.ruleId ? -1 : 1));
  };
  const eventsOf = async (dutyId: string) => {
    const events: { type: string; reason: unknown }[] = [];
    for await (const { event } of law.open.client.readStream(`compliance.duty-${dutyId}`)) {
      events.push({ type: event!.type, reason: (event!.data as { reason?: unknown }).reason });
    }
    return events;
  };
  const correctTo = async (value: string) => {
    const answer = await welfare.put(caseworker, `/youths/${youthId}/claims/birth-date`, born(value, shared.clock.now()), { 'if-match': etag });
    etag = answer.headers.etag!;
  };
  return { position: episode.headers.position!, duties, eventsOf, correctTo, episodeId };
};

it('a birth date corrected to an adult\'s voids the duties, with the reason', async () => {
  const child = await missing(MINOR, plusHours(now, -5));
  const [police] = await eventually(child.duties, found => expect(found.map(({ status }) => status)).toEqual(['open', 'open']));
  await child.correctTo(ADULT);
  await eventually(child.duties, found => expect(found.map(({ status }) => status)).toEqual(['voided', 'voided']));
  expect((await child.eventsOf(police!.dutyId)).at(-1)).toEqual({ type: 'DutyVoided', reason: 'age:18-to-20' });
});

it('one corrected to a minor\'s opens them from the original instant, already breached, and alerts once', async () => {
  const learnedAt = plusHours(now, -48);
  const child = await missing(ADULT, learnedAt);
  // whoever asks with the report's position waits until it is known what is owed: nothing
  expect((await law.get(officer, '/duties', { 'min-position': child.position })).status).toBe(200);
  expect(await child.duties()).toEqual([]);
  await child.correctTo(MINOR);
  const found = await eventually(child.duties, rows => {
    expect(rows).toMatchObject(['C2', 'C3'].map(ruleId => ({ ruleId, clockStart: learnedAt, deadline: plusHours(learnedAt, 24) })));
    expect(rows.every(({ breachSeenAt }) => breachSeenAt !== null)).toBe(true);
  });
  for (const value of [ADULT, MINOR]) {
    const status = value === ADULT ? 'voided' : 'open';
    await child.correctTo(value);
    await eventually(child.duties, rows => expect(rows.map(each => each.status)).toEqual([status, status]));
  }
  shared.clock.set(plusMilliseconds(shared.clock.now(), 1)); // the sweep looks at once
  const { duties: later } = await missing(MINOR, learnedAt); // by the time these are breached it has
  await eventually(later, rows => rows.length === 2 && rows.every(({ breachSeenAt }) => breachSeenAt !== null));
  for (const { dutyId } of found) {
    expect((await child.eventsOf(dutyId)).map(({ type }) => type)).toEqual(['DutyOpened', 'DutyBreached', 'DutyVoided', 'DutyReinstated']);
  }
});
