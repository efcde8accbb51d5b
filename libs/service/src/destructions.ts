import { setTimeout as pause } from 'node:timers/promises';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { recorded } from '#event-store';
import type { Recorded } from '#kernel';
import { everyMatch, isConnectionError, type Process } from '#projections';
import type { KeyOwner, KeyRing } from '#security';

/** Events that destroy keys for ever: the log keeps the decision, so a key ring restored from an older backup does not bring a key back. */
export type Destructions = {
  readonly eventTypes: readonly string[];
  /** Whose keys the event destroys. */
  ownersOf(event: Recorded): readonly KeyOwner[];
};

const RETRY_MS = 500;
const ATTEMPTS = 60;

const destroyAll = async (owners: readonly KeyOwner[], keyRing: KeyRing) => {
  for (const owner of owners) await keyRing.destroy(owner);
};

/**
 * Destroys again what any event of the log ever destroyed. For before a process serves: a restored backup must not be
 * readable even for a moment. Waits half a minute for an event store that is away, then throws its error.
 */
export const destroyAgain = async ({ eventTypes, ownersOf }: Destructions, client: EventStoreDBClient, keyRing: KeyRing): Promise<void> => {
  for (let attempt = 1; ; attempt++) {
    try {
      for await (const resolved of everyMatch(client, eventTypes)) {
        const event = recorded(resolved);
        if (event) await destroyAll(ownersOf(event), keyRing);
      }
      return;
    } catch (error) {
      if (!isConnectionError(error) || attempt === ATTEMPTS) throw error;
      await pause(RETRY_MS);
    }
  }
};

/** The event decides it, this does it: at least once, and a destroyed key stays destroyed. */
export const keyDestruction = ({ eventTypes, ownersOf }: Destructions, keyRing: KeyRing): Process => ({
  name: 'key-destruction',
  eventTypes,
  parkingKey: event => (event.data as { youthId: string }).youthId,
  handle: event => destroyAll(ownersOf(event), keyRing),
});
