import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadRules } from './load-rules.js';

const shipped = join(import.meta.dirname, '..', '..', 'rules');
const federal = readFileSync(join(shipped, 'federal.yaml'), 'utf8');

describe('the federal pack', () => {
  const rules = loadRules(shipped);

  it('holds the three 24-hour reports', () =>
    expect(rules.map(({ id, citation, recipient, limit }) => [id, citation, recipient, limit.elapsedHours])).toEqual([
      ['C1', '42 USC 671(a)(34)(A)', 'police', 24],
      ['C2', '42 USC 671(a)(35)(B)', 'police', 24],
      ['C3', '42 USC 671(a)(35)(B)', 'ncmec', 24],
    ]));
  it('binds for every child the agency answers for', () =>
    expect(new Set(rules.flatMap(({ covers }) => covers)))
      .toEqual(new Set(['placed', 'supervised-at-home', 'chafee-services', 'extended-care', 'tribal-agreement'])));
  it('names what was read and what was not', () => expect(rules.every(({ verified }) => verified.unverified.length > 0)).toBe(true));
  it('is ended by nothing but the report', () => expect(rules.flatMap(({ ends }) => ends)).toEqual([]));
});

describe('a broken pack', () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'rules-'))));
  afterEach(() => rmSync(folder, { recursive: true }));
  const refusal = (text: string) => {
    writeFileSync(join(folder, 'broken.yaml'), text);
    try {
      loadRules(folder);
    } catch (error) {
      return (error as Error).message;
    }
    return 'loaded';
  };
  const lineOf = (part: string) => federal.slice(0, federal.indexOf(part)).split('\n').length;

  it.each([
    ['citation', 'citation: 42 USC 671(a)(34)(A)', 'note: none', 'broken.yaml:\\d+ /rules/0 must have required property'],
    ['limit', 'elapsedHours: 24', 'elapsedHours: soon', `broken.yaml:${lineOf('limit:')} /rules/0/limit/elapsedHours must be integer`],
    ['event', 'event: DeterminationMade', 'event: ChildVanished', `broken.yaml:${lineOf('event: DeterminationMade')} /rules/0/opens/0/event must be equal`],
    ['clock', 'clock: receivedAt', 'clock: heardAt', `broken.yaml:${lineOf('clock: receivedAt')} /rules/0/opens/0/clock DeterminationMade has no field heardAt`],
    ['condition', 'outcome: [', 'result: [', 'broken.yaml:\\d+ /rules/0/opens/0/where/result DeterminationMade has no field result'],
    ['day', 'from: 2018-07-01', 'from: 2018-02-30', `broken.yaml:${lineOf('from: 2018')} /rules/0/effective/from must match format "date"`],
    ['YAML', 'rules:', 'rules: [', 'broken.yaml:\\d+ '],
  ])('with a wrong %s does not load, and says where and why', (_, part, wrong, message) =>
    expect(refusal(federal.replace(part, wrong))).toMatch(new RegExp(message.replaceAll(/([()])/g, '\\$1'))));
});
