import { instant } from '#kernel';
import { COLUMNS, type Cells } from './columns.js';
import { readEpisodes, WrongHeader } from './read-episodes.js';

const NONE: Cells = {
  episode: 'E1', stateChildId: 'MO-1', state: 'MO', county: 'MO county 5', category: 'runaway', missingSince: '2020-03-07T20:00:00-06:00',
  learnedAt: '2020-03-07T22:00:00-06:00', recordedAt: '2020-03-07T23:00:00-06:00', policeReportedAt: '', policeReceipt: '', ncmecReportedAt: '',
  ncmecReceipt: '', evidenceRecordedAt: '', locatedAt: '', screenedAt: '', screenResult: '',
};
const setting = { now: instant('2026-01-01T00:00:00Z'), agencies: (agency: string) => agency !== 'US-WY' };

const file = (...rows: Partial<Cells>[]) =>
  [COLUMNS.join(','), ...rows.map(row => COLUMNS.map(column => ({ ...NONE, ...row })[column]).join(','))].join('\n');
const read = (...rows: Partial<Cells>[]) => readEpisodes(file(...rows), setting);
const faults = (...rows: Partial<Cells>[]) => read(...rows).wrong.map(({ line, column, code }) => `${line} ${column}: ${code}`);

describe('a file of missing episodes', () => {
  it('gives what was collected and nothing else', () =>
    expect(read({}).episodes).toEqual([{
      line: 2,
      row: {
        episode: 'E1', stateChildId: 'MO-1', agency: 'US-MO', state: 'MO', county: 'MO county 5', category: 'left-without-permission',
        lastSeenAt: '2020-03-08T02:00:00.000Z', learnedAt: '2020-03-08T04:00:00.000Z', recordedAt: '2020-03-08T05:00:00.000Z', reports: [],
      },
    }]));

  it('gives reports, receipts, location and screening as told', () =>
    expect(read({
      policeReportedAt: '2020-03-08T05:00:00Z', policeReceipt: 'MOPD-1', ncmecReportedAt: '2020-03-08T06:00:00Z', evidenceRecordedAt: '2020-03-09T00:00:00Z',
      locatedAt: '2020-04-01T00:00:00Z', screenedAt: '2020-04-02T00:00:00Z', screenResult: 'at-risk',
    }).episodes[0]!.row).toMatchObject({
      reports: [{ recipient: 'police', madeAt: '2020-03-08T05:00:00.000Z', receipt: 'MOPD-1' }, { recipient: 'ncmec', madeAt: '2020-03-08T06:00:00.000Z' }],
      evidenceRecordedAt: '2020-03-09T00:00:00.000Z', locatedAt: '2020-04-01T00:00:00.000Z',
      screening: { completedAt: '2020-04-02T00:00:00.000Z', result: 'at-risk' },
    }));

  it.each<[string, Partial<Cells>]>([
    ['episode: missing', { episode: '' }],
    ['stateChildId: missing', { stateChildId: '' }],
    ['learnedAt: missing', { learnedAt: '' }],
    ['learnedAt: time-without-offset', { learnedAt: '2020-03-07T22:00:00' }],
    ['locatedAt: not-a-time', { locatedAt: 'last week' }],
    ['screenedAt: not-a-time', { screenedAt: '2020-02-30T00:00:00Z', screenResult: 'none' }],
    ['locatedAt: time-too-precise', { locatedAt: '2020-04-01T00:00:00.0001Z' }],
    ['locatedAt: in-the-future', { locatedAt: '2026-01-01T00:00:00.001Z' }],
    ['state: unknown-state', { state: 'XX' }],
    ['state: no-token-for-agency', { state: 'WY' }],
    ['category: unknown-category', { category: 'constructor' }],
    ['learnedAt: learned-before-last-seen', { missingSince: '2020-03-08T04:00:00.001Z' }],
    ['recordedAt: recorded-before-learned', { recordedAt: '2020-03-08T03:59:59.999Z' }],
    ['policeReportedAt: report-before-last-seen', { policeReportedAt: '2020-03-08T01:59:59.999Z' }],
    ['ncmecReportedAt: report-before-last-seen', { ncmecReportedAt: '2020-03-08T01:59:59.999Z' }],
    ['policeReceipt: receipt-without-report', { policeReceipt: 'MOPD-1' }],
    ['locatedAt: located-before-last-seen', { locatedAt: '2020-03-08T01:59:59.999Z' }],
    ['screenResult: unknown-result', { screenedAt: '2020-04-01T00:00:00Z', screenResult: 'maybe' }],
    ['screenResult: screening-without-result', { screenedAt: '2020-04-01T00:00:00Z' }],
    ['screenedAt: result-without-screening', { screenResult: 'none' }],
    ['ncmecReceipt: too-long', { ncmecReportedAt: '2020-03-08T05:00:00Z', ncmecReceipt: '1'.repeat(65) }],
  ])('refuses a row by line and column, and only that row: %s', (fault, row) => {
    expect(faults({ episode: 'E0' }, row, { episode: 'E2' })).toEqual([`3 ${fault}`]);
    expect(read({ episode: 'E0' }, row, { episode: 'E2' }).episodes.map(({ line }) => line)).toEqual([2, 4]);
  });

  it('names every wrong cell of a row', () => expect(faults({ state: 'XX', learnedAt: 'x', screenResult: 'maybe' })).toHaveLength(4));

  it('takes a report before the agency learned, and all at the moment the child was last seen', () => {
    const at = NONE.missingSince;
    expect(faults({ policeReportedAt: at }, { episode: 'E2', policeReportedAt: at, locatedAt: at, learnedAt: at, recordedAt: at })).toEqual([]);
  });

  it('counts lines over line breaks in a cell', () => expect(faults({ county: '"one\ntwo"' }, { episode: 'E2', state: 'XX' })).toEqual(['4 state: unknown-state']));

  it('takes an episode once, and not with two contents; two states may use one number', () => {
    const { episodes, wrong, repeated } = read({}, {}, { county: 'MO county 6' }, { state: 'KY' });
    expect(episodes.map(({ line }) => line)).toEqual([2, 5]);
    expect(repeated).toEqual([3]);
    expect(wrong).toMatchObject([{ line: 4, column: 'episode', code: 'duplicate-episode', detail: 'Line 2 has this episode with other content' }]);
  });

  it('names a row with too few or too many cells, and one whose quotation marks do not match', () => {
    const { wrong, episodes } = readEpisodes(`${file({})}\nE2,MO-2\n"E3\n${file({ episode: 'E4' }).split('\n')[1]}`, setting);
    expect(wrong.map(({ line, column, code }) => [line, column, code])).toEqual([[3, null, 'wrong-number-of-cells'], [4, null, 'broken-quotation']]);
    expect(episodes.map(({ line }) => line)).toEqual([2, 5]);
  });

  it('never repeats a cell: it may be personal', () =>
    expect(JSON.stringify(read({ category: 'Synthetic Name', locatedAt: 'Synthetic Name' }).wrong)).not.toContain('Synthetic'));

  it('takes columns in any order, and refuses a header with missing, unknown or repeated ones', () => {
    const lines = file({}).split('\n').map(line => line.split(',').reverse().join(','));
    expect(readEpisodes(lines.join('\n'), setting).episodes).toHaveLength(1);
    expect(() => readEpisodes(file({}).replace('episode,', 'case,'), setting)).toThrow(/missing: episode; unknown: case/);
    expect(() => readEpisodes(file({}).replace('county,', 'state,'), setting)).toThrow(/missing: county; repeated: state/);
    expect(() => readEpisodes('', setting)).toThrow(WrongHeader);
  });
});
