import { instant, type Instant } from './instant.js';

/** The only source of "now". Read by `EventStore.decide` and by sweeps; everywhere else time is an argument. */
export abstract class Clock {
  abstract now(): Instant;

  /** Called when time jumps. Only a clock made for development ever does. */
  onMoved(_listener: () => void): void {}
}

export class SystemClock extends Clock {
  now(): Instant {
    return instant(Date.now());
  }
}
