import { plusHours, type Instant } from '#kernel';
import { FakeClock, startService, type TestService } from '#testing';
import { compliance } from '../service.js';
import { correct, make, merge, newEpisode, newReport, reportMissing, unmerge } from '../spec-kit.js';
import { dutiesIn, isFederal, statuses, type Row } from './duties-spec-kit.js';

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

const { of: dutiesOf, standing, eventsOf, sentinel } = dutiesIn(() => service);

describe('a birth date corrected across 18', () => {
  const adult = { ageBand: '18-to-20' } as const;

  it('upwards voids the duties, with the reason', async () => {
    const episode = newEpisode();
    const [police] = await dutiesOf(episode, await reportMissing(service, episode, learnedAt, { ageBand: 'under-18' }));
    expect(statuses(await dutiesOf(episode, await correct(service, episode, learnedAt, adult)))).toEqual(['C2 voided', 'C3 voided']);
    clock.set(plusHours(learnedAt, 25));
    const position = await correct(service, episode, learnedAt, { ageBand: 'under-18' }); // and back again: owed from the original instant, already breached
    expect(statuses(await dutiesOf(episode, position))).toEqual(['C2 open', 'C3 open']);
    await standing(episode, rows => rows.every(({ breachSeenAt }) => breachSeenAt !== null));
    expect(await eventsOf(police!.dutyId)).toEqual(['DutyOpened', 'DutyVoided', 'DutyReinstated', 'DutyBreached']);
    await dutiesOf(episode, await correct(service, episode, learnedAt, adult));
    await dutiesOf(episode, await correct(service, episode, learnedAt, { ageBand: 'under-18' }));
    clock.set(plusHours(learnedAt, 26));
    await sentinel();
    expect((await eventsOf(police!.dutyId)).filter(type => type === 'DutyBreached')).toHaveLength(1);
  });

  it('downwards opens the duties from the original instant, already breached, and alerts once', async () => {
    const episode = newEpisode();
    expect(await dutiesOf(episode, await reportMissing(service, episode, plusHours(learnedAt, -48), adult))).toEqual([]);
    const position = await correct(service, episode, plusHours(learnedAt, -48), { ageBand: 'under-18' });
    expect(await dutiesOf(episode, position)).toMatchObject([{ clockStart: plusHours(learnedAt, -48), deadline: plusHours(learnedAt, -24) }, { ruleId: 'C3' }]);
    const [police] = await standing(episode, rows => rows.every(({ breachSeenAt }) => breachSeenAt !== null));
    await sentinel();
    expect(await eventsOf(police!.dutyId)).toEqual(['DutyOpened', 'DutyBreached']);
    const report = async (query = '') => (await service.get(officer, `/ledger/episodes/${episode.episodeId}${query}`)).body.report.duties as Record<string, unknown>[];
    expect((await report()).find(({ ruleId }) => ruleId === 'C2')).toMatchObject({ verdict: 'never' });
  });

  it('moves a duty with its agency', async () => {
    const episode = newEpisode();
    await reportMissing(service, episode, learnedAt);
    const there = { agency: 'US-GA', state: 'GA', county: 'GA county 1', cause: 'jurisdiction' } as const;
    const position = await correct(service, episode, learnedAt, there);
    expect(await dutiesOf(episode, position)).toEqual([]);
    const georgia = { ...officer, agency: 'US-GA' };
    const { items } = (await service.get(georgia, '/duties?limit=200')).body as { items: Row[] };
    expect(items.filter(row => row.subjectId === episode.episodeId && isFederal(row))).toMatchObject([{ state: 'GA', status: 'open' }, {}]);
    const listed = (await service.get(georgia, '/ledger?limit=200', { 'Min-Position': String(position) })).body.report.items as { subjectId: string }[];
    expect(listed.map(({ subjectId }) => subjectId)).toContain(episode.episodeId);
  });
});

it('coverage that begins after the agency knew opens the duties from then, and the ledger says why', async () => {
  const episode = newEpisode();
  expect(await dutiesOf(episode, await reportMissing(service, episode, plusHours(learnedAt, -96), { coverage: 'none' }))).toEqual([]);
  const coveredFrom = plusHours(learnedAt, -2);
  const position = await correct(service, episode, plusHours(learnedAt, -96), { coveredFrom, cause: 'coverage' });
  expect(await dutiesOf(episode, position)).toMatchObject([{ ruleId: 'C2', status: 'open', clockStart: coveredFrom, deadline: plusHours(learnedAt, 22) }, { ruleId: 'C3' }]);
  const ledger = async (query = '') => (await service.get(officer, `/ledger/episodes/${episode.episodeId}${query}`)).body.report;
  const police = ({ duties }: { duties: Row[] }) => duties.find(({ ruleId }) => ruleId === 'C2');
  const now = await ledger();
  expect(now.subject).toMatchObject({ coverage: 'placed', coveredFrom });
  expect(police(now)).toMatchObject({ verdict: 'open', clockStart: coveredFrom, startField: 'coveredFrom', openedBy: { event: 'ChildReportedMissing' } });
  expect(police(await ledger(`?asOf=${plusHours(learnedAt, -3)}`))).toMatchObject({ verdict: 'not-required', reason: 'clock-not-started', clockStart: null });
});

