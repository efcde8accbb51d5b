import { instant, plusHours } from '#kernel';
import { changes, stillOpen } from './duty-lines.js';
import type { LedgerDuty } from './ledger.js';

const START = instant('2027-03-13T18:00:00-05:00');
const duty = (ruleId: string, told: Partial<LedgerDuty> = {}): LedgerDuty => ({
  dutyId: `duty-${ruleId}`, ruleId, recipient: 'police', clockStart: START, deadline: plusHours(START, 24), verdict: 'open', madeAt: null, attempts: [], requirements: [],
  rule: { citation: '42 USC 671(a)(35)(B)', obligor: 'title-iv-e-agency', limit: { elapsedHours: 24 } }, ...told,
});
const known = (...duties: readonly LedgerDuty[]) => new Map(duties.map(each => [each.dutyId, each]));
const told = { verdict: 'on-time', madeAt: plusHours(START, 20) };

describe('the lines on duties', () => {
  it('tell what opened, to whom, until when in local time, in which unit and by which law', () => {
    expect(changes(known(), [duty('C2')])).toEqual([
      { mark: 'opened', text: 'C2: tell the police by Sun 14 Mar 19:00 -04:00 (24 hours; 42 USC 671(a)(35)(B))' },
    ]);
  });

  it('tell what police have to do as theirs', () => {
    const entry = duty('C4', {
      recipient: null, requirements: [{ event: 'NcicEntered', done: [] }], rule: { citation: '34 USC 41308(3)', obligor: 'law-enforcement', limit: { elapsedHours: 2 } },
    });
    expect(changes(known(), [entry])[0]?.text).toMatch(/^C4: the police enter the child in NCIC by /);
  });

  it('tell of the same course of several duties once, and of no change nothing', () => {
    const [before, now] = [[duty('C2'), duty('GA-19.22-police'), duty('C3')], [duty('C2', told), duty('GA-19.22-police', told), duty('C3')]];
    expect(changes(known(...before), now)).toEqual([
      { mark: 'on time', text: 'C2, GA-19.22-police: done Sun 14 Mar 15:00 -04:00, due Sun 14 Mar 19:00 -04:00' },
    ]);
    expect(changes(known(...now), now)).toEqual([]);
  });

  it('tell of a duty without a number that it is done, not that it was in time', () => {
    const services = duty('US-services', { deadline: null });
    expect(changes(known(services), [{ ...services, ...told }])[0]).toEqual({ mark: 'done', text: 'US-services: done Sun 14 Mar 15:00 -04:00, no deadline' });
  });

  it('tell what is still open, the nearest deadline first, and leave out what is not owed', () => {
    const later = duty('GA-19.22-court', { deadline: instant('2027-03-16T23:59:59.999-04:00') });
    expect(stillOpen([duty('US-services', { deadline: null }), later, duty('C2', told), duty('C3'), duty('C7', { verdict: 'not-required' })]))
      .toBe('C3: due Sun 14 Mar 19:00 -04:00; GA-19.22-court: due Tue 16 Mar 23:59 -04:00; US-services: no deadline');
    expect(stillOpen([])).toBe('nothing');
  });
});
