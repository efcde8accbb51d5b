import { createHash } from 'node:crypto';
import type { ApiRequest } from '#public-api-client';
import { fetchBinders, type Ledger } from './fetch-binders.js';

const OWNERS: Readonly<Record<string, string>> = { e1: 'token-mo', e2: 'token-ga', d1: 'token-ga' };

/** A ledger that shows each agency its own, and remembers what it was asked. */
const ledger = () => {
  const asked: string[] = [];
  const send = async ({ url, token }: ApiRequest) => {
    const { pathname, searchParams } = new URL(url);
    asked.push(`${token} ${pathname} ${searchParams.get('position')} ${searchParams.get('asOf')}`);
    const ids = (searchParams.get('subjects') ?? '').split(',').filter(id => OWNERS[id] === token);
    const report = { position: '9', asOf: 'T', subject: { id: pathname.split('/').at(-1) }, duties: [] };
    const body = pathname.endsWith('/verdicts')
      ? { position: '9', asOf: 'T', verdicts: ids.map(subjectId => ({ subjectId, subjectKind: subjectId.startsWith('e') ? 'missing-episode' : 'determination' })) }
      : { report, sha256: createHash('sha256').update(JSON.stringify(report)).digest('hex'), receipts: [], completeness: {} };
    return { body, position: 0n };
  };
  const tokens = new Map([['US-MO', 'token-mo'], ['US-GA', 'token-ga']]);
  return { asked, ledger: { api: { send }, url: 'http://ledger', tokens } as unknown as Ledger };
};
const sampled = (...ids: readonly string[]) => ids.map((episodeId, index) => ({ line: index + 2, episodeId }));

it('asks each agency for its own episodes, all at the position and time of the first answer', async () => {
  const { ledger: at, asked } = ledger();
  const { binders, wrong } = await fetchBinders(at, sampled('e2', 'e1'), {});
  expect(binders.map(({ report }) => report.subject.id)).toEqual(['e2', 'e1']);
  expect(wrong).toEqual([]);
  expect(asked).toEqual([
    'token-mo /ledger/verdicts null null', 'token-ga /ledger/verdicts 9 T', 'token-ga /ledger/episodes/e2 9 T', 'token-mo /ledger/episodes/e1 9 T',
  ]);
});

it('names what nobody here knows as an episode, and does the rest', async () => {
  const { binders, wrong } = await fetchBinders(ledger().ledger, sampled('e1', 'd1', 'e9'), { position: '5' });
  expect(binders).toHaveLength(1);
  expect(wrong).toMatchObject([{ line: 3, column: 'episode', code: 'unknown-episode' }, { line: 4, code: 'unknown-episode' }]);
});
