import { DomainError } from './domain-error.js';

/** A moment, as ISO-8601 in UTC with milliseconds: two of them compare as text. */
export type Instant = string & { readonly __instant: true };

const WITH_OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(?:\.(\d+))?)?(Z|[+-]\d{2}:\d{2})$/i;
const HOUR = 3_600_000;

/**
 * Reads a moment from an RFC 3339 text with offset, or from milliseconds since 1970.
 * A local time is refused (`time-without-offset`): it cannot start a legal clock. So is one finer than a
 * millisecond (`time-too-precise`), because rounding could move it across a deadline, and a date that
 * does not exist, or in UTC lies outside the years 0 to 9999 and would not compare as text (`not-a-time`).
 */
export const instant = (value: string | number): Instant => {
  if (typeof value === 'number') return new Date(value).toISOString() as Instant;
  const form = WITH_OFFSET.exec(value);
  if (!form) {
    const local = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?$/.test(value);
    throw local
      ? new DomainError('time-without-offset', 'A time needs its offset from UTC, such as -05:00 or Z', 'malformed')
      : new DomainError('not-a-time', 'Not an RFC 3339 time such as 2026-03-08T17:00:00-05:00', 'malformed');
  }
  if (form[2] && /[1-9]/.test(form[2].slice(3))) {
    throw new DomainError('time-too-precise', 'Times are kept to the millisecond', 'malformed');
  }
  const milliseconds = Date.parse(value.toUpperCase());
  const [year, month, day] = value.slice(0, 10).split('-').map(Number) as [number, number, number];
  if (Number.isNaN(milliseconds) || day > new Date(Date.UTC(year, month, 0)).getUTCDate()) {
    throw new DomainError('not-a-time', 'That date or time does not exist', 'malformed');
  }
  const read = new Date(milliseconds).toISOString();
  if (!/^\d/.test(read)) throw new DomainError('not-a-time', 'A time lies in the years 0 to 9999', 'malformed');
  return read as Instant;
};

/** `from` plus elapsed hours: weekends, holidays and clock changes do not stop them. */
export const plusHours = (from: Instant, hours: number): Instant => plusMilliseconds(from, hours * HOUR);

/** `from` plus elapsed milliseconds, negative ones too. */
export const plusMilliseconds = (from: Instant, milliseconds: number): Instant =>
  new Date(Date.parse(from) + milliseconds).toISOString() as Instant;

/** Elapsed milliseconds from one moment to another; negative when `to` is earlier. */
export const millisecondsBetween = (from: Instant, to: Instant): number => Date.parse(to) - Date.parse(from);
