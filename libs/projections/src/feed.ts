import { eventTypeFilter, START, type AllStreamSubscription, type EventStoreDBClient, type ResolvedEvent } from '@eventstore/db-client';
import type { Position } from './projection.js';

export type Batch = {
  /** In log order; each has its event and position. */
  readonly events: readonly ResolvedEvent[];
  /** How far the log has been read for these types with this batch; absent when no further than before. */
  readonly position?: Position;
  /** Everything that was in the log when the server last said so has been delivered. */
  readonly caughtUp: boolean;
};

const SEARCH_WINDOW = 256; // records considered between two of the server's checkpoints
const READ_AHEAD = 256;

export const typeRegex = (types: readonly string[]): string =>
  `^(${types.map(type => type.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})$`;

export const positionOf = ({ event }: ResolvedEvent): Position => {
  if (!event?.position) throw new Error('An event of $all came without its position');
  return event.position;
};

/** A catch-up subscription to some event types of one log, read in batches. Ends with an error, never silently. */
export class Feed {
  private readonly subscription: AllStreamSubscription;
  private failure: Error | undefined;
  private reached: Position | undefined;
  private given: bigint;
  private caughtUp = false;
  private news = false;
  private arrived: () => void = () => undefined;
  private readonly abort = () => this.fail(new Error('closed'));

  /** Starts after `from`. `signal` closes it. */
  constructor(client: EventStoreDBClient, types: readonly string[], from: Position, private readonly signal?: AbortSignal) {
    this.given = from.commit;
    this.subscription = client.subscribeToAll({
      fromPosition: from.commit < 0n ? START : from,
      filter: eventTypeFilter({
        regex: typeRegex(types),
        checkpointInterval: 1,
        maxSearchWindow: SEARCH_WINDOW,
        checkpointReached: (_, position) => {
          this.reached = position;
          this.wake();
        },
      }),
    }, { highWaterMark: READ_AHEAD });
    this.subscription
      .on('readable', () => this.arrived())
      .on('caughtUp', () => {
        this.caughtUp = true;
        this.wake();
      })
      .on('error', error => this.fail(error))
      .on('end', () => this.fail(new Error('Connection terminated: the event store ended the subscription')));
    if (signal?.aborted) this.abort();
    signal?.addEventListener('abort', this.abort);
  }

  /** Whatever has arrived, at most `max` events; waits while there is nothing new at all. */
  async next(max: number): Promise<Batch> {
    for (;;) {
      if (this.failure) throw this.failure;
      const events = this.take(max);
      if (events.length > 0 || this.news) return this.batch(events, events.length < max);
      await new Promise<void>(resolve => (this.arrived = resolve));
    }
  }

  /** Makes a waiting `next` return, if need be with an empty batch. */
  wake(): void {
    this.news = true;
    this.arrived();
  }

  fail(error: Error): void {
    this.failure ??= error;
    this.arrived();
  }

  close(): void {
    this.abort();
    this.signal?.removeEventListener('abort', this.abort);
    this.subscription.unsubscribe().catch(() => undefined); // rejects when the connection never came about
    this.subscription.destroy();
  }

  private take(max: number): ResolvedEvent[] {
    const events: ResolvedEvent[] = [];
    while (events.length < max) {
      const event = this.subscription.read() as ResolvedEvent | null;
      if (!event) break;
      events.push(event);
    }
    return events;
  }

  /** A checkpoint counts only once the events sent before it are read, that is, when nothing is left to read. */
  private batch(events: readonly ResolvedEvent[], drained: boolean): Batch {
    const last = events.length > 0 ? positionOf(events[events.length - 1]!) : undefined;
    if (!drained) return { events, position: this.further(last), caughtUp: false };
    const reached = this.reached && (!last || this.reached.commit > last.commit) ? this.reached : last;
    this.reached = undefined;
    this.news = false;
    return { events, position: this.further(reached), caughtUp: this.caughtUp };
  }

  /** A checkpoint that came between events of a full batch is behind them by the time it counts: readers never go back. */
  private further(position: Position | undefined): Position | undefined {
    if (!position || position.commit <= this.given) return undefined;
    this.given = position.commit;
    return position;
  }
}
