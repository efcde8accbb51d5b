import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whyNoCourtDay } from '#calendar';
import type { RulesDoNotLoad } from '#rule-files';
import { loadCourtRules, SHIPPED } from './load-court-rules.js';
import { RuleBook } from './rule-book.js';

const rule = (id: string, from: string, to = 'null') => `  - id: ${id}
    citation: Rule 1
    text: Hear it.
    effective: { from: ${from}, fromIs: first-day, to: ${to}, basis: the rule }
    verified: { on: null, against: a list, unverified: the text }
    kind: absence-review
    countedFrom: absence-learned
    latest: { courtDays: 10 }
    notice: { courtDays: 5 }
    continuance: { latest: { courtDays: 5 }, reasons: [good-cause] }
`;
const review = `absenceReviews:
  - id: GA-review
    citation: Rule 2
    text: Bring it.
    effective: { from: 2025-01-01, fromIs: first-day, to: null, basis: the rule }
    verified: { on: null, against: a list, unverified: the text }
    categories: [abducted]
    caseTypes: [dependency]
    kind: absence-review
    endsOn: [returned]
`;
const pack = `pack: us-ga\njurisdiction: GA\nexample: false\ncalendar: us-ca-courts\nhearings:\n${rule('GA-hearing', '2025-01-01')}${review}`;
const court = 'example: false\ncourts:\n  - court: GA-county-1\n    state: GA\n    name: One\n    counties: [{ county: GA county 1, calendar: own }]\n    dockets: []\n';
const calendar = 'calendar: own\njurisdiction: GA\nname: Own\nexample: false\nbasedOn: us-ca-courts\ncitation: X\nverified: { on: null, against: x, unverified: x }\nholidays: []\n'
  + 'closed: [{ day: 2026-03-04, name: Flood }]\n';

describe('what is shipped', () => {
  const [real, all] = [false, true].map(examples => new RuleBook(loadCourtRules([SHIPPED], { examples }))) as [RuleBook, RuleBook];
  const COURT = { court: 'MO-circuit-5', state: 'MO', county: 'MO county 5' };

  it('assumes no state\'s rule', () => {
    expect([real.rules.hearings, real.rules.absenceReviews, real.rules.courts]).toEqual([[], [], []]);
    expect(real.missingFor('MO')).toEqual([
      'MO: no calendar of its courts: court days cannot be counted', 'MO: no rule for when a hearing is held or noticed', 'MO: no rule for the review of an absence',
      'MO: no court is named for its counties',
    ]);
    expect(real.placeOf(COURT)).toEqual({ zone: 'America/Chicago', calendar: null });
  });
  it('says what Michigan asks for and nobody read', () => {
    expect(real.weekBegins('MI')).toBe('monday');
    expect(real.missingFor('MI').join()).toContain('the docket interval was not read');
  });
  it('claims no text as read', () => expect([...all.rules.hearings, ...all.rules.absenceReviews, ...all.rules.calendars].filter(({ verified }) => verified.on !== null)).toEqual([]));
  it('has the vetoed bill as an example only', () => {
    expect(all.hearingRule('MO', 'absence-review', '2026-03-02')).toMatchObject({ example: true, latest: { courtDays: 10 }, notice: { courtDays: 5 } });
    expect(all.absenceRule('MO', '2026-03-02')).toMatchObject({ example: true, kind: 'absence-review' });
    expect([all.hearingRule('MO', 'absence-review', '2023-12-31'), all.hearingRule('MO', 'motion', '2026-03-02'), all.hearingRule('KY', 'absence-review', '2026-03-02')]).toEqual([null, null, null]);
  });
  it('keeps a county\'s own calendar beside its state\'s', () => {
    const [own, states] = [COURT, { ...COURT, county: 'MO county 6' }].map(each => all.placeOf(each).calendar!);
    expect(['2026-03-12', '2026-05-08', '2026-12-25'].map(day => whyNoCourtDay(day, own!))).toEqual(['Courthouse without heating', 'County Day', 'Christmas Day']);
    expect(['2026-03-12', '2026-05-08', '2026-12-25'].map(day => whyNoCourtDay(day, states!))).toEqual([null, null, 'Christmas Day']);
  });
  it('names a docket to the county it sits for', () => {
    expect(all.docket(COURT, 'trafficking')?.sits).toEqual({ weekday: 'tuesday', weeks: [1, 3] });
    expect(all.docket({ ...COURT, county: 'MO county 6' }, 'trafficking')).toBeNull();
    expect(all.courtOf('MO', 'MO county 7')).toBe('MO-circuit-7');
  });
});

