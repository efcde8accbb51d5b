import { randomUUID } from 'node:crypto';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { recorded } from '#event-store';
import { ledgerVerdict, type LedgerVerdict } from '#contracts';
import { plusHours, plusMilliseconds, type Recorded } from '#kernel';
import { ProjectionReader } from '#projections';
import { workerApplication } from '#service';
import { eventually, FakeClock, startService, type TestService } from '#testing';
import type { DutyEvent } from '../duty/index.js';
import { compliance } from '../service.js';
import { acknowledge, make, newEpisode, newReport, reportMissing } from '../spec-kit.js';
import { LedgerVerdicts } from './ledger-verdicts.js';

const clock = new FakeClock();
const ajv = new Ajv({ strict: false });
addFormats.default(ajv);
const fits = ajv.compile(ledgerVerdict.schema);
const POLICE = 'C2';

let service: TestService;
let worker: Awaited<ReturnType<typeof workerApplication>>;
let verdicts: LedgerVerdicts;
beforeAll(async () => {
  service = await startService(compliance, clock);
  worker = await workerApplication(compliance, service.open);
  verdicts = worker.app.get(LedgerVerdicts, { strict: false });
});
afterAll(async () => {
  await worker?.close();
  await service?.stop();
});

type Of = Recorded<DutyEvent>;
const dutyEvents = async (youthId: string): Promise<readonly Of[]> => {
  const found: Of[] = [];
  for await (const resolved of service.open.client.readAll()) {
    const event = recorded(resolved) as Of | undefined;
    if (event && verdicts.eventTypes.includes(event.type) && event.data.youthId === youthId) found.push(event);
  }
  return found;
};
const isPolice = ({ type, data }: Of) => type === 'DutyOpened' && data.ruleId === POLICE;
const settled = async (position: bigint) => {
  for (const name of ['ledger-facts', 'open-duties']) await new ProjectionReader(service.open).caughtUp(name, position, 20_000);
};
const policeOf = async (events: readonly Of[]) => {
  const sent = (await Promise.all(events.map(event => verdicts.messagesOf(event)))).flat();
  for (const { data } of sent) expect(fits(data) || fits.errors).toBe(true);
  return sent.filter(({ data }) => (data as LedgerVerdict).ruleId === POLICE);
};

it('says with each event of a duty how it was kept, as far as was known then', async () => {
  const episode = newEpisode();
  const learnedAt = plusHours(clock.now(), -1);
  const deadline = plusHours(learnedAt, 24);
  await settled(await reportMissing(service, episode, learnedAt));
  clock.set(plusMilliseconds(deadline, 1));
  await eventually(() => dutyEvents(episode.youthId), events => {
    const police = events.find(isPolice)?.data.dutyId;
    return police !== undefined && events.some(({ type, data }) => type === 'DutyBreached' && data.dutyId === police);
  });
  const report = newReport('police');
  await settled(await make(service, episode, report, plusHours(learnedAt, 2)));

  const events = await dutyEvents(episode.youthId);
  const sent = await policeOf(events);
  expect(sent.map(({ data }) => (data as LedgerVerdict).verdict)).toEqual(['open', 'never', 'on-time']);
  const last = sent.at(-1)!;
  expect(last).toMatchObject({ message: { type: 'safe-harbor.compliance.LedgerVerdict.v1' }, key: episode.youthId, subject: (last.data as LedgerVerdict).dutyId });
  expect(last.data).toMatchObject({
    youthId: episode.youthId, agency: episode.agency, subjectId: episode.episodeId, subjectKind: 'missing-episode', clockStart: learnedAt, deadline, recipient: 'police',
    reason: null, recordedLate: true, madeAt: plusHours(learnedAt, 2), reportId: report.reportId, asOf: clock.now(),
  });

  // whatever becomes known later leaves what was said
  await settled(await acknowledge(service, episode, report, plusHours(learnedAt, 3), 'ZQ-SYNTH-1'));
  clock.set(plusHours(clock.now(), 48));
  const again = await policeOf(events);
  expect(again).toEqual(sent);
  expect(new Set(again.map(({ id }) => id)).size).toBe(again.length);
  expect(JSON.stringify(again)).not.toMatch(/sealed|ZQ-SYNTH/);
});

it('says why by a code alone: by what authority a duty was waived stays here', async () => {
  const episode = newEpisode();
  await settled(await reportMissing(service, episode, plusHours(clock.now(), -1)));
  const opened = (await eventually(() => dutyEvents(episode.youthId), events => events.some(isPolice))).find(isPolice)!;
  const waiver = { waivedAt: clock.now(), authority: 'x'.repeat(200), reason: 'court-order' };
  const { body, status, headers } = await service.post(
    { role: 'compliance-officer', agency: episode.agency }, `/duties/${opened.data.dutyId}/waivers`, waiver);
  expect([status, body.code]).toEqual([200, undefined]);
  await settled(BigInt(headers.position!));
  const sent = await policeOf(await dutyEvents(episode.youthId));
  expect(sent.at(-1)!.data).toMatchObject({ verdict: 'not-required', reason: 'waived', flags: ['waived'] });
});

it('waits where a fact of the child could not be read into the ledger', async () => {
  const episode = newEpisode();
  await settled(await reportMissing(service, episode, plusHours(clock.now(), -1)));
  const [event] = await eventually(() => dutyEvents(episode.youthId), events => events.length > 0);
  await service.open.dataSource.query(
    `insert into projection_parked (copy, position, parking_key, stream, revision, event_id, event_type, error_name, error_code, attempts)
     select copy, 1, $1, 'lawEnforcement.report-x', 0, $2, 'ReportMade', 'Error', null, 1 from projection_pointer where name = 'ledger-facts'`,
    [episode.youthId, randomUUID()]);
  await expect(verdicts.messagesOf(event!)).rejects.toThrow('parked in the ledger');
});
