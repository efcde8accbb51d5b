import { DateTime } from 'luxon';
import { knownAt, type Input } from './inputs.js';
import { utc } from './reckoning.js';

type Statement = { readonly at: DateTime; readonly known: DateTime; readonly weight: number };

/** One try at telling somebody: it ends with a refusal or a bounce, and what is entered after that is the next try. */
export type Try = {
  readonly entries: readonly Input[];
  readonly end: 'stands' | 'refused' | 'bounced' | 'never-made';
  /** Of what was said of its instant, what weighs most: the recipient's record, else a correction, else what was first said. */
  readonly said: readonly Statement[];
  /** All of it, whatever it weighs. */
  readonly stated: readonly Statement[];
  readonly receipts: readonly DateTime[];
};

const text = (input: Input, name: string) => input.data[name] as string | null;
const ends = ({ type }: Input) => type === 'ReportRefused' || type === 'ReportBounced';
const weigh = (input: Input) => (input.type === 'ReportMade' ? 0 : text(input, 'reason') === 'recipient-record' ? 2 : 1);

const tryOf = (entries: readonly Input[]): Try => {
  const types = entries.map(({ type }) => type);
  const statements = entries.filter(({ type }) => type === 'ReportMade' || type === 'ReportCorrected')
    .map(input => ({ at: utc(text(input, 'madeAt')!), known: utc(knownAt(input)), weight: weigh(input) }));
  const heaviest = Math.max(...statements.map(({ weight }) => weight));
  return {
    entries,
    end: types.includes('ReportRefused') ? 'refused' : types.includes('ReportBounced') ? 'bounced'
      : types.includes('ReportMade') || types.includes('ReportAcknowledged') ? 'stands' : 'never-made',
    said: statements.filter(({ weight }) => weight === heaviest),
    stated: statements,
    receipts: entries.filter(({ type }) => type === 'ReportAcknowledged').flatMap(input => {
      const given = text(input, 'acknowledgedAt');
      return given ? [utc(given)] : [];
    }),
  };
};

const TELLING = ['ReportMade', 'ReportAcknowledged', 'ReportRefused', 'ReportBounced', 'ReportCorrected', 'ReportSupplemented'];

/** Every try to tell one recipient, in the order of entering. */
export const triesTo = (inputs: readonly Input[], recipient: string): readonly Try[] => {
  const about = inputs.filter(({ type, data }) => TELLING.includes(type) && data.recipient === recipient);
  return [...new Set(about.map(({ streamId }) => streamId))].flatMap(report => {
    const parts: Input[][] = [[]];
    for (const entry of about.filter(({ streamId }) => streamId === report)) {
      parts.at(-1)!.push(entry);
      if (ends(entry)) parts.push([]);
    }
    return parts.filter(part => part.length > 0).map(tryOf);
  });
};

/** `known`: since when anybody had said that it was in time; of one that was not, since when that is known. */
export type Finding = { readonly kind: 'in-time' | 'late' | 'unclear'; readonly at: DateTime | null; readonly known: DateTime | null };

/** Was this try in time? Where statements that weigh the same lie on both sides of the deadline, nobody can tell. */
export const findingOf = ({ said, stated, receipts }: Try, deadline: DateTime): Finding => {
  const last = said.at(-1);
  if (!last) return { kind: 'unclear', at: null, known: null };
  const inTime = last.at <= deadline;
  const disputed = said.some(({ at }) => at <= deadline !== inTime) || (!inTime && last.weight < 2 && receipts.some(receipt => receipt <= deadline));
  const known = inTime ? DateTime.min(...stated.filter(({ at }) => at <= deadline).map(each => each.known))! : last.known;
  return { kind: disputed ? 'unclear' : inTime ? 'in-time' : 'late', at: last.at, known };
};
