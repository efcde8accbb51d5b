import { setTimeout as pause } from 'node:timers/promises';

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 2_000;

/** Waits longer after each failure in a row (`first`, by default 50 ms, doubling up to 2 s); rejects when the signal aborts. */
export const pauseAfter = (failures: number, signal?: AbortSignal, first = FIRST_PAUSE_MS): Promise<void> =>
  pause(Math.min(first * 2 ** Math.min(failures, 10), LONGEST_PAUSE_MS), undefined, { signal });
