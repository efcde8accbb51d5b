import { Stage } from './stage.js';

const told = (tell: (stage: Stage) => void) => {
  const lines: string[] = [];
  const stage = new Stage(text => lines.push(text));
  tell(stage);
  return { text: lines.join('\n'), stage };
};

describe('the stage of the demo', () => {
  it('remembers every claim that does not hold', () => {
    const { text, stage } = told(each => {
      each.expect('C2 is open', true);
      each.expect('C3 is open', false);
    });
    expect(stage.failures).toEqual(['C3 is open']);
    expect(text).toBe('  holds    C2 is open\n  FAILS    C3 is open');
  });

  it('keeps within a hundred columns, the text beside the hour', () => {
    const { text } = told(each => each.hour(19.2, 'word '.repeat(60).trim()));
    const [, first, ...others] = text.split('\n');
    expect(first).toMatch(/^Hour 19\.2 {2}word/);
    expect(others.every(line => /^ {11}word/.test(line) && line.length <= 100)).toBe(true);
    expect(text.match(/word/g)).toHaveLength(60);
  });
});
