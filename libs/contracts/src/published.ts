import * as childWelfare from './child-welfare.js';
import * as compliance from './compliance.js';
import * as courtOrders from './court-orders.js';
import * as dutyExceptions from './duty-exceptions.js';
import * as episodeWork from './episode-work.js';
import * as juvenileCourt from './juvenile-court.js';
import * as lawEnforcement from './law-enforcement.js';
import * as policeWork from './police-work.js';
import type { Published } from './schema.js';

const isPublished = (value: unknown): value is Published =>
  typeof value === 'object' && value !== null && 'schema' in value && 'version' in value;
const eventsIn = (...modules: readonly object[]): readonly Published[] => modules.flatMap(module => Object.values(module).filter(isPublished));

/** What each service publishes. */
export const eventsOf = {
  'child-welfare': eventsIn(childWelfare, episodeWork),
  'juvenile-court': eventsIn(juvenileCourt, courtOrders),
  'law-enforcement': eventsIn(lawEnforcement, policeWork),
  compliance: eventsIn(compliance, dutyExceptions),
} as const;
export type PublishingService = keyof typeof eventsOf;

/** Every published event by its type: what `decide` checks before it stores, and what the documents are made from. */
export const publishedEvents: ReadonlyMap<string, Published> = new Map(Object.values(eventsOf).flat().map(event => [event.type, event]));

/**
 * The only one who may be told of an event: what its addressee field holds; null where any partner may. Whoever sends
 * published events out of this system sends one that has an addressee to nobody else.
 */
export const addresseeOf = (type: string, data: Readonly<Record<string, unknown>>): string | null => {
  const named = data[publishedEvents.get(type)?.addressee ?? 'addressee'];
  return named === undefined ? null : String(named);
};
