const CAUGHT_UP_WITHIN_MS = 5_000;

/**
 * Waits, at most 5 seconds, until the read model has seen `position`; without one it does not wait. `caughtUp` is
 * `ProjectionReader.caughtUp` of one projection: what it throws (`not-caught-up`) becomes 503 with Retry-After.
 */
export const awaitPosition = async (
  position: bigint | undefined, caughtUp: (position: bigint, timeoutMs: number) => Promise<void>,
): Promise<void> => {
  if (position !== undefined) await caughtUp(position, CAUGHT_UP_WITHIN_MS);
};
