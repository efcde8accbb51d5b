import type { Coverage, SubjectKind } from '#contracts';
import { plusHours, type Instant } from '#kernel';
import { attemptsAbout, sideOf, type Attempt } from './evidence.js';
import { ofType, within, type Fact, type Horizon } from './fact.js';
import { inForce, unknownAt, type Rule } from './rule.js';

/** The episode or determination a duty is about, as its first event states it. */
export type Subject = {
  readonly kind: SubjectKind;
  readonly id: string;
  readonly youthId: string;
  readonly agency: string;
  readonly state: string;
  readonly county: string;
  readonly coverage: Coverage;
  readonly imported: boolean;
};

export type LegalClock =
  | { readonly standing: 'runs'; readonly start: Instant; readonly deadline: Instant; readonly openedBy: Fact }
  | { readonly standing: 'void' | 'not-required' | 'unknown'; readonly reason: string };

/** One rule applied to one subject: the duty that should exist, and what is known about it. */
export type Assessment = {
  readonly rule: Rule;
  readonly subject: Subject;
  readonly clock: LegalClock;
  readonly attempts: readonly Attempt[];
  readonly ending: { readonly at: Instant; readonly by: string } | null;
};

export const subjectOf = (facts: readonly Fact[]): Subject | undefined => {
  const [first] = ofType(facts, 'ChildReportedMissing', 'DeterminationMade');
  if (!first) return undefined;
  const { youthId, agency, state, county, coverage } = first.data;
  const what = first.type === 'ChildReportedMissing'
    ? { kind: 'missing-episode' as const, id: first.data.episodeId }
    : { kind: 'determination' as const, id: first.data.determinationId };
  return { ...what, youthId, agency, state, county, coverage, imported: first.claimed };
};

type Fields = Readonly<Record<string, unknown>>;
const fieldsOf = (fact: Fact) => fact.data as Fields;

const unmet = (where: Rule['opens'][number]['where'], data: Fields): string | undefined =>
  Object.entries(where).filter(([field, allowed]) => !allowed.includes(String(data[field]))).map(([field]) => `${field}:${String(data[field])}`)[0];

const openingsOf = (rule: Rule, facts: readonly Fact[]) =>
  rule.opens.flatMap(({ event, where, clock }) =>
    facts.filter(({ type }) => type === event).map(fact => {
      const fields = fieldsOf(fact);
      return { fact, start: fields[clock] as Instant | undefined, unmet: unmet(where, fields) };
    }));

const clockOf = (rule: Rule, subject: Subject, facts: readonly Fact[]): LegalClock => {
  const [gone] = ofType(facts, 'EpisodeRecordedInError', 'DeterminationWithdrawn');
  if (gone) return { standing: 'void', reason: gone.data.reason };
  if (!rule.covers.includes(subject.coverage)) return { standing: 'not-required', reason: `coverage:${subject.coverage}` };
  const openings = openingsOf(rule, facts);
  const matching = openings.filter(opening => opening.unmet === undefined);
  if (matching.length === 0) return { standing: 'not-required', reason: openings[0]?.unmet ?? 'nothing-opened-it' };
  const [first] = matching.filter(({ start }) => start).sort((a, b) => (String(a.start) < String(b.start) ? -1 : 1));
  if (!first?.start) return { standing: 'unknown', reason: 'clock-start-missing' };
  const { start, fact: openedBy } = first;
  if (unknownAt(rule, start)) return { standing: 'unknown', reason: `in-force-unverified-before:${rule.effective.from}` };
  if (!inForce(rule, start)) return { standing: 'not-required', reason: 'not-in-force' };
  return { standing: 'runs', start, deadline: plusHours(start, rule.limit.elapsedHours), openedBy };
};

const endingOf = ({ ends }: Rule, facts: readonly Fact[]): Assessment['ending'] =>
  ends.flatMap(({ event, at }) => facts.filter(({ type }) => type === event).map(fact => ({ at: fieldsOf(fact)[at] as Instant, by: event })))
    .sort((a, b) => (a.at < b.at ? -1 : 1))[0] ?? null;

/** Of the texts of one rule, the one whose clock runs; else the newest, to say why none does. */
const inQuestion = (texts: readonly Assessment[]): Assessment =>
  [...texts].sort((a, b) => (a.rule.effective.from < b.rule.effective.from ? 1 : -1))
    .reduce((best, text) => (best.clock.standing !== 'runs' && text.clock.standing === 'runs' ? text : best));

/**
 * From the rules and the facts of one subject to the duties that should exist. It looks at nothing else, so that a fact
 * that comes late, or corrects another, leads to what would have been had it been known from the start.
 */
export const assess = (rules: readonly Rule[], all: readonly Fact[], horizon: Horizon): readonly Assessment[] => {
  const facts = all.filter(within(horizon));
  const subject = subjectOf(facts);
  if (!subject) return [];
  const applicable = rules.filter(rule =>
    rule.subject === subject.kind && !rule.example && (rule.jurisdiction === 'US' || rule.jurisdiction === subject.state));
  const apply = (rule: Rule): Assessment => ({
    rule, subject, clock: clockOf(rule, subject, facts),
    attempts: attemptsAbout(subject, rule.recipient, facts), ending: endingOf(rule, facts),
  });
  return [...new Set(applicable.map(({ id }) => id))].sort().map(id => inQuestion(applicable.filter(rule => rule.id === id).map(apply)));
};

/** The earliest report that stands: what meets the duty, in time or late. */
export const doneBy = ({ clock, attempts }: Assessment, asOf: Instant) => {
  if (clock.standing !== 'runs') return undefined;
  return attempts
    .filter(attempt => ['on-time', 'late'].includes(sideOf(attempt, clock.deadline, asOf)))
    .map(({ reportId, counts }) => ({ reportId, metAt: counts!.data.madeAt }))
    .sort((a, b) => (a.metAt < b.metAt ? -1 : 1))[0];
};
