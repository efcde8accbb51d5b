import { plusHours, plusMilliseconds, type Instant } from '#kernel';
import { eventually, FakeClock, startService, type TestService } from '#testing';
import { compliance } from '../service.js';
import { make, newEpisode, newReport, reportMissing, type Episode } from '../spec-kit.js';
import { dutiesIn, isFederal, type Row } from './duties-spec-kit.js';

let service: TestService;
let clock: FakeClock;
let learnedAt: Instant;
const officer = { role: 'compliance-officer', agency: 'US-MO' };

beforeAll(async () => {
  clock = new FakeClock();
  service = await startService(compliance, clock);
});
afterAll(() => service?.stop());
beforeEach(() => void (learnedAt = clock.now()));

const { of: dutiesOf, eventsOf } = dutiesIn(() => service);

describe('an exception', () => {
  const supervisor = { role: 'supervisor', agency: 'US-MO' };
  const because = { authority: 'Order of the juvenile court, 2 March 2026', reason: 'court-order' };
  const opened = async () => {
    const episode = newEpisode();
    const [police] = await dutiesOf(episode, await reportMissing(service, episode, learnedAt));
    return { episode, dutyId: police!.dutyId, path: `/duties/${police!.dutyId}` };
  };
  const c2 = async ({ episodeId }: Episode, position: string) => {
    const { body } = await service.get(officer, `/ledger/episodes/${episodeId}`, { 'Min-Position': position });
    return (body.report.duties as Record<string, unknown>[]).find(({ ruleId }) => ruleId === 'C2');
  };
  const position = ({ headers }: { headers: Record<string, string> }) => headers.position!;

  it('stops the clock, and moves the deadline by the time it stood, in the ledger too', async () => {
    const { episode, dutyId, path } = await opened();
    clock.set(plusHours(learnedAt, 2));
    const paused = await service.post(supervisor, `${path}/pauses`, { pausedAt: plusHours(learnedAt, 1), ...because });
    expect(paused.status).toBe(200);
    expect((await service.get(officer, path, { 'Min-Position': position(paused) })).body).toMatchObject({ status: 'open', pausedAt: plusHours(learnedAt, 1), deadline: null });
    expect(await c2(episode, position(paused))).toMatchObject({ verdict: 'open', reason: `paused:${because.authority}` });
    expect((await service.post(supervisor, `${path}/pauses`, { pausedAt: plusHours(learnedAt, 2), ...because })).body.code).toBe('already-paused');
    clock.set(plusHours(learnedAt, 5));
    const resumed = await service.post(supervisor, `${path}/resumptions`, { resumedAt: plusHours(learnedAt, 5), ...because });
    expect((await service.get(officer, path, { 'Min-Position': position(resumed) })).body).toMatchObject({
      deadline: plusHours(learnedAt, 28), ruleDeadline: plusHours(learnedAt, 24), pausedAt: null,
      exceptions: [{ exception: 'DutyPaused', authority: because.authority }, { exception: 'DutyResumed' }],
    });
    expect(await c2(episode, position(resumed))).toMatchObject({ verdict: 'open', deadline: plusHours(learnedAt, 28), flags: ['paused'] });
    expect((await service.post(supervisor, `${path}/resumptions`, { resumedAt: plusHours(learnedAt, 4), ...because })).body.code).toBe('not-paused');
    expect(await eventsOf(dutyId)).toEqual(['DutyOpened', 'DutyPaused', 'DutyResumed']);
  });

  it('makes late what was done while the clock stood, once it is told that it ran on before', async () => {
    const { episode, dutyId, path } = await opened();
    clock.set(plusHours(learnedAt, 1));
    await service.post(supervisor, `${path}/pauses`, { pausedAt: plusHours(learnedAt, 1), ...because });
    clock.set(plusHours(learnedAt, 60));
    await make(service, episode, newReport('police'), plusHours(learnedAt, 60));
    const met = await eventually(() => service.get(officer, path), ({ body }) => body.status === 'met');
    expect(met.body).toMatchObject({ metAt: plusHours(learnedAt, 60), pausedAt: plusHours(learnedAt, 1) });
    expect((await service.post(supervisor, `${path}/pauses`, { pausedAt: plusHours(learnedAt, 2), ...because })).body.code).toBe('duty-not-open');
    const resumed = await service.post(supervisor, `${path}/resumptions`, { resumedAt: plusHours(learnedAt, 2), ...because });
    expect(resumed.status).toBe(200);
    expect(await c2(episode, position(resumed))).toMatchObject({ verdict: 'late', deadline: plusHours(learnedAt, 25) });
    expect(await eventually(() => eventsOf(dutyId), types => types.length === 5)).toEqual(['DutyOpened', 'DutyPaused', 'DutyMet', 'DutyResumed', 'DutyMet']);
  });

  it('moves the deadline, or waives the duty, by authority', async () => {
    const { episode, path } = await opened();
    expect((await service.post(supervisor, `${path}/extensions`, { deadline: plusHours(learnedAt, 24), ...because })).body.code).toBe('extension-not-later');
    const extended = await service.post(supervisor, `${path}/extensions`, { deadline: plusHours(learnedAt, 72), ...because });
    expect(await c2(episode, position(extended))).toMatchObject({ verdict: 'open', deadline: plusHours(learnedAt, 72), flags: ['extended'] });
    const waived = await service.post(officer, `${path}/waivers`, { waivedAt: learnedAt, ...because });
    expect((await service.get(officer, path, { 'Min-Position': position(waived) })).body).toMatchObject({ status: 'waived' });
    expect(await c2(episode, position(waived))).toMatchObject({ verdict: 'not-required', reason: `waived:${because.authority}` });
    expect((await service.post(supervisor, `${path}/pauses`, { pausedAt: learnedAt, ...because })).body.code).toBe('duty-not-open');
  });

  it('is nobody else\'s to make, and says by what authority', async () => {
    const { path } = await opened();
    const pause = { pausedAt: learnedAt, ...because };
    const codeOf = async (as: Parameters<TestService['post']>[0], over: object = {}) => (await service.post(as, `${path}/pauses`, { ...pause, ...over })).body.code;
    expect(await codeOf({ role: 'caseworker', agency: 'US-MO' })).toBe('role-not-permitted');
    expect(await codeOf(officer)).toBe('role-not-permitted');
    expect(await codeOf({ ...supervisor, agency: 'US-GA' })).toBe('other-agency');
    expect(await codeOf(supervisor, { authority: '' })).toBe('is-not-empty');
    expect(await codeOf(supervisor, { reason: 'Because I said so' })).toBe('matches');
    expect(await codeOf(supervisor, { pausedAt: plusHours(learnedAt, 1) })).toBe('paused-in-the-future');
    expect((await service.post(supervisor, `/duties/${newEpisode().episodeId}/pauses`, pause)).body.code).toBe('unknown-duty');
  });
});

