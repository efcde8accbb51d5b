import { plusHours, type Instant } from '#kernel';
import { rebuild } from '#projections';
import { FakeClock, startService, type TestService } from '#testing';
import { compliance } from '../service.js';
import { correct, make, newEpisode, newReport, reportMissing, withdraw, type Episode } from '../spec-kit.js';
import { ledgerFactsProjection } from './ledger-facts.projection.js';

type Line = { readonly subjectId: string; readonly duties: readonly { readonly ruleId: string; readonly verdict: string }[] };

const clock = new FakeClock();
const now = clock.now();
const learnedAt = plusHours(now, -1_000);
const deadline = plusHours(learnedAt, 24);
const yearEnd = plusHours(learnedAt, 200);
const officer = { role: 'compliance-officer', agency: 'US-MO' };

let service: TestService;
let position: bigint;
let prompt: Episode, enteredLate: Episode, silent: Episode, lateAndPrompt: Episode, inError: Episode;

const read = async (path: string) => (await service.get(officer, `/ledger${path}`, { 'Min-Position': String(position) })).body;

/** One imported episode whose police report was made and entered at these times. */
const imported = async (madeAt?: Instant, enteredAt = madeAt): Promise<Episode> => {
  const episode = newEpisode();
  position = await reportMissing(service, episode, learnedAt, {}, { claimedRecordedAt: learnedAt });
  if (madeAt) position = await make(service, episode, newReport('police'), madeAt, { claimedRecordedAt: enteredAt! });
  return episode;
};

beforeAll(async () => {
  service = await startService(compliance, clock);
  prompt = await imported(deadline);
  enteredLate = await imported(deadline, plusHours(yearEnd, 48));
  silent = await imported();
  lateAndPrompt = await imported(plusHours(deadline, 2));
  inError = await imported(deadline);
  position = await withdraw(service, inError);
});
afterAll(() => service?.stop());

const policeVerdicts = async (query: string) => {
  const { report } = await read(`?${query}`);
  return Object.fromEntries((report.items as readonly Line[]).map(({ subjectId, duties }) => [subjectId, duties.find(({ ruleId }) => ruleId === 'C2')?.verdict]));
};

it('what was known differs from what had happened exactly where evidence was entered late', async () => {
  const happened = await policeVerdicts(`asOf=${yearEnd}`);
  const known = await policeVerdicts(`asOf=${yearEnd}&asKnownAt=${yearEnd}`);
  const differing = Object.keys(happened).filter(id => happened[id] !== known[id]);
  expect(differing.sort()).toEqual([enteredLate.episodeId, inError.episodeId].sort());
  expect(known).toMatchObject({ [enteredLate.episodeId]: 'never', [inError.episodeId]: 'on-time', [silent.episodeId]: 'never', [lateAndPrompt.episodeId]: 'late' });
  expect(happened).toMatchObject({ [enteredLate.episodeId]: 'on-time', [inError.episodeId]: 'not-required', [prompt.episodeId]: 'on-time' });
});

it('every report is the same to the byte after a full rebuild', async () => {
  const fixed = `asOf=${now}&position=${position}`;
  const paths = [
    `?${fixed}`, `?asKnownAt=${yearEnd}&${fixed}`, `/summary?${fixed}`, `/episodes/${enteredLate.episodeId}?${fixed}`,
    `/changes?from=${yearEnd}&to=${now}&position=${position}`,
  ];
  const hashes = async () => Promise.all(paths.map(async path => (await read(path)).sha256 as string));
  const before = await hashes();
  expect(new Set(before).size).toBe(paths.length);
  await rebuild({ client: service.open.client, dataSource: service.open.dataSource, projection: ledgerFactsProjection });
  expect(await hashes()).toEqual(before);
});

it('a report shows the verdict and the one before the late entry, and who entered what', async () => {
  const { report } = await read(`/episodes/${enteredLate.episodeId}`);
  const police = report.duties.find(({ ruleId }: { ruleId: string }) => ruleId === 'C2');
  expect(police).toMatchObject({
    verdict: 'on-time', recordedLate: true, earlier: [{ verdict: 'never' }],
    openedBy: { enteredBy: { subject: 'someone', role: 'caseworker' } }, attempts: [{ evidence: [{ event: 'ReportMade', enteredBy: { role: 'caseworker' } }] }],
  });
  const asItRead = await read(`/episodes/${enteredLate.episodeId}?asKnownAt=${police.earlier[0].asKnownAt}`);
  expect(asItRead.report.duties.find(({ ruleId }: { ruleId: string }) => ruleId === 'C2').verdict).toBe('never');
});

it('the diff between two dates of knowledge names the subjects, both verdicts, and what came in', async () => {
  const first = await read(`/changes?from=${yearEnd}&to=${now}&limit=1`);
  expect(first.report).toMatchObject({ from: yearEnd, to: now, asOf: now, items: [{ subject: { id: enteredLate.episodeId }, facts: [{ event: 'ReportMade' }] }] });
  expect(first.report.items[0].duties).toContainEqual(
    expect.objectContaining({ ruleId: 'C2', before: expect.objectContaining({ verdict: 'never' }), after: expect.objectContaining({ verdict: 'on-time' }) }));
  const { report } = await read(`/changes?from=${yearEnd}&to=${now}&limit=1&cursor=${first.report.next}`);
  expect(report).toMatchObject({ items: [{ subject: { id: inError.episodeId }, facts: [{ event: 'EpisodeRecordedInError' }] }], next: null });
  expect((await read(`/changes?from=${now}&to=${now}`)).report.items).toEqual([]);
  expect((await read(`/changes?from=${now}&to=${yearEnd}`)).code).toBe('from-after-to');
  expect((await read(`/changes?to=${yearEnd}`)).code).toBe('missing');
});

it('whose a record is now decides who may read it, also as it was known before', async () => {
  const episode = newEpisode();
  const before = await reportMissing(service, episode, learnedAt, {}, { claimedRecordedAt: learnedAt });
  position = await correct(service, episode, learnedAt, { agency: 'US-GA', state: 'GA', county: 'GA county 1', cause: 'jurisdiction' });
  for (const query of ['', `asKnownAt=${yearEnd}`, `position=${before}`]) {
    const as = (agency: string, path: string) => service.get({ ...officer, agency }, `/ledger/${path}${query}`, { 'Min-Position': String(position) });
    const answers = await Promise.all(['US-MO', 'US-GA'].map(agency => as(agency, `episodes/${episode.episodeId}?`)));
    expect(answers.map(({ status }) => status)).toEqual([403, 200]);
    expect(answers[1]!.body.report.subject.agency).toBe(query === '' ? 'US-GA' : 'US-MO');
    const listed = await Promise.all(['US-MO', 'US-GA'].map(agency => as(agency, `verdicts?subjects=${episode.episodeId}&`)));
    expect(listed.map(({ body }) => [body.verdicts.length, body.unknown])).toEqual([[0, [episode.episodeId]], [1, []]]);
  }
});
