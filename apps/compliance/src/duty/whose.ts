import type { Resource } from '#security';
import type { Duty } from './domain/duty.js';

/** Whose a duty is: what the access table's conditions test. */
export const whose = (state: Duty): Resource | undefined => (state.status === 'none' ? undefined : state.terms);
