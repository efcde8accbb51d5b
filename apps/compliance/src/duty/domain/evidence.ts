import type { ReportRecipient } from '#contracts';
import type { Instant } from '#kernel';
import { ofType, type Fact } from './fact.js';
import type { Known } from './subject.js';

type Made = Extract<Fact, { type: 'ReportMade' | 'ReportCorrected' }>;
const REPORT_FACTS = ['ReportMade', 'ReportAcknowledged', 'ReportRefused', 'ReportBounced', 'ReportCorrected', 'ReportSupplemented'] as const;
type ReportFact = Extract<Fact, { type: (typeof REPORT_FACTS)[number] }>;

/** One attempt at a report: after a refusal or a bounce the same report may be made again, and that is another attempt. */
export type Attempt = {
  readonly reportId: string;
  readonly facts: readonly ReportFact[];
  /** The statement of its instant that counts, of all that are kept in `facts`; null when no instant was ever stated. */
  readonly counts: Made | null;
  readonly standing: 'stands' | 'refused' | 'bounced' | 'not-made';
};

/** Where an attempt lies: an `unclear` one may have been in time, but nobody can tell. */
export type Side = 'on-time' | 'late' | 'unclear' | 'no-report';

type About = Pick<Known, 'subject' | 'formerAgencies'>;

/** Only a report for this child, made for the agency that owes it (under whatever name it was first recorded), can discharge the duty. */
const isAbout = ({ subject: { kind, id, youthId }, formerAgencies }: About, recipient: ReportRecipient) => ({ data }: ReportFact) =>
  data.subjectKind === kind && data.subjectId === id && data.youthId === youthId && formerAgencies.includes(data.agency) && data.recipient === recipient;

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

const attemptsOf = (reportId: string, facts: readonly ReportFact[]): readonly Attempt[] => {
  const groups: ReportFact[][] = [];
  for (const fact of facts) {
    const last = groups.at(-1);
    const over = !last || ofType(last, 'ReportRefused', 'ReportBounced').length > 0;
    if (over) groups.push([fact]);
    else last.push(fact);
  }
  return groups.map(group => ({ reportId, facts: group, counts: strongest(group).at(-1) ?? null, standing: standingOf(group) }));
};

/** Every attempt to tell one recipient about one subject, with its own evidence, in the order of recording. */
export const attemptsAbout = (about: About, recipient: ReportRecipient, facts: readonly Fact[]): readonly Attempt[] => {
  const own = ofType(facts, ...REPORT_FACTS).filter(isAbout(about, recipient));
  return [...new Set(own.map(({ data }) => data.reportId))].flatMap(id => attemptsOf(id, own.filter(({ data }) => data.reportId === id)));
};

/**
 * Statements of equal weight on both sides of the deadline leave it unclear; so does a receipt given in time for a report
 * stated as late, unless the recipient's record settled that; so does a receipt for a report whose instant nobody stated.
 * Without a deadline (null) every report is in time.
 */
export const sideOf = ({ facts, counts, standing }: Attempt, deadline: Instant | null, asOf: Instant): Side => {
  if (standing !== 'stands') return 'no-report';
  if (!counts) return 'unclear';
  if (counts.data.madeAt > asOf) return 'no-report';
  if (deadline === null) return 'on-time';
  const inTime = counts.data.madeAt <= deadline;
  const bothSides = strongest(facts).some(({ data }) => data.madeAt <= deadline !== inTime);
  const receiptInTime = ofType(facts, 'ReportAcknowledged').some(({ data }) => data.acknowledgedAt !== null && data.acknowledgedAt <= deadline);
  if (bothSides || (!inTime && receiptInTime && !isSettled(counts))) return 'unclear';
  return inTime ? 'on-time' : 'late';
};
