import type { Event, Instant, Personal } from '#kernel';
import type { CaseIds } from './case-ids.js';

export const SERVICE_METHODS = ['personal', 'substituted', 'mail', 'certified-mail', 'electronic', 'in-court', 'publication'] as const;

/** Proof that one party was served with one document. */
export type Service = CaseIds & {
  readonly serviceId: string;
  readonly partyId: string;
  readonly documentId: string;
  readonly method: (typeof SERVICE_METHODS)[number];
  readonly servedAt: Instant;
  readonly servedBy?: Personal<string>;
};

// These names and shapes are stored: a new shape needs an upcaster.
export type ServiceEvent = Event<'ServiceProved', Service>;
