import { randomUUID } from 'node:crypto';
import { START } from '@eventstore/db-client';
import { plusHours, type Instant } from '#kernel';
import { ProjectionReader } from '#projections';
import { startService, type TestService } from '#testing';
import { childWelfare } from '../service.js';
import { missingEpisodes } from './domain/missing-episode.js';
import { reportMissing } from './domain/reporting.js';

const caseworker = { role: 'caseworker', county: 'GA county 1' };
const supervisor = { role: 'supervisor' };
const MINOR = '2009-05-01';
const ADULT = '2007-05-01';

let service: TestService;
let processes: ProjectionReader;
let now: Instant;
let learnedAt: Instant;
let youthId: string;
let etag: string;

beforeAll(async () => {
  service = await startService(childWelfare);
  processes = new ProjectionReader(service.open);
  now = service.clock.now();
  learnedAt = plusHours(now, -5);
});
afterAll(() => service?.stop());

const born = (value: string) => ({ value, source: 'birth-certificate', learnedAt: now });
const register = async (claims: readonly object[] = []) => {
  const youth = await service.post(caseworker, '/youths', { agency: 'US-GA', state: 'GA', county: 'GA county 1', coverage: 'placed', claims });
  [youthId, etag] = [youth.body.id, youth.headers.etag!];
};
const claim = async (value: string) => {
  const answer = await service.put(caseworker, `/youths/${youthId}/claims/birth-date`, born(value), { 'if-match': etag });
  etag = answer.headers.etag!;
  return BigInt(answer.headers.position!);
};
const reported = async () => (await service.post(caseworker, '/missing-episodes', { youthId, category: 'left-without-permission', learnedAt, learnedBy: 'agency' })).body.id as string;
const corrections = async (stream: string) => {
  const found: unknown[] = [];
  for await (const { event } of service.open.client.readStream(stream, { fromRevision: START })) {
    const { cause, ageBand, coverage, learnedAt: at } = (event?.data ?? {}) as Record<string, unknown>;
    if (event?.type.endsWith('Corrected')) found.push([cause, ageBand, coverage, at]);
  }
  return found;
};
const restated = async (name: string, position: bigint) => processes.caughtUp(name, position, 20_000);
const read = async (id: string, as: { role: string } = supervisor) => {
  const { position } = (await service.open.store.load(missingEpisodes, id))!;
  return (await service.get(as, `/missing-episodes/${id}`, { 'min-position': String(position) })).body;
};

describe('the age band', () => {
  it('is published with the report, and never the birth date', async () => {
    await register([{ kind: 'birth-date', ...born(MINOR) }]);
    expect((await read(await reported())).ageBand).toBe('under-18');
    for await (const { event } of service.open.client.readAll({ fromPosition: START })) expect(JSON.stringify(event?.data ?? '')).not.toContain(MINOR);
  });

  it('reaches every episode and determination when the birth date is learnt or corrected, in each direction', async () => {
    await register();
    const [id, other] = [await reported(), await reported()];
    const { body: { id: determinationId } } = await service.post(caseworker, '/determinations', {
      youthId, outcome: 'identified-victim', trafficking: 'sex', determinedBy: 'agency', receivedAt: learnedAt, foreignNational: 'yes', basis: { codes: ['other'] },
    });
    for (const value of [MINOR, ADULT, MINOR]) {
      const position = await claim(value);
      await restated('restate-episodes', position);
      await restated('restate-determinations', position);
    }
    const bands = ['under-18', '18-to-20', 'under-18'];
    const expected = bands.map(band => ['birth-date', band, 'placed', learnedAt]);
    expect([await corrections(`${missingEpisodes.name}-${id}`), await corrections(`${missingEpisodes.name}-${other}`)]).toEqual([expected, expected]);
    expect(await corrections(`childWelfare.determination-${determinationId}`)).toEqual(bands.map(band => ['birth-date', band, 'placed', undefined]));
    expect(await read(id)).toMatchObject({ ageBand: 'under-18', corrections: [{ before: { ageBand: 'unknown' } }, { before: { ageBand: 'under-18' } }, { before: { ageBand: '18-to-20' } }] });
  });

  it('stays as it was once the birth date is erased', async () => {
    await register([{ kind: 'birth-date', ...born(MINOR) }]);
    const id = await reported();
    const erased = await service.post({ role: 'compliance-officer' }, `/youths/${youthId}/erasure`, { authority: 'court-order' });
    await processes.caughtUp('key-destruction', BigInt(erased.headers.position!), 20_000);
    const changed = await service.put(caseworker, `/youths/${youthId}/coverage`, { coverage: 'none', from: plusHours(learnedAt, -1) }, { 'if-match': erased.headers.etag! });
    await restated('restate-episodes', BigInt(changed.headers.position!));
    expect(await corrections(`${missingEpisodes.name}-${id}`)).toEqual([['coverage', 'under-18', 'none', learnedAt]]);
  });
});

it('restates the coverage that held when the clock started', async () => {
  await register();
  const id = await reported();
  const change = (coverage: string, from: Instant) => service.put(caseworker, `/youths/${youthId}/coverage`, { coverage, from }, { 'if-match': etag });
  const later = await change('none', plusHours(learnedAt, 1));
  etag = later.headers.etag!;
  await restated('restate-episodes', BigInt(later.headers.position!));
  expect(await corrections(`${missingEpisodes.name}-${id}`)).toEqual([]);
  const before = await change('extended-care', plusHours(learnedAt, -1));
  await restated('restate-episodes', BigInt(before.headers.position!));
  expect(await corrections(`${missingEpisodes.name}-${id}`)).toEqual([['coverage', 'unknown', 'extended-care', learnedAt]]);
});

