import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { projectRoot } from '#service';
import { propose } from './domain/tool.js';
import { ScreeningTools } from './screening-tools.js';
import { ScreeningSettings } from './settings.js';

const tool = {
  name: 'ours', version: '1', description: 'For this spec',
  questions: [{ id: 'q1', text: 'How are things?', options: [{ code: 'fine', points: 0 }, { code: 'not-fine', points: 2 }] }],
  scoring: [{ atLeast: 1, result: 'at-risk' }, { atLeast: 0, result: 'none' }],
};
const loaded = (...files: string[]) => {
  const folder = mkdtempSync(join(tmpdir(), 'screening-tools-'));
  try {
    files.forEach((content, index) => writeFileSync(join(folder, `tool-${index}.yaml`), content));
    return ScreeningTools.load(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

describe('the screening tools', () => {
  it('are found by name and version', () => {
    expect(loaded(stringify(tool)).find({ name: 'ours', version: '1' })).toEqual(tool);
    expect(loaded(stringify(tool)).find({ name: 'ours', version: '2' })).toBeUndefined();
    expect(loaded(stringify(tool)).find(null)).toBeUndefined();
  });
  it.each<[string, object, string]>([
    ['an unknown property', { author: 'x' }, 'additional properties'],
    ['no question', { questions: [] }, '/questions'],
    ['a result nobody knows', { scoring: [{ atLeast: 0, result: 'guilty' }] }, '/scoring/0/result'],
    ['a question twice', { questions: [...tool.questions, ...tool.questions] }, 'an id twice'],
    ['an answer twice', { questions: [{ ...tool.questions[0], options: [{ code: 'a', points: 0 }, { code: 'a', points: 1 }] }] }, 'an option code twice'],
    ['a score without result', { scoring: [{ atLeast: 1, result: 'none' }] }, 'atLeast: 0'],
    ['a score that is never reached', { scoring: [{ atLeast: 1, result: 'none' }, { atLeast: 1, result: 'at-risk' }, { atLeast: 0, result: 'none' }] }, 'go down'],
  ])('with %s stop the service, by the name of the file', (_what, changes, fault) => {
    expect(() => loaded(stringify({ ...tool, ...changes }))).toThrow(/tool-0\.yaml/);
    expect(() => loaded(stringify({ ...tool, ...changes }))).toThrow(fault);
  });
  it('have one name and version each', () => expect(() => loaded(stringify(tool), stringify(tool))).toThrow('one name and version'));
});

describe('the example that is shipped', () => {
  const [example, ...others] = ScreeningTools.load(join(projectRoot(), 'apps', 'child-welfare', 'screening-tools')).all;
  it('is the only one and says that it is an example', () => expect([example?.example, others]).toEqual([true, []]));
  it('lets every question be left unanswered', () => {
    const declined = Object.fromEntries(example!.questions.map(({ id }) => [id, 'preferred-not-to-say']));
    expect(propose(example!, declined)).toBe('none');
  });
});

describe('the days after which a screening may be repeated', () => {
  it('are 30 unless told', () => expect(ScreeningSettings.from({}).repeatAfterDays).toBe(30));
  it('are told by the environment', () => expect(ScreeningSettings.from({ SCREENING_REPEAT_AFTER_DAYS: '90' }).repeatAfterDays).toBe(90));
  it('are a number', () => expect(() => ScreeningSettings.from({ SCREENING_REPEAT_AFTER_DAYS: 'soon' })).toThrow('SCREENING_REPEAT_AFTER_DAYS'));
});
