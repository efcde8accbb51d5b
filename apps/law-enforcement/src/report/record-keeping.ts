import { v5 as uuidFrom } from 'uuid';
import type { Meta } from '#event-store';
import type { Actor, Recorded } from '#kernel';

const COMMANDS = 'd5f0f0f7-5c58-4be6-9d0b-7c1d7c0e2b6a';
const RECORD_KEEPING: Actor = { subject: 'law-enforcement', role: 'system', agency: null, county: null };

/** What a process does because of an event: whoever does it, and however often, does the same. */
export const recordKeeping = (process: string, { id, metadata: { $correlationId, claimedRecordedAt } }: Recorded): Meta => {
  const commandId = uuidFrom(`${process}|${id}`, COMMANDS);
  return { commandId, fingerprint: commandId, correlationId: $correlationId, causationId: id, actor: RECORD_KEEPING, claimedRecordedAt };
};