it('restates coverage that begins while the child is missing, and takes it back when the child proves to have been found before', async () => {
  const outside = await service.post(caseworker, '/youths', { agency: 'US-GA', state: 'GA', county: 'GA county 1', coverage: 'none' });
  [youthId, etag] = [outside.body.id, outside.headers.etag!];
  const [id, found] = [await reported(), await reported()];
  await service.post(caseworker, `/missing-episodes/${found}/located`, { locatedAt: plusHours(learnedAt, 1), circumstance: 'other' });
  const coveredFrom = plusHours(learnedAt, 2);
  const into = await service.put(caseworker, `/youths/${youthId}/coverage`, { coverage: 'placed', from: coveredFrom }, { 'if-match': etag });
  await restated('restate-episodes', BigInt(into.headers.position!));
  expect(await read(id)).toMatchObject({ coverage: 'placed', coveredFrom, learnedAt, corrections: [{ cause: 'coverage', before: { coverage: 'none' } }] });
  expect(await read(found)).toMatchObject({ coverage: 'none', coveredFrom: null, corrections: [] });
  const located = await service.post(caseworker, `/missing-episodes/${id}/located`, { locatedAt: plusHours(learnedAt, 1), circumstance: 'other' });
  await restated('restate-episodes', BigInt(located.headers.position!));
  expect(await read(id)).toMatchObject({ status: 'located', coverage: 'none', coveredFrom: null });
});

it('corrects what a supervisor puts right, and looks the youth up again for that instant', async () => {
  await register();
  const id = await reported();
  const correct = (body: object, as: { role: string } = supervisor) => service.post(as, `/missing-episodes/${id}/corrections`, body);
  expect((await correct({ cause: 'category', category: 'abducted' }, caseworker)).body.code).toBe('role-not-permitted');
  expect((await correct({ cause: 'category', learnedAt })).body.code).toBe('cause-does-not-fit');
  expect((await correct({ cause: 'learned-at', learnedAt: plusHours(now, 1) })).body.code).toBe('learned-in-the-future');
  expect((await correct({ cause: 'learned-at', learnedAt: plusHours(learnedAt, -2) })).status).toBe(200);
  expect((await correct({ cause: 'jurisdiction', county: 'GA county 2' })).status).toBe(200);
  expect(await read(id)).toMatchObject({
    learnedAt: plusHours(learnedAt, -2), county: 'GA county 2',
    corrections: [{ cause: 'learned-at', before: { learnedAt } }, { cause: 'jurisdiction', before: { county: 'GA county 1' } }],
  });
});

describe('a merge', () => {
  const elsewhere = async () => {
    const episodeId = randomUUID();
    const decision = reportMissing({
      episodeId, youthId, agency: 'US-KY', state: 'KY', county: 'KY county 4', coverage: 'placed', ageBand: 'unknown', category: 'whereabouts-unknown',
      learnedAt, learnedBy: 'agency', lastSeenAt: null,
    });
    await service.open.store.decide(missingEpisodes, episodeId, decision, {
      commandId: randomUUID(), fingerprint: '', correlationId: 'test', actor: { subject: 's', role: 'supervisor', agency: 'US-KY', county: null },
    });
    return episodeId;
  };
  const unmarked = ({ revision: _, position: __, ...episode }: Record<string, unknown>) => episode;

  it('keeps both records and both obligors, and comes apart again exactly', async () => {
    await register();
    const [id, other] = [await reported(), await elsewhere()];
    const there = { role: 'supervisor', agency: 'US-KY' };
    const before = [await read(id), await read(other, there)].map(unmarked);
    const post = (path: string, body: object, as: { role: string } = supervisor) => service.post(as, `/missing-episodes/${id}/${path}`, body);
    expect((await post('merges', { mergedEpisodeId: other }, caseworker)).body.code).toBe('role-not-permitted');
    expect((await post('merges', { mergedEpisodeId: other }, there)).body.code).toBe('other-agency');
    expect((await post('merges', { mergedEpisodeId: id })).body.code).toBe('merge-with-itself');
    const merged = await post('merges', { mergedEpisodeId: other });
    expect((await post('merges', { mergedEpisodeId: other })).body.revision).toBe(merged.body.revision);
    expect([await read(id), await read(other, there)]).toMatchObject([
      { merged: [{ episodeId: other, sameObligor: false }], mergedInto: null }, { merged: [], mergedInto: id, agency: 'US-KY' },
    ]);
    expect((await service.post(there, `/missing-episodes/${other}/merges`, { mergedEpisodeId: id })).body.code).toBe('episode-merged');
    expect((await post('unmerges', { mergedEpisodeId: other, reason: 'wrong-youth' })).status).toBe(200);
    expect([await read(id), await read(other, there)].map(unmarked)).toEqual(before);
    expect((await post('merges', { mergedEpisodeId: other })).status).toBe(200);
  });

  it('is refused between two youths', async () => {
    await register();
    const id = await reported();
    await register();
    const answer = await service.post(supervisor, `/missing-episodes/${id}/merges`, { mergedEpisodeId: await reported() });
    expect([answer.status, answer.body.code]).toEqual([409, 'not-the-same-youth']);
  });

  it('of two at once leads an episode on in one', async () => {
    await register();
    const [shared, ...leading] = [await reported(), await reported(), await reported()];
    const answers = await Promise.all(leading.map(id => service.post(supervisor, `/missing-episodes/${id}/merges`, { mergedEpisodeId: shared })));
    expect(answers.map(({ body }) => body.code ?? 'merged').sort()).toEqual(['already-merged', 'merged']);
  });
});
