const FIRST_MS = 250;
const LONGEST_MS = 5_000;

/** How long to wait before the start that follows this many failures in a row (1, 2, …). */
export const backoffMs = (failures: number): number => Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));
