import { v5 as uuidFrom } from 'uuid';
import type { Meta } from '#event-store';
import type { Actor, Recorded } from '#kernel';

const COMMANDS = '6a1f3b1e-2d5c-4c7e-8f5a-9b0d1c2e3f4a';

const RECORD_KEEPING: Actor = { subject: 'child-welfare', role: 'system', agency: null, county: null };

/** A command that follows from an event: what names it is its whole content, so however often it comes it is the same. */
export const derivedMeta = (command: string, subjectId: string, { id, metadata }: Recorded): Meta => {
  const commandId = uuidFrom(`${command}|${subjectId}|${id}`, COMMANDS);
  const { $correlationId: correlationId, claimedRecordedAt } = metadata;
  return { commandId, fingerprint: commandId, correlationId, causationId: id, actor: RECORD_KEEPING, claimedRecordedAt }; // known when its cause was
};
