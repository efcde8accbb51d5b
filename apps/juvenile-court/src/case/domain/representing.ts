import { DomainError, type Decision, type Instant } from '#kernel';
import type { CaseEvent, CourtCase, OpenedCase } from './court-case.js';
import { idsOf, opened, partyOf, refuseAhead } from './guards.js';
import type { Representation } from './representation.js';

type Decide = Decision<CourtCase, CaseEvent>;
type Begin = Pick<Representation, 'representationId' | 'partyId' | 'attorney' | 'begunAt'>;

/** Of whom the attorney represents already, that; else the one that is begun. */
export const representationOf = ({ representations }: OpenedCase, { representationId, partyId, attorney }: Omit<Begin, 'begunAt'>): string => {
  if (representations[representationId]) return representationId;
  const inForce = Object.values(representations).find(each => each.partyId === partyId && each.attorney === attorney && each.endedAt === null);
  return inForce?.representationId ?? representationId;
};

export const beginRepresentation = (begin: Begin): Decide => (state, now) => {
  const found = opened(state);
  partyOf(found, begin.partyId);
  refuseAhead(begin.begunAt, now, 'representation-in-the-future');
  if (found.representations[representationOf(found, begin)]) return [];
  return [{ type: 'RepresentationBegun', data: { ...idsOf(found), ...begin }, occurredAt: begin.begunAt }];
};

export const endRepresentation = (representationId: string, endedAt: Instant): Decide => (state, now) => {
  const found = opened(state);
  const representation = found.representations[representationId];
  if (!representation) throw new DomainError('unknown-representation', 'No such representation', 'unknown');
  if (representation.endedAt) return [];
  refuseAhead(endedAt, now, 'representation-in-the-future');
  if (endedAt < representation.begunAt) throw new DomainError('ended-before-begun', 'A representation cannot end before it began');
  return [{ type: 'RepresentationEnded', data: { ...idsOf(found), representationId, partyId: representation.partyId, endedAt }, occurredAt: endedAt }];
};
