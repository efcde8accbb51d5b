import type { Instant } from '#kernel';
import { fieldsOf, type Fact } from './fact.js';
import { isAboutEntry, type NcicEntry } from './ncic-entry.js';
import type { Condition, Evidence, Rule } from './rule.js';

/** One thing a rule asks for: every fact that does it, the earliest with an instant first. */
export type Requirement = { readonly event: string; readonly done: readonly Done[] };
export type Done = { readonly fact: Fact; /** Null where nobody stated when. */ readonly at: Instant | null };

/** The first condition a fact fails, as a code. */
export const unmetBy = ({ where }: Pick<Condition, 'where'>, fact: Fact): string | undefined =>
  Object.entries(where).filter(([field, allowed]) => !allowed.includes(String(fieldsOf(fact)[field])))
    .map(([field]) => `${field}:${String(fieldsOf(fact)[field])}`)[0];

export const matches = (condition: Condition) => (fact: Fact): boolean => fact.type === condition.event && unmetBy(condition, fact) === undefined;

type Opening = { readonly fact: Fact; readonly start: Instant | null; readonly entry?: NcicEntry };

/**
 * Where each opening has a duty of its own, what follows belongs to it by its report, else by coming after it; never the opening
 * itself. An entry in NCIC has what was done about that entry, after it was made.
 */
export const belongsTo = (opening: Opening | null) => (fact: Fact, at: Instant | null): boolean => {
  if (!opening) return true;
  if (fact.eventId === opening.fact.eventId) return false;
  const follows = at === null || opening.start === null || at >= opening.start;
  if (opening.entry && isAboutEntry(fact)) return opening.entry.includes(fact) && follows;
  const [own, other] = [fieldsOf(opening.fact).reportId, fieldsOf(fact).reportId];
  return own !== undefined && other !== undefined ? own === other : follows;
};

const byInstant = (one: Done, other: Done) => ((one.at ?? '~') < (other.at ?? '~') ? -1 : 1);

const doneOf = (evidence: Evidence, belongs: ReturnType<typeof belongsTo>, facts: readonly Fact[], asOf: Instant): readonly Done[] =>
  facts.filter(matches(evidence))
    .map(fact => ({ fact, at: (fieldsOf(fact)[evidence.at] ?? null) as Instant | null }))
    .filter(({ fact, at }) => belongs(fact, at) && (at === null || at <= asOf))
    .sort(byInstant);

export const requirementsOf = ({ met }: Rule, belongs: ReturnType<typeof belongsTo>, facts: readonly Fact[], asOf: Instant): readonly Requirement[] =>
  'all' in met ? met.all.map(evidence => ({ event: evidence.event, done: doneOf(evidence, belongs, facts, asOf) })) : [];

export type Completion =
  | { readonly standing: 'lacking' }
  /** All of it happened, and of some nobody stated when. */
  | { readonly standing: 'unclear'; readonly by: Fact }
  | { readonly standing: 'done'; readonly at: Instant; readonly by: Fact };

/** Done at the last of what the rule asks for, each at the earliest that is known. */
export const completionOf = (requirements: readonly Requirement[]): Completion => {
  const first = requirements.map(({ done }) => done[0]);
  if (first.length === 0 || first.some(done => !done)) return { standing: 'lacking' };
  const last = [...(first as readonly Done[])].sort(byInstant).at(-1)!;
  return last.at === null ? { standing: 'unclear', by: last.fact } : { standing: 'done', at: last.at, by: last.fact };
};

/** Some of what was needed in time was entered only after the deadline. */
export const enteredLate = (requirements: readonly Requirement[], deadline: Instant | null): boolean =>
  deadline !== null && requirements.some(({ done }) => done.filter(({ at }) => at !== null && at <= deadline).every(({ fact }) => fact.knownAt > deadline));
