import * as childWelfare from './child-welfare.js';
import * as compliance from './compliance.js';
import * as dutyExceptions from './duty-exceptions.js';
import * as episodeWork from './episode-work.js';
import * as lawEnforcement from './law-enforcement.js';
import * as policeWork from './police-work.js';
import type { Published } from './schema.js';

export * from './child-welfare.js';
export * from './compliance.js';
export * from './duty-exceptions.js';
export * from './episode-work.js';
export * from './jurisdiction.js';
export * from './law-enforcement.js';
export * from './police-work.js';
export type { EventOf, Published } from './schema.js';

const isPublished = (value: unknown): value is Published =>
  typeof value === 'object' && value !== null && 'schema' in value && 'version' in value;

const services = [childWelfare, episodeWork, lawEnforcement, policeWork, compliance, dutyExceptions];

/** Every published event by its type: what `decide` checks before it stores, and what the documents are made from. */
export const publishedEvents: ReadonlyMap<string, Published> = new Map(
  services.flatMap(service => Object.values(service).filter(isPublished)).map(event => [event.type, event]));
