import type { Resource } from '#security';
import type { Determination } from './domain/determination.js';

/** Whose a determination is: what the access table's conditions test. */
export const whose = (state: Determination): Resource | undefined => (state.status === 'none' ? undefined : state.made);
