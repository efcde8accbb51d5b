import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { US_STATES } from '#contracts';
import { instant } from '#kernel';
import type { RulesDoNotLoad } from '#rule-files';
import { deadlineOf, FACT_TYPES } from '../duty/index.js';
import { configuredRules, loadRules, loadRuleSet, SHIPPED } from './load-rules.js';

const pack = `pack: us-xx
jurisdiction: GA
example: false
rules:
  - id: XX-1-court
    citation: Manual 1.2
    text: Tell the court.
    effective: { from: 2025-01-01, fromIs: first-day, to: 2026-06-30, basis: the manual }
    verified: { on: null, against: a list, unverified: the text }
    obligor: title-iv-e-agency
    knowledge: agency
    covers: [placed]
    ages: null
    recipient: court
    subject: missing-episode
    opens: [{ event: ChildReportedMissing, where: { category: [abducted] }, clock: learnedAt }]
    limit: { businessDays: 2 }
    calendar: us-federal
    met: { all: [{ event: NoticeGiven, where: { to: [court] }, at: givenAt }] }
    alerts: [{ level: 50, notify: caseworker }]
`;

describe('the shipped packs', () => {
  const { rules, notYet, calendars } = loadRuleSet(SHIPPED);
  const idsOf = (jurisdiction: string) => rules.filter(rule => rule.jurisdiction === jurisdiction && !rule.example).map(({ id }) => id);

  it('hold the federal clocks with their limits and obligors', () =>
    expect(rules.filter(({ id }) => /^C\d$/.test(id)).map(({ id, citation, obligor, limit, binding }) => [id, citation, obligor, limit, binding])).toEqual([
      ['C1', '42 USC 671(a)(34)(A)', 'title-iv-e-agency', { elapsedHours: 24 }, true],
      ['C2', '42 USC 671(a)(35)(B)', 'title-iv-e-agency', { elapsedHours: 24 }, true],
      ['C3', '42 USC 671(a)(35)(B)', 'title-iv-e-agency', { elapsedHours: 24 }, true],
      ['C4', '34 USC 41308(3)', 'law-enforcement', { elapsedHours: 2 }, true],
      ['C5', '34 USC 41308(4)(A)', 'law-enforcement', { calendarDays: 30 }, true],
      ['C6', '34 USC 41308(4)(C)', 'law-enforcement', { none: true }, true],
      ['C9', '22 USC 7105(b)(1)(G)', 'discovering-official', { elapsedHours: 24 }, false],
    ]));
  it('say which federal duties do not run yet', () =>
    expect(notYet.filter(({ pack }) => pack === 'us-federal').map(({ citation }) => citation)).toEqual(expect.arrayContaining(['42 USC 671(a)(34)(B)', '45 CFR 1355.46(b)(5)'])));
  it('ask, when a child returns, for all that an episode cannot close without', () =>
    expect(rules.filter(({ opens, jurisdiction }) => jurisdiction === 'US' && opens.some(({ event }) => event === 'ChildReturned')).map(({ id, limit }) => [id, limit])).toEqual(
      ['US-return-interview', 'US-screening-on-return', 'US-primary-factors', 'US-response-to-factors', 'US-services'].map(id => [id, { none: true }])));
  it('ask, when a child is located, for a notice to police and one to NCMEC', () =>
    expect(idsOf('US').filter(id => id.startsWith('US-recovery'))).toEqual(['US-recovery-police', 'US-recovery-ncmec']));
  it.each([
    ['MO', ['MO-210.795-police', 'MO-210.795-ncmec']],
    ['KY', ['KY-4.67-police']],
    ['AZ', [...['parents', 'attorney', 'guardian-ad-litem', 'casa', 'judicial-officer', 'caregiver', 'tribe'].map(each => `AZ-8-810-${each}`), 'AZ-8-810-pick-up-order']],
    ['GA', ['GA-19.22-police', 'GA-19.22-ncmec', 'GA-19.22-state-team', 'GA-19.22-court', 'GA-19.22-located-state-team']],
    ['CA', ['CA-16501.35-police', 'CA-16501.35-ncmec', ...['parents', 'attorney', 'casa', 'court', 'tribe'].map(each => `CA-340.2-${each}`)]],
  ])('hold what %s asks besides', (state, ids) => expect(idsOf(state)).toEqual(ids));
  it('want, in Arizona, each told by telephone and in writing', () => {
    const { met, withheld } = rules.find(({ id }) => id === 'AZ-8-810-casa')!;
    expect(met).toEqual({
      all: ['telephone', 'written'].map(channel => ({ event: 'NoticeGiven', where: { about: ['missing'], to: ['casa'], channel: [channel] }, at: 'givenAt' })),
    });
    expect(withheld).toEqual({ event: 'NoticeWithheld', where: { about: ['missing'], to: ['casa'] } });
  });
  it('mark what no law is as an example, and no other', () =>
    expect(rules.filter(({ example }) => example).map(({ id, limit, calendar }) => [id, limit, calendar])).toEqual([
      ['CA-AB-273-hearing', { courtDays: 10 }, 'us-ca-courts'],
      ['EX-regular-contact-police', { calendarDays: 7 }, null], ['EX-regular-contact-ncmec', { calendarDays: 7 }, null],
    ]));
  it('claim no state\'s text as read', () => {
    expect(rules.filter(({ jurisdiction, verified }) => jurisdiction !== 'US' && verified.on !== null)).toEqual([]);
    expect([...rules, ...calendars].every(({ verified }) => verified.unverified.length > 0)).toBe(true);
  });
  it('open on events that the ledger keeps, and are met by such', () => {
    const named = rules.flatMap(({ opens, met }) => [...opens, ...('all' in met ? met.all : [])].map(({ event }) => event));
    expect(named.filter(event => !(FACT_TYPES as readonly string[]).includes(event))).toEqual([]);
  });
  it('have an end of the day in every state', () =>
    expect(US_STATES.filter(state => !deadlineOf(rules.find(({ id }) => id === 'C5')!, instant('2026-03-02T15:00:00Z'), { state, county: 'county' }))).toEqual([]));
});

