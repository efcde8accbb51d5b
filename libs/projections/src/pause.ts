import { setTimeout as pause } from 'node:timers/promises';

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 2_000;

/** Waits longer after each failure in a row (50 ms, doubling up to 2 s); rejects when the signal aborts. */
export const pauseAfter = (failures: number, signal?: AbortSignal): Promise<void> =>
  pause(Math.min(FIRST_PAUSE_MS * 2 ** Math.min(failures, 10), LONGEST_PAUSE_MS), undefined, { signal });
