import type { Limit, Rule } from '../duty/index.js';

const several = (words: readonly string[], last: 'and' | 'or') =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)!}`;
const times = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`;

export const limitInWords = (limit: Limit): string =>
  'elapsedHours' in limit ? times(limit.elapsedHours, 'elapsed hour')
  : 'calendarDays' in limit ? times(limit.calendarDays, 'calendar day')
  : 'businessDays' in limit ? times(limit.businessDays, 'business day')
  : 'courtDays' in limit ? times(limit.courtDays, 'court day')
  : 'statedIn' in limit ? `the moment that it states itself (${limit.statedIn})`
  : 'no number of hours or days';

const conditionInWords = ({ event, where }: { event: string; where: Readonly<Record<string, readonly string[]>> }) => {
  const tests = Object.entries(where).map(([field, values]) => `${field} ${several(values, 'or')}`);
  return tests.length > 0 ? `${event} (${several(tests, 'and')})` : event;
};

const OBLIGORS = {
  'title-iv-e-agency': 'the title IV-E agency', 'law-enforcement': 'law enforcement', 'discovering-official': 'the official who discovers it',
  'ordered-party': 'whom the court orders', 'record-holder': 'the holder named', 'deciding-authority': 'whoever has the authority to decide',
};

/** From which instants of which events the clock starts. */
export const startInWords = ({ opens }: Rule): string =>
  several(opens.map(opening => `${opening.clock} of ${conditionInWords(opening)}${opening.orElse ? ` (${opening.orElse} where it says none)` : ''}`), 'or');

const doneInWords = ({ met }: Rule) =>
  'report' in met ? `the instant a report to ${met.report} was made` : several(met.all.map(one => `${one.at} of ${conditionInWords(one)}`), 'and');

/** A rule as one sentence: what the machine does, which the reader compares with the law's own words. */
export const ruleInWords = (rule: Rule): string => {
  const { id, obligor, recipient, limit, reckoning, perOpening, effective, citation, text } = rule;
  const whom = recipient ? ` to ${recipient.replaceAll('-', ' ')}` : '';
  const within = 'none' in limit ? `with ${limitInWords(limit)}` : 'statedIn' in limit ? `by ${limitInWords(limit)}` : `within ${limitInWords(limit)}`;
  const calendar = reckoning.calendar ? ` (${reckoning.calendar.name})` : '';
  const from = effective.fromIs === 'first-day' ? `since ${effective.from}` : `since ${effective.from} or earlier`;
  return `${id}: ${text.split(/\.(\s|$)/)[0]!}: owed by ${OBLIGORS[obligor]}${whom}, ${within}${calendar} from ${startInWords(rule)}${perOpening ? ', each time' : ''}; `
    + `met at ${doneInWords(rule)}; in force ${from}${effective.to ? ` until ${effective.to}` : ''} [${citation}].`;
};

/** What a reader must not take for settled: whether it is an example, does not bind, or was not read. */
export const caveatsOf = ({ example, binding, verified }: Rule): readonly string[] => [
  ...(example ? ['EXAMPLE: never applied to a child'] : []),
  ...(binding ? [] : ['DOES NOT BIND: shown, never alerts']),
  ...(verified.on ? [`read ${verified.on} (${verified.against}); unverified: ${verified.unverified}`] : [`UNVERIFIED, ${verified.against}: ${verified.unverified}`]),
];