describe('two records of one absence', () => {
  it('leave one obligor one duty, until they are parted', async () => {
    const kept = newEpisode();
    const merged = { ...newEpisode(), youthId: kept.youthId };
    await reportMissing(service, kept, learnedAt);
    await dutiesOf(merged, await reportMissing(service, merged, learnedAt));
    expect(statuses(await dutiesOf(merged, await merge(service, kept, merged)))).toEqual(['C2 voided', 'C3 voided']);
    expect(statuses(await dutiesOf(kept))).toEqual(['C2 open', 'C3 open']);
    expect(statuses(await dutiesOf(merged, await unmerge(service, kept, merged)))).toEqual(['C2 open', 'C3 open']);
  });
  it('are told of where either says so, and the clock runs from the first', async () => {
    const kept = newEpisode();
    const merged = { ...newEpisode(), youthId: kept.youthId };
    await reportMissing(service, kept, learnedAt);
    await reportMissing(service, merged, plusHours(learnedAt, -3));
    await make(service, merged, newReport('police'), learnedAt);
    expect(statuses(await dutiesOf(kept, await merge(service, kept, merged)))).toEqual(['C2 met', 'C3 open']);
    expect(await dutiesOf(kept)).toMatchObject([{ deadline: plusHours(learnedAt, 21) }, { deadline: plusHours(learnedAt, 21) }]);
    const late = await make(service, merged, newReport('ncmec'), learnedAt); // entered with the other, after they were merged
    expect(statuses(await dutiesOf(kept, late))).toEqual(['C2 met', 'C3 met']);
    const { report } = (await service.get(officer, `/ledger/episodes/${kept.episodeId}`)).body;
    expect(report.duties.find(({ ruleId }: Row) => ruleId === 'C3')).toMatchObject({
      verdict: 'on-time', clockStart: plusHours(learnedAt, -3), attempts: [{ evidence: [{ event: 'ReportMade', recordedWith: merged.episodeId }] }],
    });
    expect(report.subject).toMatchObject({ leads: [merged.episodeId] });
    const { report: others } = (await service.get(officer, `/ledger/episodes/${merged.episodeId}`)).body;
    expect(others).toMatchObject({ subject: { ledOnIn: kept.episodeId }, duties: expect.arrayContaining([expect.objectContaining({ ruleId: 'C3', reason: 'void:merged' })]) });
    expect(statuses(await dutiesOf(kept, await unmerge(service, kept, merged)))).toEqual(['C2 open', 'C3 open']);
    expect(statuses(await dutiesOf(merged))).toEqual(['C2 met', 'C3 met']);
  });
  it('are owed once by police for the other\'s report, until they are parted', async () => {
    const kept = newEpisode();
    const merged = { ...newEpisode(), youthId: kept.youthId };
    await reportMissing(service, kept, learnedAt);
    await reportMissing(service, merged, learnedAt);
    await make(service, merged, newReport('police'), learnedAt);
    const entryOwed = async (position = 0n) => {
      const { items } = (await service.get(officer, '/duties?limit=200', { 'Min-Position': String(position) })).body as { items: Row[] };
      return items.filter(({ subjectId, ruleId }) => subjectId === kept.episodeId && ruleId === 'C4').map(({ status, breachSeenAt }) => [status, breachSeenAt]);
    };
    expect(await entryOwed(await merge(service, kept, merged))).toEqual([['open', null]]);
    expect(await entryOwed(await unmerge(service, kept, merged))).toEqual([['voided', null]]);
    clock.set(plusHours(learnedAt, 3));
    await sentinel();
    expect(await entryOwed()).toEqual([['voided', null]]);
  });
  it('are two obligors\' when either is corrected to another agency, whichever leads', async () => {
    const there = { agency: 'US-GA', state: 'GA', county: 'GA county 1', cause: 'jurisdiction' } as const;
    for (const moves of ['the one that leads', 'the one led on']) {
      const kept = newEpisode();
      const merged = { ...newEpisode(), youthId: kept.youthId };
      await reportMissing(service, kept, learnedAt);
      await dutiesOf(merged, await reportMissing(service, merged, learnedAt));
      expect(statuses(await dutiesOf(merged, await merge(service, kept, merged)))).toEqual(['C2 voided', 'C3 voided']);
      const [moved, stays] = moves === 'the one led on' ? [merged, kept] : [kept, merged];
      expect(statuses(await dutiesOf(stays, await correct(service, moved, learnedAt, there)))).toEqual(['C2 open', 'C3 open']);
      const { items } = (await service.get({ ...officer, agency: 'US-GA' }, '/duties?limit=200')).body as { items: Row[] };
      expect(statuses(items.filter(row => row.subjectId === moved.episodeId && isFederal(row))).sort()).toEqual(['C2 open', 'C3 open']);
    }
  });
  it('leave two obligors each their own', async () => {
    const [kept, merged] = [newEpisode('US-GA'), newEpisode()];
    await reportMissing(service, merged, learnedAt);
    expect(statuses(await dutiesOf(merged, await merge(service, kept, merged, false)))).toEqual(['C2 open', 'C3 open']);
  });
});
