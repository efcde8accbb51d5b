import { instant, plusHours } from '#kernel';
import { assess, type Assessment } from './assess.js';
import { duties, type Duty, type DutyEvent } from './duty.js';
import type { Fact } from './fact.js';
import type { Rule } from './rule.js';
import { settle } from './settle.js';
import { entered, EPISODE, fact, made, missing, ncicEntry, restated, rule, YOUTH } from './spec-kit.js';

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

describe('coverage that began after the agency knew', () => {
  const outside = missing(learnedAt, { coverage: 'none' });
  const since = corrected({ coveredFrom: at(96), cause: 'coverage' }, at(97));
  const asOf = (hours: number, over: Partial<Rule> = {}) => assess([{ ...rule, ...over }], [outside, since], { asOf: at(hours), asKnownAt: null })[0]!;

  it('opens the duty, whose clock starts then', () => {
    expect(types(after(one([outside]), one([outside, since])))).toEqual(['DutyOpened']);
    expect(one([outside, since]).clock).toMatchObject({ standing: 'runs', start: at(96), startField: 'coveredFrom', deadline: at(120) });
    expect(one([outside]).clock).toEqual({ standing: 'not-required', reason: 'coverage:none' });
  });
  it('opened nothing before', () => expect([asOf(95), asOf(96)].map(({ clock }) => clock)).toMatchObject([
    { standing: 'not-required', reason: 'clock-not-started' }, { standing: 'runs' }]));
  it('moves no clock of a rule that asks for no coverage, and none that starts later', () => {
    expect(asOf(200, { covers: ['placed', 'none'] }).clock).toMatchObject({ start: learnedAt, startField: 'learnedAt' });
    expect(one([outside, corrected({ coveredFrom: at(-1) })]).clock).toMatchObject({ start: learnedAt, startField: 'learnedAt' });
  });
  it('is gone with a later correction', () => expect(types(after(one([outside, since]), one([outside, since, corrected({ coverage: 'none', cause: 'coverage' }, at(200))]))))
    .toEqual(['DutyOpened', 'DutyVoided coverage:none']));
});

describe('a find that the agency learned of later', () => {
  const located = (learned?: Parameters<typeof at>[0]) =>
    fact('ChildLocated', { episodeId: EPISODE, youthId: YOUTH, locatedAt: at(1), circumstance: 'other', ...(learned === undefined ? {} : { learnedAt: at(learned) }) }, { occurredAt: at(1) });
  const found = { opens: [{ event: 'ChildLocated', where: {}, clock: 'learnedAt', orElse: 'locatedAt' }] };

  it('starts the clock of a rule that asks for what the agency knew, and is the find where nobody said', () => {
    expect(one([missing(learnedAt), located(5)], found).clock).toMatchObject({ start: at(5), startField: 'learnedAt' });
    expect(one([missing(learnedAt), located()], found).clock).toMatchObject({ start: at(1), startField: 'locatedAt' });
  });
});

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
