import type { EventStore } from '#event-store';
import { known } from './domain/guards.js';
import { hearings, type SetHearing } from './domain/hearing.js';

/** The hearing as it is now. Throws `unknown-hearing`. For decisions that need more than it, after `CourtRecords.visible`. */
export const loadHearing = async (store: EventStore, hearingId: string): Promise<SetHearing> =>
  known((await store.load(hearings, hearingId))?.state ?? hearings.initial);
