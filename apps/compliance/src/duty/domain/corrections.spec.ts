import { instant, plusHours } from '#kernel';
import { assess, type Assessment } from './assess.js';
import { duties, type Duty, type DutyEvent } from './duty.js';
import type { Fact } from './fact.js';
import type { Rule } from './rule.js';
import { settle } from './settle.js';
import { entered, made, missing, ncicEntry, restated, rule } from './spec-kit.js';

const learnedAt = instant('2026-03-02T15:00:00Z');
const at = (hours: number) => plusHours(learnedAt, hours);
const minor = { ages: ['under-18'] } as const;
const assessed = (rules: readonly Rule[], facts: readonly Fact[]) => assess(rules, facts, { asOf: at(999), asKnownAt: null });
const told = (...facts: readonly Fact[]) => assessed([ncicEntry], [missing(learnedAt), ...facts]);
const corrected = (over: Parameters<typeof restated>[1], knownAt = at(100)) => restated(learnedAt, over, knownAt);

const after = (...assessments: readonly Assessment[]) =>
  assessments.reduce<DutyEvent[]>((past, assessment) =>
    [...past, ...settle('d1', assessment)(past.reduce<Duty>(duties.evolve, duties.initial), at(300))], []);
const types = (events: readonly DutyEvent[]) => events.map(event => ('reason' in event.data && event.type === 'DutyVoided' ? `DutyVoided ${event.data.reason}` : event.type));
const one = (facts: readonly Fact[], over: Partial<Rule> = {}) => assessed([{ ...rule, ...over }], facts)[0]!;

describe('the duty follows', () => {
  const young = missing(learnedAt, { ageBand: 'under-18' });
  const older = corrected({ ageBand: '18-to-20' }, at(100));
  it('a birth date corrected across 18 and back', () =>
    expect(types(after(one([young], minor), one([young, older], minor), one([young, older, corrected({}, at(200))], minor))))
      .toEqual(['DutyOpened', 'DutyVoided age:18-to-20', 'DutyReinstated']));
  it('a clock that is moved, once', () => {
    const moved = one([young, made(at(20)), corrected({ learnedAt: at(-10), cause: 'learned-at' })]);
    const events = after(one([young, made(at(20))]), moved, moved);
    expect(types(events)).toEqual(['DutyOpened', 'DutyMet', 'DutyRestated', 'DutyMet']);
    expect(events.at(-2)).toMatchObject({ data: { clockStart: at(-10), deadline: at(14), cause: 'learned-at' } });
    expect(events.at(-1)).toMatchObject({ data: { metAt: at(20), onTime: false } });
  });
  it('an entry whose instant nobody stated, and the instant stated later', () => {
    const [opened] = told(made(at(1)));
    const [unknown] = told(made(at(1)), entered(null, at(50)));
    const [stated] = told(made(at(1)), entered(null, at(50)), entered(at(2)));
    expect(types(after(opened!, unknown!, unknown!, stated!, stated!))).toEqual(['DutyOpened', 'DutyEnded', 'DutyReinstated', 'DutyMet']);
    expect(after(opened!)[0]).toMatchObject({ data: { openedBy: made(at(1)).eventId } });
  });
  it('a rule that does not bind, or has no number, without warnings', () => {
    expect(after(one([young], { binding: false }))).toMatchObject([{ data: { alerts: [], binding: false } }]);
    expect(after(one([young], { limit: { none: true } }))).toMatchObject([{ data: { alerts: [], deadline: null } }]);
  });
});