describe('the digest', () => {
  const agency = 'US-KY';
  const { standing } = dutiesIn(() => service, agency);
  const as = (role: string) => ({ role, agency });
  const digest = async (role: string, query = '', minimum = '0') => (await service.get(as(role), `/alerts/digest${query}`, { 'Min-Position': minimum })).body;
  type Item = { dutyId: string; level: number; deadline: Instant };

  it('shows each role what waits for it, due soonest first, and the alert load', async () => {
    const [early, late] = [newEpisode(agency), newEpisode(agency)];
    const place = { state: 'MO', coverage: 'placed' } as const;
    await reportMissing(service, late, plusHours(learnedAt, 1), place);
    const opened = await reportMissing(service, early, learnedAt, place);
    await service.get(as('supervisor'), '/duties', { 'Min-Position': String(opened) });
    clock.set(plusHours(learnedAt, 13));
    const federal = (items: Item[], ids: readonly string[]) => items.filter(({ dutyId }) => ids.includes(dutyId));
    const rows = async () => ((await service.get(as('supervisor'), '/duties?limit=200')).body.items as Row[]).filter(isFederal);
    const ids = (await rows()).map(({ dutyId }) => dutyId);
    const answer = await eventually(() => digest('caseworker', '?limit=200'), ({ items }) => federal(items, ids).length === 4);
    expect(federal(answer.items, ids).map(({ deadline }) => deadline)).toEqual([24, 24, 25, 25].map(hours => plusHours(learnedAt, hours)));
    expect(answer).toMatchObject({ agency, role: 'caseworker', from: plusHours(learnedAt, -11), to: plusHours(learnedAt, 13) });
    expect(Object.keys(answer.load.byRole)).toContain('caseworker');

    const first = await digest('caseworker', '?limit=1');
    const second = await digest('caseworker', `?limit=1&cursor=${first.next}`);
    expect([first.items[0], second.items[0]]).toEqual(answer.items.slice(0, 2));

    const [{ dutyId }] = federal(answer.items, ids) as [Item];
    const taken = await service.post(as('caseworker'), `/duties/${dutyId}/acknowledgements`, { level: 50 });
    const left = await digest('caseworker', '?limit=200', taken.headers.position);
    expect(federal(left.items, ids)).toHaveLength(3);
    expect(left.load.byLevel['50']).toBe(answer.load.byLevel['50'] - 1);
    expect((await service.post(as('caseworker'), `/duties/${dutyId}/acknowledgements`, { level: 80 })).body.code).toBe('alert-not-raised');

    clock.set(plusHours(learnedAt, 23));
    const warned = await eventually(() => digest('supervisor', '?limit=200'), ({ items }) => federal(items, ids).length === 3);
    expect((warned.items as Item[]).map(each => each.dutyId)).not.toContain(dutyId);
    clock.set(plusMilliseconds(plusHours(learnedAt, 24), 1));
    const alarmed = await eventually(() => digest('compliance-officer', '?limit=200'), ({ items }) => federal(items, [dutyId]).length === 1);
    expect(federal(alarmed.items, [dutyId])).toMatchObject([{ level: 100 }]);
    const take = async (role: string) => (await service.post(as(role), `/duties/${dutyId}/acknowledgements`, { level: 100 }));
    for (const role of ['caseworker', 'supervisor']) expect((await take(role)).body).toMatchObject({ code: 'alert-of-another-role', status: 403 });
    const takenOn = await take('compliance-officer');
    expect(federal((await digest('compliance-officer', '?limit=200', takenOn.headers.position)).items, [dutyId])).toEqual([]);
    expect((await digest('hotline-worker')).code).toBe('role-not-permitted');
  });

  it('shows what was raised lately, however long ago it was due', async () => {
    const episode = newEpisode(agency);
    await reportMissing(service, episode, plusHours(learnedAt, -800), { state: 'KY' });
    const breached = await standing(episode, rows => rows.length === 2 && rows.every(({ breachSeenAt }) => breachSeenAt !== null));
    const ids = breached.map(({ dutyId }) => dutyId);
    const today = await digest('compliance-officer', '?limit=200');
    expect((today.items as Item[]).filter(({ dutyId }) => ids.includes(dutyId)).map(({ level }) => level)).toEqual([100, 100]);
    clock.set(plusHours(learnedAt, 25));
    const tomorrow = await digest('compliance-officer', '?limit=200');
    expect((tomorrow.items as Item[]).filter(({ dutyId }) => ids.includes(dutyId))).toEqual([]);
  });
});
