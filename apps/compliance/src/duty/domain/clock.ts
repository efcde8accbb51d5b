import { DomainError, type Instant } from '#kernel';
import { belongsTo, unmetBy } from './conditions.js';
import { deadlineOf } from './deadline.js';
import { attemptsAbout } from './evidence.js';
import { excepted, exceptionsTo, type Excepted } from './exceptions.js';
import { fieldsOf, ofType, type Fact } from './fact.js';
import { inForce, unknownAt, type Rule } from './rule.js';
import type { Known, Subject } from './subject.js';

export type Opened = { readonly fact: Fact; readonly start: Instant | null; /** Why it opens nothing, as a code. */ readonly unmet: string | undefined };

export type LegalClock =
  | {
      readonly standing: 'runs'; readonly start: Instant; readonly openedBy: Fact;
      /** As exceptions moved it; null while it stands still, and where the rule has no number. */
      readonly deadline: Instant | null;
      readonly ruleDeadline: Instant | null;
      readonly paused: Excepted['paused'];
    }
  | { readonly standing: 'void' | 'not-required' | 'unknown'; readonly reason: string };

/** A report that opens a duty of its recipient counts from the instant that is now known, and one that never arrived opens none. */
const asReported = (fact: Extract<Fact, { type: 'ReportMade' }>, known: Known) => {
  const attempt = attemptsAbout(known, fact.data.recipient, known.facts).find(({ facts }) => facts.includes(fact));
  return { madeAt: attempt?.counts?.data.madeAt ?? fact.data.madeAt, bounced: attempt?.standing === 'bounced' };
};

const openedBy = (fact: Fact, opening: Rule['opens'][number], known: Known): Opened => {
  const unmet = unmetBy(opening, fact);
  if (fact.type === 'ReportMade' && opening.clock === 'madeAt') {
    const { madeAt, bounced } = asReported(fact, known);
    return { fact, start: madeAt, unmet: unmet ?? (bounced ? 'report-bounced' : undefined) };
  }
  return { fact, start: (fieldsOf(fact)[opening.clock] ?? null) as Instant | null, unmet };
};

/** Everything that might open the rule's duty, what fails a condition included. */
export const openingsOf = (rule: Rule, known: Known): readonly Opened[] =>
  rule.opens.flatMap(opening => known.facts.filter(({ type }) => type === opening.event).map(fact => openedBy(fact, opening, known)));

const mergedAway = ({ id }: Subject, facts: readonly Fact[]): boolean => {
  const last = ofType(facts, 'EpisodesMerged', 'EpisodesUnmerged').findLast(({ data }) => data.mergedEpisodeId === id);
  return last?.type === 'EpisodesMerged' && last.data.sameObligor;
};

const voidBecause = ({ subject, facts }: Known): string | undefined => {
  const [gone] = ofType(facts, 'EpisodeRecordedInError', 'DeterminationWithdrawn');
  return gone ? gone.data.reason : mergedAway(subject, facts) ? 'merged' : undefined;
};

/** Coverage that already tells the age, such as extended care, is asked for no age. */
const AGE_MATTERS: readonly string[] = ['placed', 'supervised-at-home'];

const notOwedTo = ({ jurisdiction, covers, ages }: Rule, { state, coverage, ageBand }: Subject): string | undefined => {
  if (jurisdiction !== 'US' && jurisdiction !== state) return `jurisdiction:${state}`;
  if (!covers.includes(coverage)) return `coverage:${coverage}`;
  const tooOld = ages !== null && AGE_MATTERS.includes(coverage) && ageBand !== 'unknown' && !ages.includes(ageBand);
  return tooOld ? `age:${ageBand}` : undefined;
};

const started = (rule: Rule, { subject, facts }: Known, start: Instant, fact: Fact): LegalClock => {
  try {
    const ruleDeadline = deadlineOf(rule, start, subject);
    const exceptions = exceptionsTo(rule.id, rule.perOpening ? fact.eventId : null, facts);
    const { deadline, paused } = excepted(ruleDeadline, exceptions);
    return { standing: 'runs', start, openedBy: fact, ruleDeadline, deadline, paused };
  } catch (error) { // what one rule lacks, such as a time zone, must not keep the others from running
    if (error instanceof DomainError) return { standing: 'unknown', reason: `${error.code}:${subject.state}` };
    throw error;
  }
};

/** When the clock of one rule began and when it ends, or why there is none. */
export const clockOf = (rule: Rule, known: Known, openings: readonly Opened[]): LegalClock => {
  const gone = voidBecause(known);
  if (gone) return { standing: 'void', reason: gone };
  const notOwed = notOwedTo(rule, known.subject);
  if (notOwed) return { standing: 'not-required', reason: notOwed };
  const matching = openings.filter(({ unmet }) => unmet === undefined);
  if (matching.length === 0) return { standing: 'not-required', reason: openings[0]?.unmet ?? 'nothing-opened-it' };
  const [first] = matching.filter(({ start }) => start).sort((a, b) => (a.start! < b.start! ? -1 : 1));
  if (!first?.start) return { standing: 'unknown', reason: 'clock-start-missing' };
  const { start, fact } = first;
  if (unknownAt(rule, start)) return { standing: 'unknown', reason: `in-force-unverified-before:${rule.effective.from}` };
  if (!inForce(rule, start)) return { standing: 'not-required', reason: 'not-in-force' };
  return started(rule, known, start, fact);
};

/** The first ending that the rule names and cites. */
export const endingOf = ({ ends }: Rule, belongs: ReturnType<typeof belongsTo>, facts: readonly Fact[]) =>
  ends.flatMap(({ event, at: field }) =>
    facts.filter(({ type }) => type === event).map(fact => ({ at: fieldsOf(fact)[field] as Instant, by: event, fact }))
      .filter(({ fact, at }) => at && belongs(fact, at)).map(({ at, by }) => ({ at, by })))
    .sort((a, b) => (a.at < b.at ? -1 : 1))[0] ?? null;
