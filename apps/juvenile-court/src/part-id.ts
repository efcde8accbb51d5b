import { v5 as uuidFrom } from 'uuid';
import type { Meta } from '#event-store';

/** The id of what a command adds to a case: a repeated command adds the same, and one key used for two cases adds two. */
export const partId = (noun: string, caseId: string, { commandId }: Pick<Meta, 'commandId'>): string => uuidFrom(`${noun}|${caseId}`, commandId);
