import { pauseAfter as wait } from '#projections';

const FIRST_PAUSE_MS = 150;

/** 150 ms after the first failure in a row, doubling up to 2 s; rejects when the signal aborts. */
export const pauseAfter = (failures: number, signal: AbortSignal): Promise<void> => wait(failures, signal, FIRST_PAUSE_MS);
