import { DomainError, instant, millisecondsBetween, plusHours } from './index.js';

const refusal = (text: string) => {
  try {
    instant(text);
  } catch (error) {
    return (error as DomainError).code;
  }
  return 'accepted';
};

describe('a moment', () => {
  it('is kept in UTC, to the millisecond', () => expect(instant('2025-03-08T17:00:00-05:00')).toBe('2025-03-08T22:00:00.000Z'));
  it('accepts milliseconds since 1970', () => expect(instant(0)).toBe('1970-01-01T00:00:00.000Z'));
  it('accepts zeros below the millisecond', () => expect(instant('2025-03-08T17:00:00.123000Z')).toBe('2025-03-08T17:00:00.123Z'));
  it.each([
    ['2025-03-08T17:00:00', 'time-without-offset'],
    ['2025-03-08', 'time-without-offset'],
    ['2025-03-08 17:00', 'time-without-offset'],
    ['2025-02-29T00:00:00Z', 'not-a-time'],
    ['2025-02-30T00:00:00Z', 'not-a-time'],
    ['2025-13-01T00:00:00Z', 'not-a-time'],
    ['2025-01-01T25:00:00Z', 'not-a-time'],
    ['9999-12-31T23:59:59-10:00', 'not-a-time'],
    ['0000-01-01T00:00:00+10:00', 'not-a-time'],
    ['yesterday', 'not-a-time'],
    ['', 'not-a-time'],
    ['2025-03-08T17:00:00.0001Z', 'time-too-precise'],
  ])('refuses %s as %s', (text, code) => expect(refusal(text)).toBe(code));
});

describe('24 elapsed hours', () => {
  it('are 24 hours when clocks go forward', () =>
    expect(plusHours(instant('2025-03-08T17:00:00-05:00'), 24)).toBe(instant('2025-03-09T18:00:00-04:00')));
  it('are 24 hours when clocks go back', () =>
    expect(plusHours(instant('2025-11-01T17:00:00-04:00'), 24)).toBe(instant('2025-11-02T16:00:00-05:00')));
  it('span the leap day', () => expect(plusHours(instant('2024-02-28T12:00:00Z'), 24)).toBe('2024-02-29T12:00:00.000Z'));
  it('are measured in milliseconds', () =>
    expect(millisecondsBetween(instant('2025-03-08T17:00:00-05:00'), instant('2025-03-09T18:00:00.001-04:00'))).toBe(86_400_001));
});
