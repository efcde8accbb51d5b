import type { Resource } from '#security';
import type { Kind } from '../records/index.js';
import { filings, type Filing } from './domain/filing.js';

/** Whose a filing is: what the access table's conditions test. */
export const whose = (state: Filing): Resource | undefined => (state.status === 'none' ? undefined : { agency: state.court, county: state.county });

export const FILING: Kind = { noun: 'filing', view: 'filing', id: 'filing_id', stream: filings.name };