describe('a folder of a deployment\'s own', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'court-rules-'));
    for (const inner of ['courts', 'calendars', 'zones']) mkdirSync(join(folder, inner));
    put('pack.yaml', pack);
    put('courts/court.yaml', court);
    put('calendars/own.yaml', calendar);
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const put = (file: string, text: string) => writeFileSync(join(folder, file), text);
  const load = () => loadCourtRules([SHIPPED, folder], { examples: false });
  const refusal = () => {
    try {
      load();
    } catch (error) {
      return (error as RulesDoNotLoad).faults.map(({ file, line, reason }) => `${file}:${line}: ${reason}`);
    }
    return ['loads'];
  };
  const lineOf = (text: string, part: string) => text.slice(0, text.indexOf(part)).split('\n').length;

  it('is whole to begin with, and rules beside what is shipped', () => {
    const book = new RuleBook(load());
    expect(whyNoCourtDay('2026-03-04', book.placeOf({ court: 'GA-county-1', state: 'GA', county: 'GA county 1' }).calendar!)).toBe('Flood');
    expect(book.hearingRule('GA', 'absence-review', '2026-01-01')).toMatchObject({ id: 'GA-hearing', pack: 'us-ga' });
    expect(book.missingFor('GA')).toEqual([]);
  });

  it.each<[string, string, string, string, string]>([
    ['citation', 'citation: Rule 1\n    ', '', 'hearings/0 must have required property \'citation\'', '- id: GA-hearing'],
    ['mark of verification', 'verified: { on: null, against: a list, unverified: the text }\n    ', '', 'hearings/0 must have required property \'verified\'', '- id: GA-hearing'],
    ['kind', 'kind: absence-review\n    countedFrom', 'kind: party\n    countedFrom', 'hearings/0/kind "party" is not one of absence-review', 'kind:'],
    ['limit', 'latest: { courtDays: 10 }', 'latest: { moons: 1 }', 'hearings/0/latest must NOT have additional properties (moons)', 'latest:'],
    ['day', 'from: 2025-01-01', 'from: 2025-02-30', 'hearings/0/effective/from must match format "date"', 'effective:'],
    ['end', 'to: null', 'to: 2024-01-01', 'hearings/0/effective/to ends before it begins (2025-01-01)', 'effective:'],
    ['order of days', 'latest: { courtDays: 10 }', 'earliest: { courtDays: 11 }\n    latest: { courtDays: 10 }', 'hearings/0/latest is before the earliest (11 court days)', 'latest:'],
    ['notice that leaves no day', 'notice: { courtDays: 5 }', 'notice: { courtDays: 11 }', 'hearings/0/notice leaves no day within 10 court days', 'notice:'],
    ['continuance of no end', 'latest: { courtDays: 10 }\n    ', '', 'hearings/0/continuance goes on from a latest day, and the rule has none', 'continuance:'],
    ['calendar', 'calendar: us-ca-courts', 'calendar: lunar', 'calendar there is no calendar lunar', 'calendar:'],
    ['count without a calendar', 'calendar: us-ca-courts', 'calendar: null', 'hearings/0 counts days, and the pack names no calendar', '- id: GA-hearing'],
    ['category', 'categories: [abducted]', 'categories: [stolen]', 'absenceReviews/0/categories/0 "stolen" is not one of', 'categories:'],
    ['hearing of a review', 'countedFrom: absence-learned', 'countedFrom: filing', 'absenceReviews/0/kind no hearing of this pack is a absence-review counted from absence-learned', 'kind: absence-review\n    endsOn'],
    ['property', 'text: Hear it.', 'text: Hear it.\n    mood: good', 'hearings/0 must NOT have additional properties (mood)', '- id: GA-hearing'],
  ])('with a wrong %s does not load, and says where and why', (_, part, wrong, reason, at) => {
    expect(pack).toContain(part);
    const text = pack.replace(part, wrong);
    put('pack.yaml', text);
    expect(refusal()).toContainEqual(expect.stringContaining(`pack.yaml:${lineOf(text, at)}: ${reason}`));
  });

  it('with two texts of one thing in force on one day does not load', () => {
    const second = (from: string) => `pack: us-ga-2\njurisdiction: GA\nexample: false\ncalendar: us-ca-courts\nhearings:\n${rule('GA-new', from)}`;
    put('second.yaml', second('2026-06-30'));
    expect(refusal()).toEqual(['second.yaml:9: hearings/0/effective GA-new is in force from 2026-06-30, and so is GA-hearing of us-ga from 2025-01-01']);
    put('pack.yaml', pack.replace('to: null', 'to: 2026-06-29'));
    expect(refusal()).toEqual(['loads']);
    const book = new RuleBook(load());
    expect(['2026-06-29', '2026-06-30'].map(day => book.hearingRule('GA', 'absence-review', day)?.id)).toEqual(['GA-hearing', 'GA-new']);
  });
  it('with two calendars for the courts of one state does not load', () => {
    put('second.yaml', 'pack: us-ga-2\njurisdiction: GA\nexample: false\ncalendar: own\n');
    expect(refusal()).toEqual(['second.yaml:4: calendar the courts of GA keep us-ca-courts by us-ga']);
  });
  it.each([
    ['courts/court.yaml', court.replace('calendar: own', 'calendar: lunar'), 'court.yaml:6: courts/0/counties/0/calendar there is no calendar lunar'],
    ['courts/court.yaml', court.replace('GA-county-1', 'KY-county-1'), 'court.yaml:3: courts/0/court begins with its state: GA-'],
    ['calendars/own.yaml', calendar.replace('basedOn: us-ca-courts', 'basedOn: lunar'), 'own.yaml:5: basedOn there is no calendar lunar'],
    ['pack.yaml', pack.replace('hearings:', 'hearings: ['), 'pack.yaml:'],
  ])('with a wrong %s does not load', (file, text, fault) => {
    put(file, text);
    expect(refusal()).toContainEqual(expect.stringContaining(fault));
  });
  it('does not hide the faults of another file', () => {
    put('a.yaml', pack.replace('citation: Rule 1\n    ', '').replace('pack: us-ga', 'pack: a'));
    put('b.yaml', pack.replace('kind: absence-review', 'kind: party').replace('pack: us-ga', 'pack: b'));
    expect(new Set(refusal().map(fault => fault.slice(0, 6)))).toEqual(new Set(['a.yaml', 'b.yaml']));
  });
});
