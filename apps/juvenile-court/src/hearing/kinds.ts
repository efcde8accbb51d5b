import type { Kind } from '../records/index.js';
import { hearings } from './domain/hearing.js';

export const HEARING: Kind = { noun: 'hearing', view: 'hearing', id: 'hearing_id', stream: hearings.name };
