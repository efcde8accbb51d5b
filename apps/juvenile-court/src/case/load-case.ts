import type { EventStore } from '#event-store';
import { courtCases, type OpenedCase } from './domain/court-case.js';
import { opened } from './domain/guards.js';

/** The case as it is now. Throws `unknown-case`. For decisions of other aggregates, after `CourtRecords.visible`. */
export const loadCase = async (store: EventStore, caseId: string): Promise<OpenedCase> =>
  opened((await store.load(courtCases, caseId))?.state ?? courtCases.initial);