describe('a broken pack', () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'rules-'))));
  afterEach(() => rmSync(folder, { recursive: true }));
  const put = (file: string, text: string) => writeFileSync(join(folder, file), text);
  const refusal = () => {
    try {
      loadRules(folder);
    } catch (error) {
      return (error as RulesDoNotLoad).faults.map(({ file, line, reason }) => `${file}:${line}: ${reason}`);
    }
    return ['loads'];
  };
  const lineOf = (part: string) => pack.slice(0, pack.indexOf(part)).split('\n').length;

  it('is whole to begin with', () => {
    put('pack.yaml', pack);
    expect(refusal()).toEqual(['loads']);
  });

  it.each([
    ['citation', 'citation: Manual 1.2', '', 'rules/0 must have required property \'citation\'', '- id'],
    ['mark of verification', 'verified: { on: null, against: a list, unverified: the text }', '', 'rules/0 must have required property \'verified\'', '- id'],
    ['limit', 'businessDays: 2', 'businessDays: soon', 'rules/0/limit/businessDays must be integer', 'limit:'],
    ['kind of limit', 'businessDays: 2', 'moons: 2', 'rules/0/limit must NOT have additional properties (moons)', 'limit:'],
    ['event', 'event: ChildReportedMissing', 'event: ChildVanished', 'rules/0/opens/0/event "ChildVanished" is not one of the', 'opens:'],
    ['subject', 'event: ChildReportedMissing', 'event: DeterminationMade', 'rules/0/opens/0/event DeterminationMade is not about a missing-episode', 'opens:'],
    ['clock', 'clock: learnedAt', 'clock: heardAt', 'rules/0/opens/0/clock ChildReportedMissing has no field heardAt', 'opens:'],
    ['start of the clock', 'clock: learnedAt', 'clock: category', 'rules/0/opens/0/clock category of ChildReportedMissing is not an instant', 'opens:'],
    ['condition', 'category: [abducted]', 'kind: [abducted]', 'rules/0/opens/0/where/kind ChildReportedMissing has no field kind', 'opens:'],
    ['value', 'category: [abducted]', 'category: [stolen]', 'rules/0/opens/0/where/category category of ChildReportedMissing is never stolen', 'opens:'],
    ['event, which the ledger does not keep', 'event: ChildReportedMissing', 'event: DutyOpened', 'rules/0/opens/0/event DutyOpened is not among what the ledger keeps', 'opens:'],
    ['end, which the ledger does not keep', 'alerts:', 'ends: [{ event: DutyMet, at: metAt, citation: none }]\n    alerts:', 'rules/0/ends/0/event DutyMet is not among what the ledger keeps', 'alerts:'],
    ['end of something else', 'alerts:', 'ends: [{ event: CourtTermWithdrawn, at: withdrawnAt, citation: none }]\n    alerts:',
      'rules/0/ends/0/event CourtTermWithdrawn is not about a missing-episode', 'alerts:'],
    ['recipient', 'met: { all: [{ event: NoticeGiven, where: { to: [court] }, at: givenAt }] }', 'met: { report: police }',
      'rules/0/recipient is court, and a report to police would meet it', 'recipient:'],
    ['evidence, which the ledger does not keep', 'event: NoticeGiven, where: { to: [court] }, at: givenAt', 'event: DutyMet, where: {}, at: metAt',
      'rules/0/met/all/0/event DutyMet is not among what the ledger keeps', 'met:'],
    ['evidence', 'at: givenAt', 'at: toldAt', 'rules/0/met/all/0/at NoticeGiven has no field toldAt', 'met:'],
    ['calendar', 'calendar: us-federal', 'calendar: lunar', 'rules/0/calendar there is no calendar lunar (us-ca-courts, us-federal)', 'calendar:'],
    ['count without a calendar', 'calendar: us-federal', '', 'rules/0/limit counts days by a calendar, and the rule names none', 'limit:'],
    ['day', 'from: 2025-01-01', 'from: 2025-02-30', 'rules/0/effective/from must match format "date"', 'effective:'],
    ['end', 'to: 2026-06-30', 'to: 2024-06-30', 'rules/0/effective/to ends before it begins (2025-01-01)', 'effective:'],
    ['role', 'notify: caseworker', 'notify: superviser',
      'rules/0/alerts/0/notify "superviser" is not one of compliance-officer, supervisor, caseworker, police-liaison, clerk, court-administrator', 'alerts:'],
    ['level, said to two', 'alerts: [', 'alerts: [{ level: 50, notify: supervisor }, ',
      'rules/0/alerts/1/level 50 comes after 50: each level is higher than the one before it', 'alerts:'],
    ['ladder', 'alerts: [', 'alerts: [{ level: 95, notify: supervisor }, ',
      'rules/0/alerts/1/level 50 comes after 95: each level is higher than the one before it', 'alerts:'],
    ['alert', 'limit: { businessDays: 2 }', 'limit: { none: true }', 'rules/0/alerts a rule without a deadline, or one that does not bind, never alerts', 'alerts:'],
  ])('with a wrong %s does not load, and says where and why', (_, part, wrong, reason, at) => {
    expect(pack).toContain(part);
    put('pack.yaml', pack.replace(part, wrong));
    expect(refusal()[0]).toContain(`pack.yaml:${lineOf(at)}: ${reason}`);
  });
  it('that is no YAML does not load', () => {
    put('pack.yaml', pack.replace('rules:', 'rules: ['));
    expect(refusal()[0]).toMatch(/^pack\.yaml:\d+: /);
  });
  it('with two texts of one rule in force on one day does not load', () => {
    put('a.yaml', pack);
    put('b.yaml', pack.replace('from: 2025-01-01', 'from: 2026-06-30').replace('to: 2026-06-30', 'to: null'));
    expect(refusal()).toEqual([`b.yaml:${lineOf('effective:')}: rules/0/effective XX-1-court is in force from 2026-06-30, and so is XX-1-court of us-xx from 2025-01-01`]);
    put('b.yaml', pack.replace('from: 2025-01-01', 'from: 2026-07-01').replace('to: 2026-06-30', 'to: null'));
    expect(refusal()).toEqual(['loads']);
  });
  it('does not hide the faults of another', () => {
    put('a.yaml', pack.replace('citation: Manual 1.2', ''));
    put('b.yaml', pack.replace('clock: learnedAt', 'clock: heardAt'));
    expect(refusal().map(fault => fault.slice(0, 6))).toEqual(['a.yaml', 'b.yaml']);
  });

  it.each(['pack.yml', 'pack.YAML'])('that is named %s is not left out in silence', name => {
    put('pack.yaml', pack);
    put(name === 'pack.YAML' ? 'other.YAML' : name, pack);
    expect(refusal()).toEqual([expect.stringMatching(/^(pack\.yml|other\.YAML):1: is not read: only a name that ends with \.yaml is$/)]);
  });
  it('that lies in no folder does not load', () => {
    expect(() => configuredRules({ COMPLIANCE_RULES: join(folder, 'nope') })).toThrow(`${join(folder, 'nope')}:1: there is no such folder`);
    put('file', '');
    expect(() => configuredRules({ COMPLIANCE_RULES: join(folder, 'file') })).toThrow('there is no such folder');
  });

  it('whose calendar is wrong does not load', () => {
    mkdirSync(join(folder, 'calendars'));
    put('pack.yaml', pack);
    put('calendars/us-xx.yaml', 'calendar: us-xx\njurisdiction: GA\n');
    expect(refusal()[0]).toBe('us-xx.yaml:1: must have required property \'name\'');
  });
});
