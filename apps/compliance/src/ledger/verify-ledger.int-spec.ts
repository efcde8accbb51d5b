import { plusHours } from '#kernel';
import { eventually, startService, type TestService } from '#testing';
import { compliance } from '../service.js';
import { make, newEpisode, newReport, reportMissing } from '../spec-kit.js';
import { verifyLedger } from './verify-ledger.js';

let service: TestService;
const officer = { role: 'compliance-officer', agency: 'US-MO' };
const verify = () => verifyLedger(service.open, compliance.projections);
const completeness = async (episodeId: string) => (await service.get(officer, `/ledger/episodes/${episodeId}`)).body.completeness;
const factTable = async () => `"${(await service.open.dataSource.query(`select copy from projection_pointer where name = 'ledger-facts'`))[0].copy}".fact`;

beforeAll(async () => {
  service = await startService(compliance);
});
afterAll(() => service?.stop());

it('the ledger is proven complete, and found out when it is short, changed, or has something parked', async () => {
  const episode = newEpisode();
  const learnedAt = plusHours(service.clock.now(), -1);
  await reportMissing(service, episode, learnedAt);
  const position = await make(service, episode, newReport('police'), learnedAt);
  await service.get(officer, '/duties', { 'Min-Position': String(position) });

  const first = await verify();
  expect(first.mismatches).toEqual([]);
  expect(first.findings).toEqual(expect.arrayContaining(['ReportMade: 1 in the log, 1 in the ledger', expect.stringMatching(/^duties.duty: [2-9]\d* rows, 0 of them otherwise after a rebuild$/)]));
  expect(first.position).toBeGreaterThanOrEqual(position);
  expect(await completeness(episode.episodeId)).toMatchObject({ verifiedPosition: String(first.position), lastRunMatched: true });

  const { dataSource } = service.open;
  await dataSource.query(`update ${await factTable()} set county = 'elsewhere' where type = 'ChildReportedMissing'`);
  await dataSource.query(`delete from ${await factTable()} where type = 'ReportMade'`);
  expect((await verify()).mismatches).toEqual([
    'ReportMade: 1 in the log, but 0 in the ledger and 0 parked', expect.stringMatching(/^ledger-facts.fact: 3 rows are otherwise/)]);
  expect(await completeness(episode.episodeId)).toMatchObject({ verifiedPosition: String(first.position), lastRunMatched: false });

  await dataSource.query(`alter table ${await factTable()} add constraint never check (county <> 'MO county 13') not valid`);
  const unread = await reportMissing(service, newEpisode(), learnedAt, { county: 'MO county 13' });
  await eventually(() => dataSource.query('select 1 from projection_parked where position = $1', [unread]), rows => (rows as unknown[]).length > 0);
  expect((await verify()).mismatches).toContainEqual(expect.stringMatching(/^ledger-facts: ChildReportedMissing at \d+ is parked \(QueryFailedError\)$/));
});
