import type { ResolvedEvent } from '@eventstore/db-client';
import { recorded } from '#event-store';
import type { Recorded } from '#kernel';

/** Brings an old event's data to its newest shape. */
export type Upcast = (event: Recorded) => Recorded;

/** What projections and processes share of reading an event. */
export class Decoder {
  constructor(private readonly parkingKeyOf: (event: Recorded) => string, private readonly upcast: Upcast = event => event) {}

  decode(resolved: ResolvedEvent): Recorded {
    const event = recorded(resolved);
    if (!event) throw Object.assign(new Error('not an event of ours'), { name: 'UnreadableEvent' });
    return this.upcast(event);
  }

  /** The event's parking key; an event too broken to have one is parked with its stream. */
  key(resolved: ResolvedEvent): string {
    try {
      return this.parkingKeyOf(this.decode(resolved));
    } catch {
      return resolved.event!.streamId;
    }
  }
}
