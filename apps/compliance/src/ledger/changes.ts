import type { Instant } from '#kernel';
import { knownOf, tellsWhose, type Fact, type Known, type Rule } from '../duty/index.js';
import { differs, judge } from './judge.js';
import { shownFact } from './shown-fact.js';

/** Two dates of knowledge, and the one date by which both judge what had happened. */
export type Span = { readonly from: Instant; readonly to: Instant; readonly asOf: Instant };

/** Its own facts, and of another's those that count here or say whose one is that is led on here. */
const concerns = (known: Known | undefined) => {
  const counting = new Set(known?.facts.map(({ eventId }) => eventId));
  return (fact: Fact) => fact.recordedWith === undefined || counting.has(fact.eventId) || (tellsWhose(fact) && known?.ids.includes(fact.recordedWith) === true);
};

/** What became known of one subject after `from` and by `to`, where that changed a verdict; undefined where it did not. */
export const changesOf = (rules: readonly Rule[], facts: readonly Fact[], { from, to, asOf }: Span) => {
  const between = facts.filter(fact => fact.knownAt > from && fact.knownAt <= to);
  if (between.length === 0) return undefined;
  const [earlier, later] = [from, to].map(asKnownAt => judge(rules, facts, { asOf, asKnownAt }));
  const [before, after] = [earlier, later].map(judged => new Map(judged!.map(one => [one.dutyId, one])));
  const duties = [...new Set([...before!.keys(), ...after!.keys()])].flatMap(dutyId => {
    const [was, is] = [before!.get(dutyId), after!.get(dutyId)];
    if (!differs(was?.verdict, is?.verdict)) return [];
    const { id: ruleId, recipient } = (is ?? was)!.assessment.rule;
    return [{ dutyId, ruleId, recipient, before: was?.verdict ?? null, after: is?.verdict ?? null }];
  });
  const subject = (later![0] ?? earlier![0])?.assessment.subject;
  if (!subject || duties.length === 0) return undefined;
  const known = knownOf(facts.filter(({ knownAt }) => knownAt <= to));
  return { subject, duties, facts: between.filter(concerns(known)).map(shownFact) };
};
