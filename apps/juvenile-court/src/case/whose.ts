import type { Resource } from '#security';
import type { CourtCase } from './domain/court-case.js';

/** Whose a case is: what the access table's conditions test. */
export const whose = (state: CourtCase): Resource | undefined => (state.status === 'none' ? undefined : { agency: state.court, county: state.county });
