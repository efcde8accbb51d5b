import * as childWelfare from './child-welfare.js';
import * as compliance from './compliance.js';
import * as lawEnforcement from './law-enforcement.js';
import type { Published } from './schema.js';

export * from './child-welfare.js';
export * from './compliance.js';
export * from './jurisdiction.js';
export * from './law-enforcement.js';
export type { EventOf, Published } from './schema.js';

const isPublished = (value: unknown): value is Published =>
  typeof value === 'object' && value !== null && 'schema' in value && 'version' in value;

/** Every published event by its type: what `decide` checks before it stores, and what the documents are made from. */
export const publishedEvents: ReadonlyMap<string, Published> = new Map(
  [childWelfare, lawEnforcement, compliance].flatMap(service => Object.values(service).filter(isPublished)).map(event => [event.type, event]));
