import { clearOf, DomainError, personal, type Decision } from '#kernel';
import type { CaseEvent, CourtCase, Opening } from './court-case.js';
import { idsOf, opened } from './guards.js';

type Decide = Decision<CourtCase, CaseEvent>;

/** A filing docketed as a new case; its id is the case's. */
export const openCase = (opening: Opening): Decide => state =>
  (state.status === 'none' ? [{ type: 'CaseOpened', data: opening, occurredAt: opening.openedAt }] : []);

/** Only what is named changes. `indexOf` makes the `docketIndex` of a number. */
export const amendCase = (
  { docketNumber, division }: { readonly docketNumber?: string; readonly division?: string }, indexOf: (court: string, docketNumber: string) => string,
): Decide => state => {
  const found = opened(state);
  if (docketNumber === undefined && division === undefined) {
    throw new DomainError('nothing-to-change', 'Name at least one thing that is to change', 'malformed');
  }
  const changes = {
    ...(docketNumber !== undefined && docketNumber !== clearOf(found.docketNumber)
      ? { docketNumber: personal(docketNumber), docketIndex: indexOf(found.court, docketNumber) } : {}),
    ...(division !== undefined && division !== found.division ? { division } : {}),
  };
  return Object.keys(changes).length > 0 ? [{ type: 'CaseAmended', data: { ...idsOf(found), ...changes } }] : [];
};
