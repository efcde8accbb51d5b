import { instant } from '#kernel';
import { Refused, type ApiRequest, type Problem } from '#public-api-client';
import type { EpisodeRow } from './check-row.js';
import { loadAll } from './load-all.js';
import { loadEpisode, NotLoaded } from './load-episode.js';

const bare: EpisodeRow = {
  episode: 'E1', stateChildId: 'MO-1', agency: 'US-MO', state: 'MO', county: 'MO county 5', category: 'abducted',
  learnedAt: instant('2020-01-01T00:00:00Z'), recordedAt: instant('2020-01-02T00:00:00Z'), reports: [],
};
const full: EpisodeRow = {
  ...bare, lastSeenAt: instant('2019-12-31T00:00:00Z'), evidenceRecordedAt: instant('2020-01-03T00:00:00Z'), locatedAt: instant('2020-02-01T00:00:00Z'),
  reports: [{ recipient: 'police', madeAt: instant('2020-01-01T01:00:00Z'), receipt: 'R1' }, { recipient: 'ncmec', madeAt: instant('2020-01-01T02:00:00Z') }],
  screening: { completedAt: instant('2020-02-02T00:00:00Z'), result: 'none' },
};

/** Services that answer with ids by the order of the requests, and refuse the address named. */
const target = (refuse?: { path: RegExp; problem: Problem }) => {
  const sent: ApiRequest[] = [];
  const send = async <Body>(request: ApiRequest) => {
    sent.push(request);
    if (refuse?.path.test(request.url)) throw new Refused(refuse.problem, 'POST');
    return { body: { id: `id${sent.length}` } as Body, position: BigInt(sent.length * 10) };
  };
  return { sent, to: { api: { send }, childWelfare: 'http://cw', lawEnforcement: 'http://le', token: 't' } };
};
const refusalOf = (row: EpisodeRow, path: RegExp, problem: Problem) =>
  loadEpisode(row, target({ path, problem }).to).then(() => [], (error: NotLoaded) => error.faults.map(({ column, code }) => `${column}: ${code}`));

describe('loading an episode', () => {
  it('sends what the row tells, in order', async () => {
    const { sent, to } = target();
    await expect(loadEpisode(full, to)).resolves.toEqual({ episodeId: 'id2', agency: 'US-MO', position: 90n });
    expect(sent.map(({ url }) => url)).toEqual([
      'http://cw/youths', 'http://cw/missing-episodes', 'http://le/reports', 'http://le/reports/id3/made', 'http://le/reports/id3/acknowledgements',
      'http://le/reports', 'http://le/reports/id6/made', 'http://cw/missing-episodes/id2/located', 'http://cw/screenings',
    ]);
    expect(sent[0]!.body).toMatchObject({ coverage: 'placed', identifier: { id: 'MO-1' } });
    expect(sent[1]!.body).toEqual({ youthId: 'id1', category: 'abducted', learnedAt: full.learnedAt, learnedBy: 'agency', lastSeenAt: full.lastSeenAt });
    expect(sent[2]).toMatchObject({ minPosition: 20n, body: { subjectKind: 'missing-episode', subjectId: 'id2', recipient: 'police' } });
  });

  it('claims the recorded times that were collected, for what they were collected of', async () => {
    const { sent, to } = target();
    await loadEpisode(full, to);
    expect(sent.map(({ claimedRecordedAt }) => claimedRecordedAt?.slice(0, 10))).toEqual(
      ['2020-01-02', '2020-01-02', '2020-01-03', '2020-01-03', '2020-01-03', '2020-01-03', '2020-01-03', undefined, undefined]);
  });

  it('sends nothing of what was not collected', async () => {
    const { sent, to } = target();
    await loadEpisode(bare, to);
    expect(sent).toHaveLength(2);
    expect(sent[1]!.body).not.toHaveProperty('lastSeenAt');
  });

  it('uses the same key for the same step of the same episode, and never one key twice', async () => {
    const keys = async (row: EpisodeRow) => {
      const { sent, to } = target();
      await loadEpisode(row, to);
      return sent.map(({ idempotencyKey }) => idempotencyKey);
    };
    const all = [...await keys(full), ...await keys({ ...full, episode: 'E2' }), ...await keys({ ...full, agency: 'US-KY' })];
    expect(new Set(all).size).toBe(all.length);
    expect(await keys({ ...full, county: 'MO county 6' })).toEqual(await keys(full));
  });

  it('tells a refusal by column, and stops there', async () => {
    const problem = { status: 400, code: 'validation-failed', detail: '', errors: [{ pointer: '/learnedAt', code: 'time-without-offset', detail: '' }] };
    expect(await refusalOf(bare, /missing-episodes/, problem)).toEqual(['learnedAt: time-without-offset']);
    expect(await refusalOf(full, /made/, { status: 409, code: 'already-made', detail: '' })).toEqual(['policeReportedAt: already-made']);
    expect(await refusalOf(full, /acknowledgements/, { status: 422, code: 'idempotency-key-reused', detail: '' })).toEqual(['policeReceipt: differs-from-earlier-import']);
    expect(await refusalOf(full, /youths/, { status: 422, code: 'idempotency-key-reused', detail: '' })).toEqual(['null: differs-from-earlier-import']);
    expect(await refusalOf(full, /youths/, { status: 400, code: 'claimed-in-the-future', detail: '' })).toEqual(['recordedAt: claimed-in-the-future']);
  });

  it('loads what it can of a file, one child\'s episodes in their order', async () => {
    const order: string[] = [];
    const row = (episode: string, stateChildId: string) => ({ line: Number(episode), row: { ...bare, episode, stateChildId } });
    const result = await loadAll([row('1', 'A'), row('2', 'B'), row('3', 'A'), row('4', 'A')], async ({ episode, agency }) => {
      order.push(episode);
      if (episode === '3') throw new NotLoaded([{ column: 'state', code: 'no', detail: '' }]);
      return { episodeId: episode, agency, position: 1n };
    }, () => undefined);
    expect(order.filter(episode => episode !== '2')).toEqual(['1', '3', '4']);
    expect(result.loaded).toHaveLength(3);
    expect(result.wrong).toEqual([{ line: 3, column: 'state', code: 'no', detail: '' }]);
  });

  it('ends as a whole when the services are gone', () =>
    expect(loadAll([{ line: 2, row: bare }], () => Promise.reject(new Error('gone')), () => undefined)).rejects.toThrow('gone'));
});
