import type { ReportRecipient } from '#contracts';
import type { Instant } from '#kernel';
import { happened, ofType, type Fact, type Horizon } from './fact.js';
import type { Known } from './subject.js';

type Made = Extract<Fact, { type: 'ReportMade' | 'ReportCorrected' }>;
const REPORT_FACTS = ['ReportMade', 'ReportAcknowledged', 'ReportRefused', 'ReportBounced', 'ReportCorrected', 'ReportSupplemented', 'RefusalEscalated'] as const;
type ReportFact = Extract<Fact, { type: (typeof REPORT_FACTS)[number] }>;

/**
 * One attempt at a report: after a refusal or a bounce the same report may be made again, and that is another attempt. What was
 * done about a refusal belongs to the refused one; so does a receipt that came all the same.
 */
export type Attempt = {
  readonly reportId: string;
  readonly facts: readonly ReportFact[];
  /** The statement of its instant that counts, of all that are kept in `facts`; null when no instant was ever stated. */
  readonly counts: Made | null;
  readonly standing: 'stands' | 'refused' | 'bounced' | 'not-made';
};

/** Where an attempt lies: an `unclear` one may have been in time, but nobody can tell. */
export type Side = 'on-time' | 'late' | 'unclear' | 'no-report';

type About = Pick<Known, 'subject' | 'ids' | 'formerAgencies'>;

/** Only a report for this child, made for the agency that owes it (under whatever name it was first recorded), can discharge the duty. */
const isAbout = ({ subject: { kind, youthId }, ids, formerAgencies }: About, recipient: ReportRecipient) => ({ data }: ReportFact) =>
  data.subjectKind === kind && ids.includes(data.subjectId) && data.youthId === youthId && formerAgencies.includes(data.agency) && data.recipient === recipient;

const isSettled = (said: Made) => said.type === 'ReportCorrected' && said.data.reason === 'recipient-record';

/** The recipient's own record settles what the agency stated or corrected; else its corrections, else what was first said. */
const strongest = (facts: readonly ReportFact[]): readonly Made[] => {
  const said: readonly Made[] = ofType(facts, 'ReportMade', 'ReportCorrected');
  return [said.filter(isSettled), ofType(facts, 'ReportCorrected'), said].find(statements => statements.length > 0) ?? [];
};

const standingOf = (facts: readonly ReportFact[]): Attempt['standing'] => {
  const has = (type: Fact['type']) => facts.some(fact => fact.type === type);
  return has('ReportRefused') ? 'refused' : has('ReportBounced') ? 'bounced' : has('ReportMade') || has('ReportAcknowledged') ? 'stands' : 'not-made';
};

const isEnd = (fact: ReportFact) => ofType([fact], 'ReportRefused', 'ReportBounced').length > 0;
const isAboutTheEnd = (fact: ReportFact) => ofType([fact], 'RefusalEscalated', 'ReportAcknowledged').length > 0;

const attemptsOf = (reportId: string, facts: readonly ReportFact[]): readonly Attempt[] => {
  const groups: ReportFact[][] = [];
  for (const fact of facts) {
    const last = fact.type === 'RefusalEscalated' ? groups.findLast(group => group.some(({ type }) => type === 'ReportRefused')) : groups.at(-1);
    const over = !last || (last.some(isEnd) && !isAboutTheEnd(fact));
    if (over) groups.push([fact]);
    else last.push(fact);
  }
  return groups.map(group => ({ reportId, facts: group, counts: strongest(group).at(-1) ?? null, standing: standingOf(group) }));
};

const attemptsIn = (facts: readonly ReportFact[]): readonly Attempt[] =>
  [...new Set(facts.map(({ data }) => data.reportId))].flatMap(id => attemptsOf(id, facts.filter(({ data }) => data.reportId === id)));

/** Every attempt to tell one recipient about one subject, with its own evidence, in the order of recording. */
export const attemptsAbout = (about: About, recipient: ReportRecipient, facts: readonly Fact[]): readonly Attempt[] =>
  attemptsIn(ofType(facts, ...REPORT_FACTS).filter(isAbout(about, recipient)));

/** What had happened by then: a report, and all that was said of it, from the instant at which it is now known to have been made. */
export const happenedBy = (horizon: Horizon, facts: readonly Fact[]): readonly Fact[] => {
  const madeAt = new Map<Fact, Instant>(attemptsIn(ofType(facts, ...REPORT_FACTS)).flatMap(({ facts: own, counts }) =>
    (counts ? own.filter(fact => !isEnd(fact)).map(fact => [fact, counts.data.madeAt] as const) : [])));
  return facts.filter(fact => (madeAt.get(fact) ?? horizon.asOf) <= horizon.asOf && (fact.type === 'ReportMade' || happened(horizon)(fact)));
};

/** Whether any statement that it was made in time was itself known in time: one corrected since, within the deadline, was not entered late. */
export const knownInTime = ({ facts }: Attempt, deadline: Instant): boolean =>
  ofType(facts, 'ReportMade', 'ReportCorrected').some(({ data, knownAt }) => data.madeAt <= deadline && knownAt <= deadline);

/**
 * Statements of equal weight on both sides of the deadline leave it unclear; so does a receipt given in time for a report
 * stated as late, unless the recipient's record settled that; so does a receipt for a report whose instant nobody stated, or that was
 * recorded as refused or bounced.
 * Without a deadline (null) every report is in time.
 */
export const sideOf = ({ facts, counts, standing }: Attempt, deadline: Instant | null, asOf: Instant): Side => {
  const receipts = ofType(facts, 'ReportAcknowledged');
  if (standing !== 'stands') return receipts.length > 0 ? 'unclear' : 'no-report';
  if (!counts) return 'unclear';
  if (counts.data.madeAt > asOf) return 'no-report';
  if (deadline === null) return 'on-time';
  const inTime = counts.data.madeAt <= deadline;
  const bothSides = strongest(facts).some(({ data }) => data.madeAt <= deadline !== inTime);
  const receiptInTime = receipts.some(({ data }) => data.acknowledgedAt !== null && data.acknowledgedAt <= deadline);
  if (bothSides || (!inTime && receiptInTime && !isSettled(counts))) return 'unclear';
  return inTime ? 'on-time' : 'late';
};
