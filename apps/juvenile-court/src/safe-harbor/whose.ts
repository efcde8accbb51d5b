import type { Resource } from '#security';
import type { Kind } from '../records/index.js';
import { checks, type Check } from './domain/check.js';

/** Whose a check is: what the access table's conditions test. */
export const whose = (state: Check): Resource | undefined => (state.status === 'none' ? undefined : { agency: state.court, county: state.county });

export const CHECK: Kind = { noun: 'check', view: 'safe_harbor_check', id: 'check_id', stream: checks.name };
