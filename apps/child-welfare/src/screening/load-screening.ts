import type { EventStore } from '#event-store';
import { DomainError } from '#kernel';
import { screenings } from './domain/screening.js';

/** What a decision of another aggregate may know of a screening. Throws `unknown-screening`. */
export const loadScreening = async (store: EventStore, screeningId: string) => {
  const completed = (await store.load(screenings, screeningId))?.state.completed;
  if (!completed) throw new DomainError('unknown-screening', 'No such screening', 'unknown');
  return completed;
};
