import { parseAdvance, type Problem } from './clock-advance.js';

const now = Date.parse('2026-03-02T15:00:00Z');

const refusal = (text: string): string => {
  try {
    parseAdvance(text, now);
    return 'none';
  } catch (problem) {
    return (problem as Problem).code;
  }
};

describe('moving the development clock on', () => {
  it.each([
    ['{"hours": 24}', 86_400_000],
    ['{"hours": 1.5}', 5_400_000],
    ['{"milliseconds": 1}', 1],
  ])('%s', (text, milliseconds) => expect(parseAdvance(text, now)).toBe(milliseconds));

  it.each([
    ['', 'not-json'],
    ['{', 'not-json'],
    ['null', 'malformed-clock-advance'],
    ['[1]', 'malformed-clock-advance'],
    ['{}', 'malformed-clock-advance'],
    ['{"hours": "1"}', 'malformed-clock-advance'],
    ['{"days": 1}', 'malformed-clock-advance'],
    ['{"hours": 1, "milliseconds": 1}', 'malformed-clock-advance'],
    ['{"hours": 0}', 'clock-goes-forward-only'],
    ['{"hours": -1}', 'clock-goes-forward-only'],
    ['{"milliseconds": 0.4}', 'clock-goes-forward-only'],
    ['{"hours": 1e300}', 'clock-out-of-range'],
  ])('%s is refused: %s', (text, code) => expect(refusal(text)).toBe(code));
});
