import { DomainError, type Instant } from '#kernel';
import { belongsTo, unmetBy } from './conditions.js';
import { deadlineOf } from './deadline.js';
import { attemptsAbout } from './evidence.js';
import { excepted, exceptionsTo, type Excepted } from './exceptions.js';
import { fieldsOf, ofType, type Fact } from './fact.js';
import { enteredAt, firstEntered, ncicEntryOf, type NcicEntry } from './ncic-entry.js';
import { forceAt, type Rule } from './rule.js';
import type { Known, Subject } from './subject.js';

export type Opened = {
  readonly fact: Fact;
  readonly start: Instant | null;
  /** The event's field that tells it: the rule's own, or `coveredFrom` where the agency came to answer for the child only then. */
  readonly startField: string;
  /** Why it opens nothing, as a code. */
  readonly unmet: string | undefined;
  /** Of an opening that is an entry in NCIC: all that is known of that entry. */
  readonly entry?: NcicEntry;
};

export type LegalClock =
  | {
      readonly standing: 'runs'; readonly start: Instant; readonly startField: string; readonly openedBy: Fact;
      /** As exceptions moved it; null while it stands still, and where the rule has no number. */
      readonly deadline: Instant | null;
      readonly ruleDeadline: Instant | null;
      readonly paused: Excepted['paused'];
    }
  | { readonly standing: 'void' | 'not-required' | 'unknown'; readonly reason: string };

const endsAmong = (ends: Rule['ends'], facts: readonly Fact[]) => ends.flatMap(({ event, at: field }) =>
  facts.filter(({ type }) => type === event).map(fact => ({ at: fieldsOf(fact)[field] as Instant, by: event, fact })).filter(({ at }) => at));

/** A report that opens a duty of its recipient counts from the instant that is now known, and one that never arrived opens none. */
const asReported = (fact: Extract<Fact, { type: 'ReportMade' }>, known: Known) => {
  const attempt = attemptsAbout(known, fact.data.recipient, known.facts).find(({ facts }) => facts.includes(fact));
  return { madeAt: attempt?.counts?.data.madeAt ?? fact.data.madeAt, bounced: attempt?.standing === 'bounced' };
};

/** Of the fields that the rule names, the first that the event has. */
const startOf = ({ clock, orElse }: Rule['opens'][number], fact: Fact): Pick<Opened, 'start' | 'startField'> => {
  const startField = orElse !== undefined && fieldsOf(fact)[clock] === undefined ? orElse : clock;
  return { start: (fieldsOf(fact)[startField] ?? null) as Instant | null, startField };
};

/** What is owed only to those whom the agency answers for is owed once it both answers for the child and knows. */
const onceCovered = ({ covers }: Rule, opened: Opened): Opened => {
  const coveredFrom = fieldsOf(opened.fact).coveredFrom as Instant | undefined;
  const later = coveredFrom !== undefined && opened.start !== null && coveredFrom > opened.start && !covers.includes('none');
  return later ? { ...opened, start: coveredFrom, startField: 'coveredFrom' } : opened;
};

const byEvent = (fact: Fact, opening: Rule['opens'][number], known: Known): Opened => {
  const unmet = unmetBy(opening, fact) ?? (known.parted.includes(fact) ? 'other-record' : undefined);
  if (fact.type === 'ReportMade' && opening.clock === 'madeAt') {
    const { madeAt, bounced } = asReported(fact, known);
    return { fact, start: madeAt, startField: opening.clock, unmet: unmet ?? (bounced ? 'report-bounced' : undefined) };
  }
  if (fact.type === 'NcicEntered' && opening.clock === 'enteredAt') {
    const entry = ncicEntryOf(fact, known.facts);
    return { fact, entry, start: enteredAt(entry), startField: opening.clock, unmet: unmet ?? (firstEntered(entry) === fact ? undefined : 'completes-an-entry') };
  }
  return { fact, ...startOf(opening, fact), unmet };
};

