import type { Problem } from '#public-api-client';
import type { Column, Fault } from './columns.js';

/** What of a request came from which column, by JSON Pointer; the first is the one a refusal without a pointer is about. */
const SOURCES = {
  youth: { '/identifier/id': 'stateChildId', '/identifier': 'stateChildId', '/state': 'state', '/agency': 'state', '/county': 'county' },
  episode: { '/learnedAt': 'learnedAt', '/lastSeenAt': 'missingSince', '/category': 'category', '/youthId': 'stateChildId' },
  'police-report': { '/madeAt': 'policeReportedAt' },
  'ncmec-report': { '/madeAt': 'ncmecReportedAt' },
  'police-receipt': { '/caseNumber': 'policeReceipt' },
  'ncmec-receipt': { '/caseNumber': 'ncmecReceipt' },
  located: { '/locatedAt': 'locatedAt' },
  screening: { '/completedAt': 'screenedAt', '/result': 'screenResult' },
} as const satisfies Record<string, Readonly<Record<string, Column>>>;

export type Step = keyof typeof SOURCES;

const CLAIM = 'claimed-in-the-future';

/** A service's refusal in the terms of the file. */
export const faultsOf = (step: Step, { code, detail, errors = [] }: Problem): readonly Fault[] => {
  const sources: Readonly<Record<string, Column>> = SOURCES[step];
  const columns = [...new Set(Object.values(sources))];
  if (code === 'idempotency-key-reused') {
    const column = columns.length === 1 ? columns[0]! : null;
    return [{ column, code: 'differs-from-earlier-import', detail: `This differs from what was imported before (${columns.join(', ')})` }];
  }
  if (code === CLAIM) return [{ column: step === 'youth' || step === 'episode' ? 'recordedAt' : 'evidenceRecordedAt', code, detail }];
  if (errors.length > 0) return errors.map(error => ({ column: sources[error.pointer] ?? null, code: error.code, detail: error.detail }));
  return [{ column: columns[0]!, code, detail }];
};
