/** A refused request, as RFC 9457 tells it. */
export class Problem extends Error {
  constructor(readonly status: number, readonly code: string, readonly detail: string) {
    super(detail);
  }
}

const HOUR_MS = 3_600_000;
const LAST_INSTANT = Date.parse('9999-12-31T00:00:00Z');

/** How many milliseconds the request moves the clock on: `{"hours": n}` or `{"milliseconds": n}`, n > 0. */
export const parseAdvance = (text: string, now: number): number => {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new Problem(400, 'not-json', 'The body is not JSON');
  }
  const fields = typeof body === 'object' && body !== null ? Object.entries(body) : [];
  const [name, amount] = fields[0] ?? [];
  if (fields.length !== 1 || (name !== 'hours' && name !== 'milliseconds') || typeof amount !== 'number') {
    throw new Problem(400, 'malformed-clock-advance', 'Send {"hours": n} or {"milliseconds": n}, n a number');
  }
  const milliseconds = Math.round(name === 'hours' ? amount * HOUR_MS : amount);
  if (!(milliseconds >= 1)) throw new Problem(400, 'clock-goes-forward-only', 'The clock moves on by a millisecond at least, never back');
  if (!(now + milliseconds <= LAST_INSTANT)) throw new Problem(400, 'clock-out-of-range', 'The clock ends with the year 9999');
  return milliseconds;
};
