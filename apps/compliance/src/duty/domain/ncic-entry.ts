import type { Instant } from '#kernel';
import { ofType, type Fact } from './fact.js';

const ENTRY_FACTS = ['NcicEntered', 'NcicVerified', 'NcicCancelled'] as const;
type EntryFact = Extract<Fact, { type: (typeof ENTRY_FACTS)[number] }>;

/** An entry in NCIC with all that was recorded of it: what completes it later, and at last its cancellation. What is entered after that is another. */
export type NcicEntry = readonly EntryFact[];

export const isAboutEntry = (fact: Fact): fact is EntryFact => ofType([fact], ...ENTRY_FACTS).length > 0;

/** The entry that a fact is about, of those made upon its report. */
export const ncicEntryOf = (fact: EntryFact, facts: readonly Fact[]): NcicEntry => {
  const own = ofType(facts, ...ENTRY_FACTS).filter(({ data }) => data.reportId === fact.data.reportId);
  const at = own.indexOf(fact);
  const begin = own.slice(0, at).findLastIndex(({ type }) => type === 'NcicCancelled') + 1;
  const length = own.slice(at).findIndex(({ type }) => type === 'NcicCancelled') + 1;
  return own.slice(begin, length === 0 ? undefined : at + length);
};

export const firstEntered = (entry: NcicEntry) => ofType(entry, 'NcicEntered')[0];

/** Police do not always tell the instant at once. */
export const enteredAt = (entry: NcicEntry): Instant | null =>
  ofType(entry, 'NcicEntered').map(({ data }) => data.enteredAt).findLast(at => at !== null) ?? null;
