import { isUsState, US_STATES, type UsState } from '#contracts';

const state = (code: string): UsState | null => (isUsState(code) ? code : null);

/** A court's id begins with its state: `MO-circuit-5`. */
export const stateOf = (court: string): UsState | null => state(court.slice(0, 2));

/** A state's agencies bear its id: `US-MO`. */
export const stateOfAgency = (agency: string): UsState | null => (agency.startsWith('US-') ? state(agency.slice(3)) : null);

/** An id of a court: its state, and what the state calls it. */
export const COURT_ID = new RegExp(`^(${US_STATES.join('|')})-[a-z0-9]+(-[a-z0-9]+)*$`);

/** Stands for the court of a county that nobody named one for: no token bears it. */
export const unnamedCourt = (code: string): string => `${code}-court-not-named`;
