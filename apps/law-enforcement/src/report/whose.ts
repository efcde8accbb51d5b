import type { Resource } from '#security';
import type { Report } from './domain/report.js';

/** Whose a report is: what the access table's conditions test. */
export const whose = (state: Report): Resource | undefined => (state.status === 'none' ? undefined : state.draft);
