import { v5 as uuidFrom } from 'uuid';
import type { Meta } from '#event-store';
import type { Actor, Recorded } from '#kernel';

const COMMANDS = '3c8f6f57-0a4e-4b0a-9f6e-5d2f1b7c9a40';

const RECORD_KEEPING: Actor = { subject: 'juvenile-court', role: 'system', agency: null, county: null };

const metaOf = (command: string, subjectId: string, cause: string) => {
  const commandId = uuidFrom(`${command}|${subjectId}|${cause}`, COMMANDS);
  return { commandId, fingerprint: commandId, actor: RECORD_KEEPING };
};

/** A command that follows from an event: what names it is its whole content, so however often it comes it is the same. */
export const derivedMeta = (command: string, subjectId: string, { id, metadata }: Recorded): Meta =>
  ({ ...metaOf(command, subjectId, id), correlationId: metadata.$correlationId, causationId: id });

/** The same of one that follows from what the configuration says by now. */
export const configuredMeta = (command: string, subjectId: string, said: string): Meta =>
  ({ ...metaOf(command, subjectId, said), correlationId: subjectId });
