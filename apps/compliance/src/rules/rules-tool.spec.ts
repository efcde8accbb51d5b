import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instant, plusMilliseconds } from '#kernel';
import { checkRules } from './check-rules.js';
import { explainDuty, type ShownDuty } from './explain-duty.js';
import { loadRules, SHIPPED } from './load-rules.js';
import { missingFor } from './missing-for.js';

const rules = loadRules(SHIPPED);

const checked = (folder: string) => {
  const lines: string[] = [];
  const code = checkRules(folder, line => lines.push(line));
  return { code, lines, text: lines.join('\n') };
};

describe('rules check', () => {
  const { code, lines, text } = checked(SHIPPED);
  it('prints each rule as a sentence, with its citation', () => {
    expect(code).toBe(0);
    for (const { id, citation } of rules) expect(lines.find(line => line.startsWith(`${id}: `))).toContain(`[${citation}]`);
    expect(lines.find(line => line.startsWith('GA-19.22-court: '))).toContain('within 2 business days (Federal holidays) from learnedAt of ChildReportedMissing');
  });
  it('names what is an example, what does not bind, what nobody read and what does not run', () => {
    const after = (id: string) => lines[lines.findIndex(line => line.startsWith(`${id}: `)) + 1];
    expect(after('CA-AB-273-hearing')).toContain('EXAMPLE');
    expect(after('C9')).toContain('DOES NOT BIND');
    expect(after('KY-4.67-police')).toContain('UNVERIFIED, as listed by practitioners');
    expect(text).toContain('us-federal: C7, the yearly total');
    expect(text).toContain('no holiday calendar of GA\'s own');
  });
  it('ends with 1, file, line and reason for a wrong pack, and for none at all', () => {
    const folder = mkdtempSync(join(tmpdir(), 'rules-'));
    try {
      expect(checked(folder)).toMatchObject({ code: 1, text: `There is no rule pack (*.yaml) in ${folder}` });
      writeFileSync(join(folder, 'us-xx.yaml'), 'pack: us-xx\njurisdiction: XX\nexample: false\nrules: []\n');
      expect(checked(folder)).toMatchObject({ code: 1, lines: ['us-xx.yaml:2: jurisdiction "XX" is not one of the 57 known', 'us-xx.yaml:4: rules must NOT have fewer than 1 items'] });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('rules check of a deployment\'s own folder', () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'rules-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('finds what would stop the service: a text in force beside the shipped one of the same rule', () => {
    const written = readFileSync(join(SHIPPED, 'us-ky.yaml'), 'utf8');
    writeFileSync(join(folder, 'ours.yaml'), written.replace('pack: us-ky', 'pack: ours'));
    const { code, lines } = checked(folder);
    expect(code).toBe(1);
    expect(lines).toEqual([expect.stringMatching(/^ours\.yaml:\d+: .*KY-4\.67-police is in force from 2023-06-14, and so is KY-4\.67-police of us-ky/)]);
  });
  it('shows its own rules alone where they stand beside the shipped ones', () => {
    writeFileSync(join(folder, 'ours.yaml'), readFileSync(join(SHIPPED, 'us-ky.yaml'), 'utf8').replace('KY-4.67-police', 'KY-ours'));
    const { code, text } = checked(folder);
    expect([code, text.includes('KY-ours: '), text.includes('C2: ')]).toEqual([0, true, false]);
  });
  it('says that there is no such folder', () => expect(checked(join(folder, 'nope'))).toMatchObject({ code: 1, text: `${join(folder, 'nope')}:1: there is no such folder` }));
});

describe('rules explain', () => {
  const court: ShownDuty = {
    dutyId: 'd1', ruleId: 'GA-19.22-court', ruleVersion: '2020-05-31', state: 'GA', county: 'GA county 5', status: 'open',
    clockStart: instant('2026-11-25T17:00:00-05:00'), deadline: plusMilliseconds(instant('2026-12-01T00:00:00-05:00'), -1),
  };
  it('says which rule, from which instant, and why that deadline', () =>
    expect(explainDuty(rules, court)).toEqual([
      'The duty d1 stands under GA-19.22-court, in its text in force from 2020-05-31 [GA DFCS Child Welfare Policy Manual 19.22].',
      'Tell the juvenile court within two business days that the child is missing, and what was done to find the child.',
      expect.stringContaining('UNVERIFIED, as listed by practitioners'),
      expect.stringMatching(/^Its clock started at 2026-11-25T22:00:00\.000Z: Wednesday, November 25, 2026 at 5:00:00.PM EST .* in GA county 5\. That is/),
      expect.stringContaining('came to answer for the child only later, the clock starts then (coveredFrom)'),
      '2 business days are counted in America/New_York. Wed, Nov 25, 2026, the day of the start, does not count. '
        + 'Saturdays, Sundays and the holidays of us-federal (Federal holidays) do not count.',
      'Skipped: Thu, Nov 26, 2026, Thanksgiving Day; Sat, Nov 28, 2026, saturday; Sun, Nov 29, 2026, sunday.',
      'The last day is Mon, Nov 30, 2026, and its last millisecond is still on time.',
      expect.stringMatching(/^So the deadline is 2026-12-01T04:59:59\.999Z: Monday, November 30, 2026 at 11:59:59.PM EST/),
      'The duty is open.',
    ]));
  it('says when the duty has another deadline than the rule gave it', () =>
    expect(explainDuty(rules, { ...court, deadline: instant('2026-12-03T00:00:00Z') }).join(' ')).toContain('The duty\'s own deadline is 2026-12-03T00:00:00.000Z'));
  it('says that a rule has no number, and that hours run on', () => {
    const shown = (ruleId: string, ruleVersion: string) => explainDuty(rules, { ...court, ruleId, ruleVersion, deadline: null }).join(' ');
    expect(shown('US-return-interview', '2018-07-01')).toContain('no number of hours or days');
    expect(shown('US-return-interview', '2018-07-01')).not.toContain('coveredFrom');
    expect(shown('GA-19.22-located-state-team', '2020-05-31')).toContain('That is learnedAt of ChildLocated (locatedAt where it says none).');
    expect(shown('C2', '2018-07-01')).toContain('24 elapsed hours run on through nights');
  });
  it('does not guess at a text that is not here', () =>
    expect(explainDuty(rules, { ...court, ruleVersion: '1999-01-01' })).toEqual([expect.stringContaining('The packs here do not hold that text')]));
});

describe('what a state lacks', () => {
  it.each([
    ['TX', ['no rule pack for TX', 'no holiday calendar of TX\'s own']],
    ['TN', ['no rule pack for TN', 'no holiday calendar of TN\'s own', 'no list of the counties of TN that keep America/New_York']],
    ['KY', ['no holiday calendar of KY\'s own']],
    ['CA', []],
    ['XX', ['no rule pack for XX', 'no holiday calendar of XX\'s own', 'no time zone for XX']],
  ])('%s', (state, missing) => expect(missingFor(state, rules)).toEqual(missing.map(each => expect.stringContaining(each))));
});
