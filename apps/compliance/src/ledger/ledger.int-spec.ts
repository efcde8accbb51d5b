import { createHash } from 'node:crypto';
import { plusHours, plusMilliseconds, type Instant } from '#kernel';
import { rebuild, requestRedrive } from '#projections';
import { eventually, FakeClock, startService, type TestService } from '#testing';
import { compliance } from '../service.js';
import { acknowledge, make, newEpisode, newReport, reportMissing, type Episode } from '../spec-kit.js';
import { ledgerFactsProjection } from './ledger-facts.projection.js';

let service: TestService;
const clock = new FakeClock();
const now = clock.now();
const learnedAt = plusHours(now, -100);
const deadline = plusHours(learnedAt, 24);
const officer = { role: 'compliance-officer', agency: 'US-MO' };

beforeAll(async () => {
  service = await startService(compliance, clock);
});
afterAll(() => service?.stop());

const read = async (path: string, position = 0n, as: Parameters<TestService['get']>[0] = officer) =>
  (await service.get(as, `/ledger/${path}`, { 'Min-Position': String(position) })).body;
type Duty = { readonly ruleId: string; readonly verdict: string };
const federal = (duties: readonly Duty[]) => duties.filter(({ ruleId }) => ['C2', 'C3'].includes(ruleId));
const verdictsOf = async (episode: Episode, query = '', position = 0n) =>
  federal((await read(`episodes/${episode.episodeId}${query}`, position)).report.duties)
    .map(({ ruleId, verdict }) => `${ruleId} ${verdict}`);

/** Police told in time but entered late, NCMEC told a millisecond too late. */
const typical = async (agency = 'US-MO') => {
  const episode = newEpisode(agency);
  const police = newReport('police');
  await reportMissing(service, episode, learnedAt);
  await make(service, episode, police, deadline, { claimedRecordedAt: plusHours(deadline, 48) });
  await acknowledge(service, episode, police, plusHours(deadline, 1), 'MOPD-1');
  return { episode, position: await make(service, episode, newReport('ncmec'), plusMilliseconds(deadline, 1)) };
};

describe('the ledger of an episode', () => {
  it('says for each recipient whether it was told in time, by which rule, and on what evidence', async () => {
    const { episode, position } = await typical();
    const { report, receipts, incomplete } = await read(`episodes/${episode.episodeId}`, position);
    expect(incomplete).toBeUndefined();
    expect({ ...report, duties: federal(report.duties) }).toMatchObject({
      asOf: now, asKnownAt: null, subject: { id: episode.episodeId, youthId: episode.youthId, agency: 'US-MO' },
      duties: [
        {
          ruleId: 'C2', recipient: 'police', clockStart: learnedAt, deadline, verdict: 'on-time', recordedLate: true, madeAt: deadline,
          rule: { citation: '42 USC 671(a)(35)(B)' },
          attempts: [{ standing: 'stands', evidence: [
            { event: 'ReportMade', occurredAt: deadline, knownAt: plusHours(deadline, 48), recordedAt: now, recordedTimeClaimed: true, channel: 'telephone' },
            { event: 'ReportAcknowledged' },
          ] }],
        },
        { ruleId: 'C3', recipient: 'ncmec', verdict: 'late', recordedLate: false },
      ],
    });
    expect(receipts).toMatchObject([{ recipient: 'police', receipt: { caseNumber: 'MOPD-1' } }]);
    const audited = await service.open.dataSource.query('select outcome, resource_id from audit_log');
    expect(audited).toContainEqual({ outcome: 'personal-data-read', resource_id: episode.episodeId });
  });

  it('judges by what had happened, and by what was known', async () => {
    const { episode, position } = await typical();
    expect(await verdictsOf(episode, `?asOf=${plusHours(learnedAt, 3)}`, position)).toEqual(['C2 open', 'C3 open']);
    expect(await verdictsOf(episode, `?asOf=${deadline}`)).toEqual(['C2 on-time', 'C3 open']);
    expect(await verdictsOf(episode)).toEqual(['C2 on-time', 'C3 late']);
    const before = await service.get(officer, `/ledger/episodes/${episode.episodeId}?asKnownAt=${plusHours(now, -1)}`);
    expect(before.body.code).toBe('unknown-episode');
    expect((await read(`episodes/${episode.episodeId}?asOf=${plusHours(now, 1)}`)).code).toBe('as-of-in-the-future');
  });

  it('is the same to the byte when made again, and after a rebuild', async () => {
    const { episode, position } = await typical();
    const path = `episodes/${episode.episodeId}?asOf=${now}&position=${position}`;
    const first = await read(path);
    expect(first.sha256).toBe(createHash('sha256').update(JSON.stringify(first.report)).digest('hex'));
    await typical();
    expect((await read(path)).sha256).toBe(first.sha256);
    await rebuild({ client: service.open.client, dataSource: service.open.dataSource, projection: ledgerFactsProjection });
    expect((await read(path)).sha256).toBe(first.sha256);
  });

  it('is shown to its own agency and county only, and its receipts are gone once erased', async () => {
    const { episode, position } = await typical();
    const path = `episodes/${episode.episodeId}`;
    expect((await read(path, position, { ...officer, agency: 'US-GA' })).code).toBe('other-agency');
    expect((await read(path, position, { ...officer, county: 'MO county 9' })).code).toBe('other-county');
    expect((await read(path, position, { role: 'migration', agency: 'US-MO' })).code).toBe('role-not-permitted');
    const { sha256 } = await read(`${path}?position=${position}`);
    await service.open.keyRing.destroy({ youthId: episode.youthId, scope: 'exchange' });
    const erased = await read(`${path}?position=${position}`);
    expect(erased.receipts).toMatchObject([{ receipt: { erased: true } }]);
    expect(erased.sha256).toBe(sha256);
  });
});

