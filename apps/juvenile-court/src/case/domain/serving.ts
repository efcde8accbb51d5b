import { DomainError, type Decision } from '#kernel';
import type { CaseIds } from './case-ids.js';
import type { CaseEvent, CourtCase } from './court-case.js';
import { idsOf, opened, partyOf, refuseAhead } from './guards.js';
import type { Service } from './service.js';

type Decide = Decision<CourtCase, CaseEvent>;

/** What was served before telling was withheld stays provable; nothing is served after. */
export const proveService = (service: Omit<Service, keyof CaseIds>): Decide => (state, now) => {
  const found = opened(state);
  const { withheld } = partyOf(found, service.partyId);
  if (found.services[service.serviceId]) return [];
  refuseAhead(service.servedAt, now, 'served-in-the-future');
  if (withheld && service.servedAt >= withheld.since) {
    throw new DomainError('party-may-not-be-told', 'This party may not be told', 'refused', { partyId: service.partyId });
  }
  return [{ type: 'ServiceProved', data: { ...idsOf(found), ...service }, occurredAt: service.servedAt }];
};
