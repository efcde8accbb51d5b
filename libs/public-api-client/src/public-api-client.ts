import { setTimeout as pause } from 'node:timers/promises';
import { problemOf, Refused } from './refused.js';

export type ApiRequest = {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly token?: string;
  readonly body?: object;
  readonly idempotencyKey?: string;
  readonly claimedRecordedAt?: string;
  /** The `Position` of an earlier answer: the read model must have seen it. */
  readonly minPosition?: bigint;
};

/** `position` is where the command's effect lies in the log. */
export type Answer<Body> = { readonly body: Body; readonly position: bigint };

/** Thrown once nothing has succeeded for `patienceMs` milliseconds; `reason` is that of the last failure. */
export class NoProgress extends Error {
  constructor(readonly reason: string, readonly patienceMs: number) {
    super(`Nothing has succeeded for ${Math.round(patienceMs / 1000)} seconds (last: ${reason})`);
    this.name = 'NoProgress';
  }
}

type Options = {
  /** How long, in milliseconds, requests are repeated while none succeeds. */
  readonly patienceMs: number;
  /** Told once per outage why requests are being repeated. */
  readonly onWaiting?: (reason: string) => void;
  readonly wait?: (ms: number) => Promise<unknown>;
};

type Unanswered = { readonly reason: string; readonly afterMs?: number; readonly fault?: Refused };

const ANSWER_WITHIN_MS = 30_000;
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 2_000;
const TRANSIENT = [429, 502, 503, 504];
// A service whose store was just killed may fail without knowing why; a fault of its own would never end.
const ATTEMPTS_AT_500 = 6;

const headersOf = ({ token, body, idempotencyKey, claimedRecordedAt, minPosition }: ApiRequest): Record<string, string> => ({
  ...(token ? { Authorization: `Bearer ${token}` } : {}),
  ...(body ? { 'Content-Type': 'application/json' } : {}),
  ...(idempotencyKey ? { 'Idempotency-Key': idempotencyKey } : {}),
  ...(claimedRecordedAt ? { 'Claimed-Recorded-At': claimedRecordedAt } : {}),
  ...(minPosition === undefined ? {} : { 'Min-Position': String(minPosition) }),
});

const networkReason = (error: unknown): string => {
  const { name, cause } = error as { name: string; cause?: { code?: string; message?: string } };
  return name === 'TimeoutError' ? 'no answer in time' : (cause?.code ?? cause?.message ?? 'connection lost');
};

/**
 * Sends requests to the services' public APIs and repeats them while a service is away, so every POST needs an
 * `idempotencyKey`. Throws `Refused` for what a service answers and means, `NoProgress` when no request at all
 * succeeded for `patienceMs`.
 */
export class PublicApiClient {
  private lastAnswerAt = performance.now();
  private waiting = false;

  constructor(private readonly options: Options) {}

  async send<Body>(request: ApiRequest): Promise<Answer<Body>> {
    const { patienceMs, onWaiting, wait = pause } = this.options;
    const startedAt = performance.now();
    let faults = 0;
    for (let attempt = 1; ; attempt++) {
      const outcome = await this.attempt<Body>(request);
      if ('body' in outcome) return outcome;
      if (outcome.fault && (faults += 1) === ATTEMPTS_AT_500) throw outcome.fault;
      if (performance.now() - Math.max(startedAt, this.lastAnswerAt) > patienceMs) throw new NoProgress(outcome.reason, patienceMs);
      if (!this.waiting) onWaiting?.(outcome.reason);
      this.waiting = true;
      await wait(outcome.afterMs ?? Math.min(FIRST_WAIT_MS * 2 ** (attempt - 1), LONGEST_WAIT_MS));
    }
  }

  private async attempt<Body>(request: ApiRequest): Promise<Answer<Body> | Unanswered> {
    const { method, url, body } = request;
    const { host, pathname } = new URL(url);
    let response: Response;
    let text: string;
    try {
      response = await fetch(url, {
        method, headers: headersOf(request), body: body ? JSON.stringify(body) : null, signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      text = await response.text();
    } catch (error) {
      return { reason: `${host}: ${networkReason(error)}` };
    }
    const refused = response.ok ? undefined : new Refused(problemOf(response.status, text), `${method} ${pathname}`);
    if (refused && (TRANSIENT.includes(response.status) || response.status === 500)) {
      const retryAfter = Number(response.headers.get('Retry-After'));
      return {
        reason: `${host}: ${refused.problem.code}`,
        ...(retryAfter > 0 ? { afterMs: Math.min(retryAfter * 1000, ANSWER_WITHIN_MS) } : {}),
        ...(response.status === 500 ? { fault: refused } : {}),
      };
    }
    this.lastAnswerAt = performance.now();
    this.waiting = false;
    if (refused) throw refused;
    return { body: (text ? JSON.parse(text) : undefined) as Body, position: BigInt(response.headers.get('Position') ?? 0) };
  }
}
