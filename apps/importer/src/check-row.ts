import { isUsState, type MissingCategory, type ReportRecipient, type UsState } from '#contracts';
import { DomainError, instant, type Instant } from '#kernel';
import type { Cells, Column, Fault } from './columns.js';

const CATEGORIES: ReadonlyMap<string, MissingCategory> = new Map([
  ['runaway', 'left-without-permission'], // the word of the auditors' files; here it is only ever a code
  ['abducted', 'abducted'],
  ['whereabouts-unknown', 'whereabouts-unknown'],
]);
const RESULTS = ['identified', 'at-risk', 'none'] as const;
const LONGEST: Partial<Record<Column, number>> = { episode: 100, stateChildId: 100, county: 200, policeReceipt: 64, ncmecReceipt: 64 };

export type ReportRow = { readonly recipient: ReportRecipient; readonly madeAt: Instant; readonly receipt?: string };

/** One episode as the file tells it. What was not collected is left out, never filled in. */
export type EpisodeRow = {
  readonly episode: string;
  readonly stateChildId: string;
  readonly agency: string;
  readonly state: UsState;
  readonly county: string;
  readonly category: MissingCategory;
  readonly lastSeenAt?: Instant;
  readonly learnedAt: Instant;
  readonly recordedAt: Instant;
  readonly reports: readonly ReportRow[];
  readonly evidenceRecordedAt?: Instant;
  readonly locatedAt?: Instant;
  readonly screening?: { readonly completedAt: Instant; readonly result: (typeof RESULTS)[number] };
};
export type Checked = { readonly row: EpisodeRow } | { readonly faults: readonly Fault[] };

/** `agencies`: those for which there is a token. */
export type Setting = { readonly now: Instant; readonly agencies: (agency: string) => boolean };

/** Checks a row as a whole, so that a wrong one is never sent in part. The services check all of this again. */
export const checkRow = (cells: Cells, { now, agencies }: Setting): Checked => {
  const faults: Fault[] = [];
  const wrong = (column: Column, code: string, detail: string) => void faults.push({ column, code, detail });
  const wrongIf = (is: unknown, column: Column, code: string, detail: string) => is && wrong(column, code, detail);

  const text = (column: Column): string | undefined => {
    const longest = LONGEST[column] ?? Infinity;
    wrongIf(cells[column].length > longest, column, 'too-long', `More than ${longest} characters`);
    return cells[column] || undefined;
  };
  const time = (column: Column): Instant | undefined => {
    if (!cells[column]) return undefined;
    try {
      const at = instant(cells[column]);
      wrongIf(at > now, column, 'in-the-future', 'This lies in the future');
      return at;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return wrong(column, error.code, error.message) as undefined;
    }
  };
  const before = (at: Instant | undefined, limit: Instant | undefined) => at && limit && at < limit;

  for (const column of ['episode', 'stateChildId', 'state', 'county', 'category', 'learnedAt', 'recordedAt'] as const) {
    wrongIf(!cells[column], column, 'missing', 'This cell may not be empty');
  }
  const { state, category, screenResult } = cells;
  const result = RESULTS.find(one => one === screenResult);
  const agency = `US-${state}`;
  const [lastSeenAt, learnedAt, recordedAt] = [time('missingSince'), time('learnedAt'), time('recordedAt')];
  const [evidenceRecordedAt, locatedAt, completedAt] = [time('evidenceRecordedAt'), time('locatedAt'), time('screenedAt')];

  wrongIf(state && !isUsState(state), 'state', 'unknown-state', 'Not the postal code of a state, the District or a territory');
  wrongIf(isUsState(state) && !agencies(agency), 'state', 'no-token-for-agency', 'There is no migration token for the agency of this state here');
  wrongIf(category && !CATEGORIES.has(category), 'category', 'unknown-category', `One of ${[...CATEGORIES.keys()].join(', ')}`);
  wrongIf(before(learnedAt, lastSeenAt), 'learnedAt', 'learned-before-last-seen', 'The agency cannot have learned that the child is missing before the child was last seen');
  wrongIf(before(recordedAt, learnedAt), 'recordedAt', 'recorded-before-learned', 'This cannot have been recorded before the agency learned of it');
  wrongIf(before(locatedAt, lastSeenAt), 'locatedAt', 'located-before-last-seen', 'The child was last seen after that, and then was missing');

  const report = (recipient: ReportRecipient): ReportRow[] => {
    const madeAt = time(`${recipient}ReportedAt`);
    const receipt = text(`${recipient}Receipt`);
    wrongIf(before(madeAt, lastSeenAt), `${recipient}ReportedAt`, 'report-before-last-seen', 'The child cannot have been reported missing before the child was last seen');
    wrongIf(receipt && !cells[`${recipient}ReportedAt`], `${recipient}Receipt`, 'receipt-without-report', 'A receipt needs the time of the report it is for');
    return madeAt ? [{ recipient, madeAt, ...(receipt ? { receipt } : {}) }] : [];
  };
  const reports = [...report('police'), ...report('ncmec')];

  wrongIf(screenResult && !result, 'screenResult', 'unknown-result', `One of ${RESULTS.join(', ')}`);
  wrongIf(screenResult && !cells.screenedAt, 'screenedAt', 'result-without-screening', 'A result needs the time of the screening');
  wrongIf(cells.screenedAt && !screenResult, 'screenResult', 'screening-without-result', 'A screening needs its result');

  const [episode, stateChildId, county] = [text('episode'), text('stateChildId'), text('county')];
  if (faults.length > 0 || !episode || !stateChildId || !county || !learnedAt || !recordedAt || !isUsState(state)) return { faults };
  return {
    row: {
      episode, stateChildId, agency, state, county, category: CATEGORIES.get(category)!, learnedAt, recordedAt, reports,
      ...(lastSeenAt ? { lastSeenAt } : {}),
      ...(evidenceRecordedAt ? { evidenceRecordedAt } : {}),
      ...(locatedAt ? { locatedAt } : {}),
      ...(completedAt && result ? { screening: { completedAt, result } } : {}),
    },
  };
};
