import { instant } from '#kernel';
import { compareDuties, compareVerdicts, latencies, percentile } from './compare.js';
import type { DutyLife } from './outcome.js';

const deadline = instant('2024-03-10T17:00:00Z');
const clockStart = instant('2024-03-09T17:00:00Z');
const end = '2024-04-01T00:00:00.000Z';
const never = { ruleId: 'C2', verdict: 'never', clockStart, deadline, madeAt: null, recordedLate: false };
const expected = new Map([['e1', [never]]]);
const said = (type: string, data: object = {}) => ({ type, recordedAt: clockStart, data: { deadline, ...data } });
const opened = said('DutyOpened', { clockStart });
const breach = said('DutyBreached', { detectedAt: instant('2024-03-10T17:00:00.250Z') });
const life = (...events: DutyLife['events']): DutyLife => ({ subjectId: 'e1', ruleId: 'C2', deadline, openedAt: clockStart, events });
const faults = (...lives: readonly DutyLife[]) => compareDuties(expected, new Map(lives.map((each, index) => [`d${index}`, each])), end);

describe('the comparison', () => {
  it('finds nothing where all is as expected', () => {
    expect(compareVerdicts(expected, new Map([['e1', [never]]]))).toEqual([]);
    expect(faults(life(opened, said('DutyAlerted', { level: 50 }), said('DutyAlerted', { level: 80 }), breach))).toEqual([]);
  });
  it.each([
    ['verdict', { verdict: 'late' }], ['deadline', { deadline: instant('2024-03-10T17:00:00.001Z') }], ['instant', { madeAt: deadline }],
    ['time of entry', { recordedLate: true }], ['rule', { ruleId: 'C3' }],
  ])('finds another %s', (_, over) => expect(compareVerdicts(expected, new Map([['e1', [{ ...never, ...over }]]]))).not.toEqual([]));
  it('finds a subject that the ledger lost', () => expect(compareVerdicts(expected, new Map())).toEqual([expect.stringContaining('the ledger says nothing')]));
  it.each([
    ['a lost duty', [], 'lost'],
    ['a second duty', [life(opened, breach), life(opened, breach)], 'nothing asks for it'],
    ['a lost breach', [life(opened)], 'its breach is missing'],
    ['a second breach', [life(opened, breach, breach)], 'DutyBreached twice'],
    ['a second warning', [life(opened, said('DutyAlerted', { level: 50 }), said('DutyAlerted', { level: 50 }), breach)], 'DutyAlerted 50 twice'],
  ])('finds %s', (_, lives, fault) => expect(faults(...lives)).toEqual([expect.stringContaining(fault)]));
  it('measures an alarm only where real time ran over the deadline', () => {
    const at = Date.parse(deadline);
    expect(latencies(new Map([['d', life(opened, breach)]]), [{ from: at - 300, to: at + 700 }])).toEqual([250]);
    expect(latencies(new Map([['d', life(opened, breach)]]), [{ from: at + 1, to: at + 700 }])).toEqual([]);
  });
  it('takes percentiles by rank', () => {
    expect([0.5, 0.99, 1].map(share => percentile([1, 2, 3, 4], share))).toEqual([2, 4, 4]);
    expect(percentile([], 0.5)).toBeNull();
  });
});