/** Once what the rule calls its end has come, nothing that follows opens a duty of its own. An end that tells of one report only is of no other. */
const endedBefore = ({ perOpening, ends }: Rule, { start, unmet }: Opened, { facts }: Known): string | undefined =>
  perOpening && start !== null && unmet === undefined
    && endsAmong(ends, facts).some(({ at, fact }) => fieldsOf(fact).reportId === undefined && at <= start) ? 'ended-before' : unmet;

/** As of a moment before its clock starts, an opening that is known by now had opened nothing. */
export const begunBy = (asOf: Instant) => (opened: Opened): Opened =>
  (opened.start !== null && opened.start > asOf ? { ...opened, unmet: opened.unmet ?? 'clock-not-started' } : opened);

/** Everything that might open the rule's duty, what fails a condition included. */
export const openingsOf = (rule: Rule, known: Known): readonly Opened[] =>
  rule.opens.flatMap(opening => [...known.facts, ...known.parted].filter(({ type }) => type === opening.event).map(fact => byEvent(fact, opening, known)))
    .map(opened => onceCovered(rule, opened)).map(opened => ({ ...opened, unmet: endedBefore(rule, opened, known) }));

const voidBecause = ({ subject, facts }: Known): string | undefined => {
  const check = ofType(facts, 'SafeHarborCheckOpened', 'SafeHarborCheckVoided').at(-1); // one that was void may be opened again
  const [gone] = [...ofType(facts, 'EpisodeRecordedInError', 'DeterminationWithdrawn'), ...(check?.type === 'SafeHarborCheckVoided' ? [check] : [])];
  return gone ? gone.data.reason : subject.ledOnIn ? 'merged' : undefined;
};

/** Whom an agency answers for by these it answers for past 18: 42 USC 671(a)(9)(C)(i)(I), 675(8). What others owe for a child is owed for nobody older. */
const PAST_18: readonly string[] = ['chafee-services', 'extended-care', 'tribal-agreement'];

const notOwedTo = ({ jurisdiction, covers, ages, obligor }: Rule, { state, coverage, ageBand }: Subject): string | undefined => {
  if (jurisdiction !== 'US' && jurisdiction !== state) return `jurisdiction:${state}`;
  if (!covers.includes(coverage)) return `coverage:${coverage}`;
  const agesTold = obligor === 'title-iv-e-agency' && PAST_18.includes(coverage);
  const tooOld = ages !== null && !agesTold && ageBand !== 'unknown' && !ages.includes(ageBand);
  return tooOld ? `age:${ageBand}` : undefined;
};

const started = (rule: Rule, { subject, facts }: Known, { start, startField, fact }: Opened & { readonly start: Instant }): LegalClock => {
  try {
    const force = forceAt(rule, start, subject);
    if (force === 'unverified') return { standing: 'unknown', reason: `in-force-unverified-before:${rule.effective.from}` };
    if (force === 'not-in-force') return { standing: 'not-required', reason: force };
    const ruleDeadline = deadlineOf(rule, start, subject, field => (fieldsOf(fact)[field] ?? null) as Instant | null);
    const exceptions = exceptionsTo(rule.id, rule.perOpening ? fact.eventId : null, facts);
    const { deadline, paused } = excepted(start, ruleDeadline, exceptions);
    return { standing: 'runs', start, startField, openedBy: fact, ruleDeadline, deadline, paused };
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
  return started(rule, known, { ...first, start: first.start });
};

/** The first ending that the rule names and cites. */
export const endingOf = ({ ends }: Rule, belongs: ReturnType<typeof belongsTo>, facts: readonly Fact[]) =>
  endsAmong(ends, facts).filter(({ fact, at }) => belongs(fact, at)).map(({ at, by }) => ({ at, by })).sort((a, b) => (a.at < b.at ? -1 : 1))[0] ?? null;
