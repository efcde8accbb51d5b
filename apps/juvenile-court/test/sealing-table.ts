import type { Expected } from './answers.js';

const NOBODY = 'role-not-permitted';
const NO_CASE = 'unknown-case unknown-case unknown-case unknown-case unknown-case unknown-case';
const NO_FILING = 'unknown-filing unknown-filing unknown-filing unknown-filing unknown-filing unknown-filing';

/**
 * How each request is answered to clerk, judge, caseworker, police liaison, the parties' attorney and anybody: before the seals, and after them where that
 * differs. Case A is sealed to the court, a motion of case B too, and a person of case B to agencies. Lists: items of all that are counted.
 */
export const EXPECTED: Expected = {
  'cases': ['3/3 3/3 4/4 4/4 3/3 1/1', '3/3 3/3 3/3 3/3 2/2 1/1'],
  'cases, page 1': ['1/3 1/3 1/4 1/4 1/3 1/1', '1/3 1/3 1/3 1/3 1/2 1/1'],
  'cases after A': ['1/3 1/3 1/4 1/4 1/3 1/1', '1/3 1/3 1/3 1/3 1/2 1/1'],
  'dependency cases': ['2/2 2/2 3/3 3/3 2/2 1/1'],
  'delinquency cases': ['1/1 1/1 1/1 1/1 1/1 0/0', '1/1 1/1 0/0 0/0 0/0 0/0'],
  'cases of A\'s youth': ['1/1 1/1 1/1 1/1 1/1 0/0', '1/1 1/1 0/0 0/0 0/0 0/0'],
  'orders': ['2/2 2/2 0/0 0/0 0/0 0/0'],
  'orders in B': ['2/2 2/2 0/0 0/0 0/0 0/0'],
  'case A': ['200 200 200 200 200 unknown-case', '200 200 unknown-case unknown-case unknown-case unknown-case'],
  'case B': ['200 200 200 200 200 unknown-case'],
  'open case': ['200 200 200 200 200 200'],
  'case of another court': ['unknown-case unknown-case 200 200 unknown-case unknown-case'],
  'case of another state': [NO_CASE],
  'no case': [NO_CASE],
  'services in A': ['2/2 2/2 2/2 2/2 2/2 unknown-case', '2/2 2/2 unknown-case unknown-case unknown-case unknown-case'],
  'services in A, page 1': ['1/2 1/2 1/2 1/2 1/2 unknown-case', '1/2 1/2 unknown-case unknown-case unknown-case unknown-case'],
  'services in B': ['2/2 2/2 2/2 2/2 2/2 unknown-case', '2/2 2/2 0/0 0/0 0/0 unknown-case'],
  'order in A': ['200 200 unknown-order unknown-order unknown-order unknown-order'],
  'seals on A': [`0/0 0/0 ${NOBODY} ${NOBODY} ${NOBODY} ${NOBODY}`, `1/1 1/1 ${NOBODY} ${NOBODY} ${NOBODY} ${NOBODY}`],
  'seals on B': [`0/0 0/0 ${NOBODY} ${NOBODY} ${NOBODY} ${NOBODY}`, `2/2 2/2 ${NOBODY} ${NOBODY} ${NOBODY} ${NOBODY}`],
  'filings': ['5/5 5/5 6/6 6/6 5/5 1/1', '5/5 5/5 3/3 3/3 2/2 1/1'],
  'filings, page 1': ['2/5 2/5 2/6 2/6 2/5 1/1', '2/5 2/5 2/3 2/3 2/2 1/1'],
  'filings in A': ['2/2 2/2 2/2 2/2 2/2 0/0', '2/2 2/2 0/0 0/0 0/0 0/0'],
  'filings in B': ['2/2 2/2 2/2 2/2 2/2 0/0', '2/2 2/2 1/1 1/1 1/1 0/0'],
  'docketed filings': ['5/5 5/5 6/6 6/6 5/5 1/1', '5/5 5/5 3/3 3/3 2/2 1/1'],
  'urgent filings': ['1/1 1/1 1/1 1/1 1/1 0/0', '1/1 1/1 0/0 0/0 0/0 0/0'],
  'motions': ['2/2 2/2 2/2 2/2 2/2 0/0', '2/2 2/2 0/0 0/0 0/0 0/0'],
  'filing that opened A': ['200 200 200 200 200 unknown-filing', '200 200 unknown-filing unknown-filing unknown-filing unknown-filing'],
  'motion in A': ['200 200 200 200 200 unknown-filing', '200 200 unknown-filing unknown-filing unknown-filing unknown-filing'],
  'motion in B': ['200 200 200 200 200 unknown-filing', '200 200 unknown-filing unknown-filing unknown-filing unknown-filing'],
  'no filing': [NO_FILING],
  'amend A, stale': [`stale-revision ${NOBODY} ${NOBODY} ${NOBODY} ${NOBODY} ${NOBODY}`],
  'permit telling in A, stale': [`stale-revision stale-revision ${NOBODY} ${NOBODY} ${NOBODY} ${NOBODY}`],
  'permit telling in B without If-Match': [`if-match-required if-match-required ${NOBODY} ${NOBODY} ${NOBODY} ${NOBODY}`],
  'serve tomorrow in A': [
    `served-in-the-future ${NOBODY} served-in-the-future ${NOBODY} served-in-the-future ${NOBODY}`,
    `served-in-the-future ${NOBODY} unknown-case ${NOBODY} unknown-case ${NOBODY}`,
  ],
  'serve tomorrow in B': [
    `served-in-the-future ${NOBODY} served-in-the-future ${NOBODY} served-in-the-future ${NOBODY}`,
    `served-in-the-future ${NOBODY} unknown-document ${NOBODY} unknown-party ${NOBODY}`,
  ],
  'serve stale in A': [
    `stale-revision ${NOBODY} stale-revision ${NOBODY} stale-revision ${NOBODY}`,
    `stale-revision ${NOBODY} unknown-case ${NOBODY} unknown-case ${NOBODY}`,
  ],
  'serve stale in B': [
    `stale-revision ${NOBODY} stale-revision ${NOBODY} stale-revision ${NOBODY}`,
    `stale-revision ${NOBODY} unknown-document ${NOBODY} unknown-party ${NOBODY}`,
  ],
  'review motion in A': [`filing-docketed ${NOBODY} ${NOBODY} ${NOBODY} ${NOBODY} ${NOBODY}`],
  'submit motion in A': [
    `not-the-filer ${NOBODY} not-the-filer not-the-filer filing-docketed ${NOBODY}`,
    `not-the-filer ${NOBODY} unknown-filing unknown-filing unknown-filing ${NOBODY}`,
  ],
  'submit motion in B': [
    `not-the-filer ${NOBODY} filing-docketed not-the-filer not-the-filer ${NOBODY}`,
    `not-the-filer ${NOBODY} unknown-filing unknown-filing unknown-filing ${NOBODY}`,
  ],
  'open a person of A': [
    'seal-not-permitted level-not-for-part seal-not-permitted seal-not-permitted seal-not-permitted unknown-case',
    'seal-not-permitted level-not-for-part unknown-case unknown-case unknown-case unknown-case',
  ],
  'lift no seal of A': [
    'seal-not-permitted unknown-seal seal-not-permitted seal-not-permitted seal-not-permitted unknown-case',
    'seal-not-permitted unknown-seal unknown-case unknown-case unknown-case unknown-case',
  ],
};
