import type { Kind } from '../records/index.js';
import { courtCases } from './domain/court-case.js';

/** What commands name, and where a reader may see whether it is there. */
export const CASE: Kind = { noun: 'case', view: 'court_case', id: 'case_id', stream: courtCases.name };
export const PARTY: Kind = { noun: 'party', view: 'party', id: 'party_id' };
/** A filing, an order or whatever else is one of a case's documents. */
export const DOCUMENT: Kind = { noun: 'document', view: 'document', id: 'document_id' };
