import { table, tokenList } from './table.js';

describe('what npm start prints', () => {
  it('lines its columns up', () =>
    expect(table([{ name: 'a', url: 'http://one', docs: 'http://one/docs' }, { name: 'longer', url: 'x' }])).toBe(
      ['NAME    URL         DOCS', 'a       http://one  http://one/docs', 'longer  x'].join('\n')));

  it('shows one agency and whole tokens', () => {
    const bearer = { role: 'caseworker', subject: 's' };
    expect(tokenList([
      { ...bearer, agency: 'US-MO', county: 'MO county 5', token: 'aaa' },
      { ...bearer, role: 'judge', agency: 'MO-circuit-5', county: null, token: 'ddd' },
      { ...bearer, agency: 'US-KY', county: null, token: 'bbb' },
      { ...bearer, role: 'operator', agency: null, county: null, token: 'ccc' },
    ])).toBe('caseworker (MO county 5)\n  aaa\njudge (MO-circuit-5)\n  ddd\noperator (no agency)\n  ccc');
  });
});
