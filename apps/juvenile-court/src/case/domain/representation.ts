import type { Event, Instant } from '#kernel';
import type { CaseIds } from './case-ids.js';

export type Representation = CaseIds & {
  readonly representationId: string;
  readonly partyId: string;
  /** The attorney, by the subject of the attorney's tokens. */
  readonly attorney: string;
  readonly begunAt: Instant;
  readonly endedAt: Instant | null;
};

// These names and shapes are stored: a new shape needs an upcaster.
type RepresentationBegun = Event<'RepresentationBegun', Omit<Representation, 'endedAt'>>;
type RepresentationEnded = Event<'RepresentationEnded', CaseIds & { readonly representationId: string; readonly partyId: string; readonly endedAt: Instant }>;
export type RepresentationEvent = RepresentationBegun | RepresentationEnded;
