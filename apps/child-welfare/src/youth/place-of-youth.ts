import type { Coverage } from '#contracts';
import type { EventStore } from '#event-store';
import type { Instant } from '#kernel';
import { coverageAt, known, youths, type Place, type RegisteredYouth } from './domain/youth.js';

/** The youth as it is now, for a decision of another aggregate. Throws `unknown-youth`. */
export const loadYouth = async (store: EventStore, youthId: string): Promise<RegisteredYouth> => known((await store.load(youths, youthId))?.state);

/** Who answers for the youth, and why, at that moment. Throws `unknown-youth`. */
export const placeOfYouth = async (store: EventStore, youthId: string, at: Instant): Promise<Place & { coverage: Coverage }> => {
  const youth = await loadYouth(store, youthId);
  return { ...youth.place, coverage: coverageAt(youth, at) };
};