describe('the ledger of an agency', () => {
  const agency = 'US-KY';
  const kentucky = { ...officer, agency };
  let episodes: Episode[];
  let position: bigint;

  beforeAll(async () => {
    episodes = [];
    for (let count = 0; count < 3; count++) {
      const told = await typical(agency);
      episodes.push(told.episode);
    }
    const silent = newEpisode(agency);
    episodes.push(silent);
    position = await reportMissing(service, silent, learnedAt, { county: 'KY county 1' });
  });

  it('counts the verdicts per rule and per recipient', async () => {
    const { report } = await read('summary', position, kentucky);
    expect(report).toMatchObject({
      agency, subjects: 4,
      byRule: expect.arrayContaining([
        { ruleId: 'C1', onTime: 0 }, { ruleId: 'C2', recipient: 'police', onTime: 3, never: 1, recordedLate: 3 }, { ruleId: 'C3', recipient: 'ncmec', late: 3, never: 1 },
      ].map(counted => expect.objectContaining(counted))),
      byRecipient: { police: { onTime: 3, late: 0, never: 1, notDeterminable: 0, notRequired: 0, endedBeforeDue: 0, open: 0 }, ncmec: { late: 3, never: 1 } },
    });
    expect((await read('summary?county=KY%20county%201', position, kentucky)).report).toMatchObject({ subjects: 1, byRecipient: { police: { never: 1 } } });
  });

  it('lists by verdict, page by page', async () => {
    const ids = async (query: string) => {
      const { report } = await read(`?limit=2&${query}`, position, kentucky);
      return { ids: (report.items as { subjectId: string }[]).map(({ subjectId }) => subjectId), next: report.next as string | null };
    };
    const first = await ids('verdict=late');
    expect(first.ids).toEqual(episodes.slice(0, 2).map(({ episodeId }) => episodeId));
    expect(await ids(`verdict=late&cursor=${first.next}`)).toEqual({ ids: [episodes[2]!.episodeId], next: null });
    expect((await ids('verdict=never')).ids).toEqual([episodes[3]!.episodeId]);
    expect((await read('?state=XX', position, kentucky)).code).toBe('unknown-state');
  });

  it('gives the verdicts of the subjects named, and calls another agency\'s unknown', async () => {
    const other = await typical('US-GA');
    const ids = [episodes[0]!.episodeId, other.episode.episodeId];
    const { verdicts, unknown } = await read(`verdicts?subjects=${ids.join(',')}`, other.position, { role: 'migration', agency });
    expect(verdicts).toMatchObject([{ subjectId: ids[0] }]);
    expect(federal(verdicts[0].duties)).toMatchObject([{ ruleId: 'C2', verdict: 'on-time' }, { ruleId: 'C3', verdict: 'late' }]);
    expect(unknown).toEqual([ids[1]]);
    expect((await read('verdicts?subjects=x', position, kentucky)).code).toBe('is-uuid');
  });
});

it('says at its top what it could not read, parks the duties with it, and takes both up once mended', async () => {
  const schema = async (): Promise<string> =>
    (await service.open.dataSource.query(`select copy from projection_pointer where name = 'ledger-facts'`))[0].copy;
  const { dataSource } = service.open;
  await dataSource.query(`alter table "${await schema()}".fact add constraint no_such_county check (county <> 'MO county 13')`);
  const episode = newEpisode();
  await reportMissing(service, episode, learnedAt as Instant, { county: 'MO county 13' });
  const position = await make(service, episode, newReport('police'), deadline);
  const told = await typical();
  expect((await read(`episodes/${told.episode.episodeId}`, told.position)).incomplete.parked).toBe(2);
  const parkedByProcess = async (): Promise<{ key: string }[]> =>
    dataSource.query(`select parking_key as key from projection_parked where copy = 'open-duties'`);
  await eventually(parkedByProcess, rows => rows.length === 2 && rows.every(({ key }) => key === episode.youthId));

  await dataSource.query(`alter table "${await schema()}".fact drop constraint no_such_county`);
  await requestRedrive(dataSource, 'ledger-facts');
  await eventually(() => read(`verdicts?subjects=${episode.episodeId}`, position), ({ incomplete }) => incomplete === undefined);
  await requestRedrive(dataSource, 'open-duties');
  await eventually(parkedByProcess, rows => rows.length === 0);
  expect(await verdictsOf(episode)).toEqual(['C2 on-time', 'C3 never']);
});
