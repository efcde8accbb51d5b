import type { Coverage } from '#contracts';
import type { EventStore } from '#event-store';
import type { Instant } from '#kernel';
import { coverageAt, known, youths, type Place } from './domain/youth.js';

/** Who answers for the youth, and why, at that moment. Throws `unknown-youth`. */
export const placeOfYouth = async (store: EventStore, youthId: string, at: Instant): Promise<Place & { coverage: Coverage }> => {
  const youth = known((await store.load(youths, youthId))?.state);
  return { ...youth.place, coverage: coverageAt(youth, at) };
};
