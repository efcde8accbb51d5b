import { createHash } from 'node:crypto';
import type { Assessment, Fact, Horizon, Rule, Subject, Verdict, VerdictCode } from '../duty/index.js';
import { missingFor } from '../rules/index.js';
import { earlierVerdicts, type Earlier } from './earlier.js';
import { judge, type Judged } from './judge.js';
import { instantsOf, shownFact } from './shown-fact.js';

/** Goes up whenever the same facts and rules would read differently. */
const GENERATOR = 'safe-harbor-ledger/5';

/** All that a report depends on besides the facts themselves: the same basis gives the same bytes, whenever and wherever it is made. */
export type Basis = Horizon & { readonly position: bigint };

const printed = ({ position, asOf, asKnownAt }: Basis) => ({ generator: GENERATOR, position: String(position), asOf, asKnownAt });

/** A report and the SHA-256 of its JSON text. */
export const sealedBody = <Report>(report: Report) =>
  ({ report, sha256: createHash('sha256').update(JSON.stringify(report)).digest('hex') });

const attemptsOf = ({ attempts }: Assessment) => attempts.map(({ reportId, standing, counts, facts }) => ({
  reportId, standing, madeAt: counts?.data.madeAt ?? null, evidence: facts.map(shownFact),
}));

/** As it was recorded, and what its instant is from where that was corrected since. */
const openedBy = (opening: Fact, facts: readonly Fact[]) => ({
  ...instantsOf(facts.find(({ eventId }) => eventId === opening.eventId) ?? opening),
  ...(opening.statedBy ? { correctedTo: opening.occurredAt, correctedBy: shownCorrection(opening.statedBy) } : {}),
});

/** Whose it became is part of what was corrected. */
const shownCorrection = (fact: Fact) => ({ ...shownFact(fact), ...('agency' in fact.data ? { agency: fact.data.agency } : {}) });

const CORRECTIONS: readonly Fact['type'][] = ['EpisodeCorrected', 'DeterminationCorrected'];

/** Who corrected what was first recorded, when and why: of the subject, and of the episodes that are led on in it. */
const correctionsOf = (facts: readonly Fact[], { leads = [] }: Subject, { asKnownAt }: Basis) => facts
  .filter(({ type, knownAt, recordedWith }) => CORRECTIONS.includes(type) && (asKnownAt === null || knownAt <= asKnownAt)
    && (recordedWith === undefined || leads.includes(recordedWith)))
  .map(shownCorrection);

const clockOf = ({ clock }: Assessment, facts: readonly Fact[]) =>
  clock.standing === 'runs'
    ? {
        clockStart: clock.start, startField: clock.startField, deadline: clock.deadline, ruleDeadline: clock.ruleDeadline,
        openedBy: openedBy(clock.openedBy, facts),
      }
    : { clockStart: null, startField: null, deadline: null, ruleDeadline: null, openedBy: null };

const ruleOf = ({ citation, text, jurisdiction, obligor, binding, limit, calendar, effective, verified }: Rule) =>
  ({ citation, text, jurisdiction, obligor, binding, limit, calendar, effective, verified });

/** What was done where the rule asks for something else than a report, and what authority did to the duty. */
const courseOf = ({ requirements, ending, excuse, exceptions }: Assessment) => ({
  requirements: requirements.map(({ event, done }) => ({ event, done: done.map(({ fact, at }) => ({ at, ...shownFact(fact) })) })),
  ending, excuse: excuse && { by: excuse.by, authority: excuse.authority, inTime: excuse.inTime, evidence: shownFact(excuse.fact) },
  exceptions: exceptions.map(shownFact),
});

const dutyOf = ({ dutyId, assessment, verdict }: Judged, earlier: readonly Earlier[], facts: readonly Fact[]) => ({
  dutyId, ruleId: assessment.rule.id, recipient: assessment.rule.recipient, ...clockOf(assessment, facts), ...verdict, earlier,
  attempts: attemptsOf(assessment), ...courseOf(assessment), rule: ruleOf(assessment.rule),
});

