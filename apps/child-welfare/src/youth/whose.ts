import type { Resource } from '#security';
import type { Youth } from './domain/youth.js';

/** Whose a youth is: what the access table's conditions test. */
export const whose = (state: Youth): Resource | undefined => (state.status === 'none' ? undefined : state.place);
