import { v5 as uuidFrom } from 'uuid';
import type { Meta } from '#event-store';
import type { Actor } from '#kernel';

const COMMANDS = '0e0b7d0c-93f5-4d0d-8c0e-6f3cf25c7b11';

const CLOCKWORK: Actor = { subject: 'compliance', role: 'system', agency: null, county: null };

/** A command that follows from what is recorded: what names it is also its whole content, so however often it comes it is the same. */
export const derivedMeta = (rule: string, trigger: string, correlationId: string, causationId: string): Meta => {
  const commandId = uuidFrom(`${rule}|${trigger}`, COMMANDS);
  return { commandId, fingerprint: commandId, correlationId, causationId, actor: CLOCKWORK };
};
