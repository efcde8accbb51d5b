import type { Expected } from './answers.js';

const four = (answer: string) => Array.from({ length: 4 }, () => answer).join(' ');
const NOBODY = 'role-not-permitted';
const OTHERS = four(NOBODY);
/** What the court alone may ask or do, and goes on seeing. */
const courts = (clerk: string, judge = clerk): readonly [string] => [`${clerk} ${judge} ${OTHERS}`];
const gone = (code: string): readonly [string, string] => [`200 200 200 200 200 ${code}`, `200 200 ${four(code)}`];

/**
 * As the other table: to clerk, judge, caseworker, police liaison, the parties' attorney and anybody; before and after both cases of A are sealed to the
 * court, a person of case B to agencies, and the document that charges B's child to the court.
 */
export const EXPECTED: Expected = {
  'hearings': ['6/6 6/6 6/6 6/6 6/6 0/0', '6/6 6/6 3/3 3/3 3/3 0/0'],
  'hearings, page 1': ['1/6 1/6 1/6 1/6 1/6 0/0', '1/6 1/6 1/3 1/3 1/3 0/0'],
  'hearings of the day': ['4/4 4/4 4/4 4/4 4/4 0/0', '4/4 4/4 2/2 2/2 2/2 0/0'],
  'hearings in A': ['3/3 3/3 3/3 3/3 3/3 0/0', '3/3 3/3 0/0 0/0 0/0 0/0'],
  'motions': ['2/2 2/2 2/2 2/2 2/2 0/0', '2/2 2/2 1/1 1/1 1/1 0/0'],
  'hearing in A': gone('unknown-hearing'),
  'review hearing in A': gone('unknown-hearing'),
  'hearing in B': ['200 200 200 200 200 unknown-hearing'],
  'window in A': gone('unknown-case'),
  'absences': courts('2/2'),
  'absences, page 1': courts('1/2'),
  'absences of the week': courts('2/2'),
  'case by A\'s number': ['1/1 1/1 1/1 1/1 1/1 0/0', '1/1 1/1 0/0 0/0 0/0 0/0'],
  'absence in A': courts('200'),
  'absence in B': courts('200'),
  'day': courts('12/12'),
  'day, page 1': courts('1/12'),
  'day of the judge': courts('6/12'),
  'checks': [`2/2 2/2 2/2 2/2 ${NOBODY} ${NOBODY}`, `2/2 2/2 0/0 0/0 ${NOBODY} ${NOBODY}`],
  'checks, page 1': [`1/2 1/2 1/2 1/2 ${NOBODY} ${NOBODY}`, `1/2 1/2 0/0 0/0 ${NOBODY} ${NOBODY}`],
  'report of checks': [`2 2 2 2 ${NOBODY} ${NOBODY}`, `2 2 0 0 ${NOBODY} ${NOBODY}`],
  'check in A': [`200 200 200 200 ${NOBODY} ${NOBODY}`, `200 200 unknown-check unknown-check ${NOBODY} ${NOBODY}`],
  'check in B': [`200 200 200 200 ${NOBODY} ${NOBODY}`, `200 200 unknown-check unknown-check ${NOBODY} ${NOBODY}`],
  'provisions for A': [`${four('state-not-configured')} ${NOBODY} ${NOBODY}`, `state-not-configured state-not-configured unknown-check unknown-check ${NOBODY} ${NOBODY}`],
  'holders': courts('2/2'),
  'holders of A': courts('1/1'),
  'holder of A': courts('200'),
  'order in A': [`200 200 ${four('unknown-order')}`],
  'set a past hearing in A': courts('hearing-in-the-past'),
  'notice to nobody of A': courts('unknown-party'),
  'continue in A, stale': courts('stale-revision'),
  'hold in A, stale': courts('stale-revision'),
  'propose to vacate in A again': [
    `hearing-vacated hearing-vacated hearing-vacated ${NOBODY} hearing-vacated ${NOBODY}`,
    `hearing-vacated hearing-vacated unknown-hearing ${NOBODY} unknown-hearing ${NOBODY}`,
  ],
  'vacate in A, stale': courts('stale-revision'),
  'sign in A, stale': courts('stale-revision'),
  'set a second hearing in A': courts('hearing-already-set'),
  'decide in A, stale': courts('stale-revision'),
  'answer for A\'s holder, too early': courts('answered-before-order', NOBODY),
};
