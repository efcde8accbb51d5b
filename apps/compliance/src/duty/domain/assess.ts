import type { Instant } from '#kernel';
import { begunBy, clockOf, endingOf, openingsOf, type LegalClock, type Opened } from './clock.js';
import { belongsTo, completionOf, matches, requirementsOf, type Requirement } from './conditions.js';
import { attemptsAbout, happenedBy, sideOf, type Attempt } from './evidence.js';
import { exceptionsTo } from './exceptions.js';
import { known as knownBy, type Fact, type Horizon } from './fact.js';
import type { Rule } from './rule.js';
import { isFirst, knownOf, type Known, type Subject } from './subject.js';

/** One rule applied to one subject: the duty that should exist, and what is known about it. */
export type Assessment = {
  readonly rule: Rule;
  readonly subject: Subject;
  /** The event that opened it, where the rule makes one duty of each; else null. */
  readonly opening: string | null;
  readonly clock: LegalClock;
  /** Evidence of a rule that asks for a report. */
  readonly attempts: readonly Attempt[];
  /** Evidence of a rule that asks for anything else. */
  readonly requirements: readonly Requirement[];
  readonly ending: { readonly at: Instant; readonly by: string } | null;
  /** Excused by name: it was withheld, or waived. Excused is not done, and what was missed before is not excused: `inTime` is false. */
  readonly excuse: { readonly by: 'withheld' | 'waived'; readonly authority: string; readonly inTime: boolean; readonly fact: Fact } | null;
  /** What authority did to the clock, each with its reason. */
  readonly exceptions: ReturnType<typeof exceptionsTo>;
  /** Why it may stand otherwise than when it was opened. */
  readonly cause: string;
};

const authorityOf = (fact: Fact) => ('authority' in fact.data ? fact.data.authority : '');

/** Decided by the deadline, whenever that was entered: as a report made in time is one that is recorded late. */
const excuseOf = (withheld: readonly Fact[], exceptions: Assessment['exceptions'], clock: LegalClock): Assessment['excuse'] => {
  const deadline = clock.standing === 'runs' ? clock.deadline : null;
  const by = (code: 'withheld' | 'waived') => (fact: Fact) =>
    ({ by: code, authority: authorityOf(fact), inTime: deadline === null || fact.occurredAt <= deadline, fact });
  const excuses = [...withheld.map(by('withheld')), ...exceptions.filter(({ type }) => type === 'DutyWaived').map(by('waived'))];
  return excuses.find(({ inTime }) => inTime) ?? excuses[0] ?? null;
};

const apply = (rule: Rule, known: Known, asOf: Instant, opening: string | null): Assessment => {
  const { subject, facts, cause } = known;
  const openings = openingsOf(rule, known).filter(({ fact }) => opening === null || fact.eventId === opening).map(begunBy(asOf));
  const belongs = belongsTo(opening === null ? null : openings[0] ?? null);
  const exceptions = exceptionsTo(rule.id, opening, facts);
  const clock = clockOf(rule, known, openings);
  const withheld = rule.withheld ? facts.filter(matches(rule.withheld)).filter(fact => belongs(fact, null)) : [];
  return {
    rule, subject, opening, exceptions, clock,
    attempts: 'report' in rule.met ? attemptsAbout(known, rule.met.report, facts) : [],
    requirements: requirementsOf(rule, belongs, facts, asOf),
    ending: endingOf(rule, belongs, facts), excuse: excuseOf(withheld, exceptions, clock), cause: cause ?? 'opening-fact',
  };
};

/** Of the texts of one rule, the one whose clock runs; else one of which nobody can tell, since it may; else the newest, to say why none does. */
const inQuestion = (texts: readonly Assessment[]): Assessment => {
  const newestFirst = [...texts].sort((a, b) => (a.rule.effective.from < b.rule.effective.from ? 1 : -1));
  const which = (standing: Assessment['clock']['standing']) => newestFirst.find(({ clock }) => clock.standing === standing);
  return which('runs') ?? which('unknown') ?? newestFirst[0]!;
};

const OPENED_ONCE = ['report-bounced', 'other-record', 'ended-before'];

/** A first event may be corrected into, or out of, opening a duty, and others may have opened one until more was known; the rest is of no interest. */
const isOpening = ({ fact, unmet }: Opened) =>
  unmet === undefined || OPENED_ONCE.includes(unmet) || isFirst(fact);

const openingsOfEach = (texts: readonly Rule[], known: Known): readonly (string | null)[] =>
  texts[0]!.perOpening ? [...new Set(texts.flatMap(rule => openingsOf(rule, known).filter(isOpening).map(({ fact }) => fact.eventId)))] : [null];

/**
 * From the rules and the facts of one subject to the duties that should exist. It looks at nothing else, so that a fact
 * that comes late, or corrects another, leads to what would have been had it been known from the start.
 */
export const assess = (rules: readonly Rule[], all: readonly Fact[], horizon: Horizon): readonly Assessment[] => {
  const stated = knownOf(all.filter(knownBy(horizon)));
  if (!stated) return [];
  const known = { ...stated, facts: happenedBy(horizon, stated.facts), parted: happenedBy(horizon, stated.parted) };
  if (!known.facts.some(isFirst)) return [];
  const applicable = rules.filter(({ subject, example, jurisdiction }) =>
    subject === known.subject.kind && !example && (jurisdiction === 'US' || known.formerStates.includes(jurisdiction)));
  return [...new Set(applicable.map(({ id }) => id))].sort().flatMap(id => {
    const texts = applicable.filter(rule => rule.id === id);
    return openingsOfEach(texts, known).map(opening => inQuestion(texts.map(rule => apply(rule, known, horizon.asOf, opening))));
  });
};

export type Completed = { readonly metAt: Instant; readonly reportId: string | null };

/** What meets the duty, in time or late: the earliest report that stands, or the last of all that the rule asks for. */
export const doneBy = ({ clock, attempts, requirements }: Assessment, asOf: Instant): Completed | undefined => {
  if (clock.standing !== 'runs') return undefined;
  const completion = completionOf(requirements);
  if (completion.standing === 'done') return { metAt: completion.at, reportId: null };
  return attempts
    .filter(attempt => ['on-time', 'late'].includes(sideOf(attempt, clock.deadline, asOf)))
    .map(({ reportId, counts }) => ({ reportId, metAt: counts!.data.madeAt }))
    .sort((a, b) => (a.metAt < b.metAt ? -1 : 1))[0];
};
