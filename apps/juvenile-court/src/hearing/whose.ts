import type { Resource } from '#security';
import type { Hearing } from './domain/hearing.js';

/** Whose a hearing is: what the access table's conditions test. */
export const whose = (state: Hearing): Resource | undefined => (state.status === 'none' ? undefined : { agency: state.court, county: state.county });
