import type { EventStore } from '#event-store';
import { DomainError } from '#kernel';
import { caseSeals, sealedToCourt } from './domain/seals.js';

/** For acts that a case sealed to the court takes no more: throws `case-sealed`. Only after `CourtRecords.visible`. */
export const refuseSealed = async (store: EventStore, caseId: string): Promise<void> => {
  const seals = (await store.load(caseSeals, caseId))?.state ?? caseSeals.initial;
  if (sealedToCourt(seals)) throw new DomainError('case-sealed', 'This case is sealed to the court: it takes nothing new');
};
