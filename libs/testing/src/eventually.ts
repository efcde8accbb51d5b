import { setTimeout as pause } from 'node:timers/promises';

const ASK_AGAIN_MS = 20;
const WITHIN_MS = 30_000;

/**
 * Asks again until the answer holds, and returns it. `holds` says no by returning false or by throwing, so an `expect` will do; without
 * it the answer itself must be truthy. An `ask` that throws is asked again too. Fails after `withinMs` milliseconds (30 s) with what was
 * thrown last, or with the last answer.
 */
export const eventually = async <T>(
  ask: () => T | Promise<T>, holds: (answer: T) => unknown = Boolean, withinMs = WITHIN_MS,
): Promise<NonNullable<T>> => {
  for (const end = performance.now() + withinMs; ; await pause(ASK_AGAIN_MS)) {
    try {
      const answer = await ask();
      if (holds(answer) !== false) return answer!;
      throw new Error(`Within ${withinMs / 1000} s it stayed ${JSON.stringify(answer)}`);
    } catch (error) {
      if (performance.now() > end) throw error;
    }
  }
};
