import { Clock, instant, type Instant } from '#kernel';

type ClockMessage = { type: 'clock'; offsetMs: number; sequence: number };

const isClockMessage = (message: unknown): message is ClockMessage =>
  typeof message === 'object' && message !== null && (message as { type?: unknown }).type === 'clock';

/** Development only: the system's time plus an offset that the local stack pushes over its process channel. */
export class LocalStackClock extends Clock {
  private readonly listeners = new Set<() => void>();

  private constructor(private offsetMs: number) {
    super();
  }

  /** Waits for the first offset. Throws outside the local stack: a clock that anyone can move proves nothing. */
  static async fromParent(): Promise<LocalStackClock> {
    if (!process.send) throw new Error('CLOCK=local-stack works only below the local stack (npm start): leave CLOCK out, or set it to system');
    return new Promise(resolve => {
      let clock: LocalStackClock | undefined;
      process.on('message', message => {
        if (!isClockMessage(message)) return;
        if (clock) clock.move(message.offsetMs);
        else resolve((clock = new LocalStackClock(message.offsetMs)));
        process.send?.({ type: 'clock-set', sequence: message.sequence });
      });
    });
  }

  now(): Instant {
    return instant(Date.now() + this.offsetMs);
  }

  override onMoved(listener: () => void) {
    this.listeners.add(listener);
  }

  private move(offsetMs: number) {
    this.offsetMs = offsetMs;
    for (const listener of this.listeners) listener();
  }
}
