import { sameAgency, sameCounty, type AccessRow, type Condition } from '#security';
import { stateOfAgency, stateOf } from './courts.js';

/** Court staff: of the court itself, and of its county when bound to one. */
export const OF_THE_COURT: readonly Condition[] = [sameAgency, sameCounty];

/** An agency works with every court of its state. */
const agencyOfTheState: Condition = ({ actor, resource }) => {
  const state = stateOfAgency(actor.agency ?? '');
  return (state !== null && state === stateOf(resource.agency ?? '')) || 'other-agency';
};

const CONDITIONS: Readonly<Record<string, readonly Condition[]>> = {
  clerk: OF_THE_COURT, judge: OF_THE_COURT, 'court-administrator': OF_THE_COURT,
  caseworker: [agencyOfTheState], 'police-liaison': [agencyOfTheState],
  attorney: [], public: [], // what there is for these, the wall says
};
export type CourtRole = 'clerk' | 'judge' | 'court-administrator' | 'caseworker' | 'police-liaison' | 'attorney' | 'public';
export const COURT_STAFF: readonly CourtRole[] = ['clerk', 'judge', 'court-administrator'];
export const ALL_ROLES: readonly CourtRole[] = [...COURT_STAFF, 'caseworker', 'police-liaison', 'attorney', 'public'];

/** Rows of the access table for commands. */
export const allow = (actions: readonly string[], roles: readonly CourtRole[], ...besides: readonly Condition[]): AccessRow[] =>
  actions.flatMap(action => roles.map(role => ({ role, action, when: [...CONDITIONS[role]!, ...besides], scopes: ['court'] })));

/** For reads: which records there are for a reader is the wall's to say, and whoever may see one sees the personal data in it. */
export const allowReading = (actions: readonly string[], roles: readonly CourtRole[] = ALL_ROLES): AccessRow[] =>
  actions.flatMap(action => roles.map(role => ({ role, action, when: [], scopes: ['court'] })));