/** Everything owed for one episode or determination; undefined where nothing was known yet. */
export const subjectReport = (rules: readonly Rule[], facts: readonly Fact[], basis: Basis) => {
  const judged = judge(rules, facts, basis);
  const subject = judged[0]?.assessment.subject;
  if (!subject) return undefined;
  const earlier = earlierVerdicts(rules, facts, basis);
  return {
    ...printed(basis),
    subject,
    notConfigured: missingFor(subject.state, rules),
    corrections: correctionsOf(facts, subject, basis),
    duties: judged.map(duty => dutyOf(duty, earlier.get(duty.dutyId) ?? [], facts)),
  };
};

const receiptOf = (fact: Fact) =>
  fact.type === 'ReportAcknowledged' ? fact.data.receipt
  : fact.type === 'NcicEntered' && fact.data.nicNumber ? { nicNumber: fact.data.nicNumber }
  : undefined;

/** The receipts behind a report, sealed, by the event that brought each. They stand outside the hashed body: erasing them must not change it. */
export const receiptsOf = (facts: readonly Fact[], { duties }: NonNullable<ReturnType<typeof subjectReport>>) => {
  const shown = new Set(duties.flatMap(({ attempts, requirements }) =>
    [...attempts.flatMap(({ evidence }) => evidence), ...requirements.flatMap(({ done }) => done)].map(({ eventId }) => eventId)));
  return facts.flatMap(fact => {
    const receipt = receiptOf(fact);
    if (!receipt || !shown.has(fact.eventId) || !('reportId' in fact.data)) return [];
    return [{ eventId: fact.eventId, reportId: fact.data.reportId, recipient: fact.data.recipient, receipt }];
  });
};

/** One line of a list: the verdicts of one subject. */
export const subjectLine = (rules: readonly Rule[], facts: readonly Fact[], basis: Basis) => {
  const judged = judge(rules, facts, basis);
  const subject = judged[0]?.assessment.subject;
  if (!subject) return undefined;
  const { kind: subjectKind, id: subjectId, ...whose } = subject;
  return {
    subjectKind, subjectId, ...whose,
    duties: judged.map(({ dutyId, assessment, verdict }) => {
      const { clockStart, deadline } = clockOf(assessment, facts);
      return { dutyId, ruleId: assessment.rule.id, recipient: assessment.rule.recipient, clockStart, deadline, ...verdict };
    }),
  };
};
export type SubjectLine = NonNullable<ReturnType<typeof subjectLine>>;

/** `states`: those of the subjects listed, to say what each lacks before its own clocks can run. */
export const listReport = (rules: readonly Rule[], basis: Basis, states: readonly string[], content: object) => ({
  ...printed(basis),
  rules: rules.map(({ id, effective }) => ({ ruleId: id, version: effective.from })),
  notConfigured: Object.fromEntries(
    [...new Set(states)].sort().map(state => [state, missingFor(state, rules)] as const).filter(([, missing]) => missing.length > 0)),
  ...content,
});

const NAMES = {
  'on-time': 'onTime', late: 'late', never: 'never', 'not-determinable': 'notDeterminable', 'not-required': 'notRequired',
  'ended-before-due': 'endedBeforeDue', open: 'open',
} as const satisfies Record<VerdictCode, string>;

type Counts = Record<(typeof NAMES)[VerdictCode] | 'recordedLate' | 'neverButRefused', number>;
const NOTHING: Counts = { onTime: 0, late: 0, never: 0, notDeterminable: 0, notRequired: 0, endedBeforeDue: 0, open: 0, recordedLate: 0, neverButRefused: 0 };

/** Counts of verdicts by key, such as rule or recipient. */
export class Tally {
  private readonly counts = new Map<string, Counts>();

  add(key: string, { verdict, reason, recordedLate }: Verdict): void {
    const before = this.counts.get(key) ?? NOTHING;
    this.counts.set(key, {
      ...before,
      [NAMES[verdict]]: before[NAMES[verdict]] + 1,
      recordedLate: before.recordedLate + (recordedLate ? 1 : 0),
      neverButRefused: before.neverButRefused + (verdict === 'never' && reason === 'refused-by-recipient' ? 1 : 0),
    });
  }

  has(key: string): boolean {
    return this.counts.has(key);
  }

  of(key: string): Counts {
    return this.counts.get(key) ?? NOTHING;
  }
}
