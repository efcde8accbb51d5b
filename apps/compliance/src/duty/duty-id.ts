import { v5 as uuidFrom } from 'uuid';
import type { Assessment } from './domain/assess.js';

const DUTIES = '5b1f0f36-9a58-4a0e-8a55-5f6cf2f0a7d4';

/** A subject has one duty under each rule, or one for each opening event: whoever opens it, and however often, opens the same. */
export const dutyIdOf = ({ rule, subject, opening }: Pick<Assessment, 'rule' | 'subject' | 'opening'>): string =>
  uuidFrom([rule.id, subject.kind, subject.id, ...(opening === null ? [] : [opening])].join('|'), DUTIES);
